import { RotateCw } from "lucide-react";
import type { ComponentType } from "react";
import { InstrumentId, LeaderId } from "../../lib/model/identity.ts";
import type { Problem, ProblemKind } from "../../lib/model/state.ts";
import type { Overview } from "../../lib/model/view.ts";
import { words } from "../words/current.ts";
import { CommandButton } from "./command-button.tsx";
import { ExportButton } from "./export-button.tsx";
import { findTrip } from "./find-trip.ts";
import { OpenAccounts } from "./open-accounts.tsx";
import { realAccountOf } from "./problem-account.ts";
import { SettleOrders } from "./settle-orders.tsx";

interface Props {
  readonly problem: Problem;
  readonly overview: Overview;
}

/** Where "Try now" can help. */
const RETRY: readonly ProblemKind[] = [
  "journal-unwritable",
  "journal-unreadable",
  "journal-full",
  "clock-off",
  "instruments-unavailable",
  "paper-unavailable",
  "account-unreadable",
  "rules-unjudged",
];

function Unfreeze({ problem, overview }: Props) {
  const say = words.problemActs;
  const instrument = InstrumentId.safeParse(problem.about);
  if (!instrument.success) return null;
  const accountId = realAccountOf(problem, overview) ?? overview.paper.id;
  const message = { type: "unfreeze" as const, accountId, instrument: instrument.data };
  return <CommandButton message={message} label={say.unfreeze} busyLabel={say.unfreezing} />;
}

function ClearOther({ problem, overview }: Props) {
  const say = words.problemActs;
  const accountId = realAccountOf(problem, overview) ?? overview.paper.id;
  const message = { type: "clear-other-installation" as const, accountId };
  return <CommandButton message={message} label={say.gone} busyLabel={say.clearing} />;
}

function ReleaseHold({ problem }: Props) {
  const say = words.problemActs;
  const leaderId = LeaderId.safeParse(problem.about);
  if (!leaderId.success) return null;
  const message = { type: "release-equity-hold" as const, leaderId: leaderId.data };
  return <CommandButton message={message} label={say.release} busyLabel={say.releasing} />;
}

function ResetGuard({ problem, overview }: Props) {
  const { reset, resetting } = words.guards;
  const found = findTrip(overview, problem.about);
  if (found === null) return null;
  const message = { type: "reset-guard" as const, guardId: found.guardId };
  // What it lets go on may send real orders.
  const kind = realAccountOf(problem, overview) === null ? "secondary" : "ink";
  return <CommandButton message={message} kind={kind} label={reset} busyLabel={resetting} />;
}

function ToAccounts() {
  return <OpenAccounts />;
}

function Settle({ problem, overview }: Props) {
  return <SettleOrders instrument={problem.about} orders={overview.unknownOrders} />;
}

/** What the user can do about a kind of problem, beyond looking. */
const ACTIONS: Readonly<Partial<Record<ProblemKind, ComponentType<Props>>>> = {
  "order-unknown": Settle,
  "impossible-report": Unfreeze,
  "other-installation": ClearOther,
  "leader-equity-fell": ReleaseHold,
  "vault-locked": ToAccounts,
  "key-restricted": ToAccounts,
  "key-unusable": ToAccounts,
  "key-expires": ToAccounts,
  "exit-rule": ResetGuard,
  "journal-unreadable": ExportButton,
  "row-damaged": ExportButton,
};

/** The buttons of a problem's notice. */
export function ProblemActions({ problem, overview }: Props) {
  const say = words.problemActs;
  const { tryNow, trying } = words.feed;
  const Own = ACTIONS[problem.kind];
  return (
    <>
      {RETRY.includes(problem.kind) && (
        <CommandButton message={{ type: "try-now" }} icon={RotateCw} label={tryNow} busyLabel={trying} />
      )}
      {Own !== undefined && <Own problem={problem} overview={overview} />}
      {problem.dismissible && (
        <CommandButton
          message={{ type: "dismiss-problem", problemId: problem.id }}
          kind="ghost"
          label={say.dismiss}
          busyLabel={say.dismissing}
        />
      )}
    </>
  );
}
