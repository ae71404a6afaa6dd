import { RotateCw, WifiOff } from "lucide-react";
import type { Millis } from "../../lib/model/identity.ts";
import { Address } from "../../lib/model/identity.ts";
import type { Problem, ProblemKind } from "../../lib/model/state.ts";
import type { Overview } from "../../lib/model/view.ts";
import { shortAddress } from "../format/address.ts";
import { formatAge } from "../format/duration.ts";
import { words } from "../words/current.ts";
import { useLive } from "../live-data.ts";
import { isToldOfKey } from "./account-trouble.ts";
import { CommandButton } from "./command-button.tsx";
import { isLost } from "./feed-trouble.ts";
import { findTrip } from "./find-trip.ts";
import { guardSentence } from "./guard-sentence.ts";
import { Notice } from "./notice.tsx";
import { realAccountOf } from "./problem-account.ts";
import { ProblemActions } from "./problem-actions.tsx";

/** Failures interrupt (role=alert), the rest are said quietly. */
const TONES: Readonly<Record<ProblemKind, "warn" | "failure">> = {
  "journal-unwritable": "failure",
  "journal-unreadable": "failure",
  "journal-full": "failure",
  "clock-off": "warn",
  "instruments-unavailable": "warn",
  "paper-unavailable": "warn",
  "order-unknown": "failure",
  "paper-liquidated": "failure",
  liquidated: "failure",
  "venue-clock-off": "warn",
  "venue-slow": "warn",
  "leverage-differs": "warn",
  "leverage-refused": "warn",
  "impossible-report": "failure",
  "other-installation": "failure",
  "account-unreadable": "warn",
  "position-differs": "warn",
  "vault-locked": "failure",
  "key-restricted": "failure",
  "key-unusable": "failure",
  "key-expires": "warn",
  "row-damaged": "failure",
  "reduction-stuck": "failure",
  "rules-unjudged": "failure",
  "exit-rule": "failure",
  "stop-missing": "failure",
  "stop-without-price": "warn",
  "stop-fired": "failure",
  "leader-liquidated": "warn",
  "leader-topped-up": "warn",
  "leader-averaging-down": "warn",
  "leader-leverage-high": "warn",
  "leader-positions-hidden": "warn",
  "leader-money-out": "warn",
  "leader-equity-fell": "warn",
};

/** A leader's id or address becomes a short address; anything else stays. */
function aboutText(about: string | null): string | null {
  if (about === null) return null;
  const address = Address.safeParse(about.split(":").at(-1));
  return address.success ? shortAddress(address.data) : about;
}

function sayingOf(problem: Problem, overview: Overview) {
  const { kind, about, measured, detail, reason } = problem;
  const real = realAccountOf(problem, overview) !== null;
  if (kind !== "exit-rule" && kind !== "rules-unjudged")
    return words.problems[kind]({ about: aboutText(about), measured, detail, reason: reason ?? null, real });
  const found = findTrip(overview, about);
  const trip = found?.trip ?? null;
  return words.problems[kind]({
    about: found?.whose ?? null,
    measured,
    detail: trip === null ? detail : guardSentence(trip),
    real,
  });
}

interface Props {
  readonly overview: Overview;
  readonly now: Millis;
}

function LostFeed({ overview: { feed }, now }: Props) {
  if (!isLost(feed)) return null;
  const say = words.feed;
  return (
    <Notice
      tone="failure"
      icon={WifiOff}
      alert
      large
      title={say.lostTitle(formatAge(now - feed.since))}
      actions={
        <>
          <CommandButton
            message={{ type: "try-now" }}
            icon={RotateCw}
            label={say.tryNow}
            busyLabel={say.trying}
          />
          <a href="https://app.hyperliquid.xyz/" target="_blank" rel="noreferrer">
            {say.check}
          </a>
        </>
      }
    >
      <span title={feed.detail ?? undefined}>{say.lostBody(say.reasons[feed.reason], feed.attempts)}</span>
    </Notice>
  );
}

/** A lost feed, then every problem the journal knows, but for those that the vault's and accounts' own notices say. */
export function ProblemNotices({ overview, now }: Props) {
  const { vault } = useLive();
  const { feed } = overview;
  const problems = overview.problems.filter((problem) => !isToldOfKey(problem, overview, vault));
  if (!isLost(feed) && problems.length === 0) return null;
  return (
    <div className="notices">
      <LostFeed overview={overview} now={now} />
      {problems.map((problem) => {
        const tone = TONES[problem.kind];
        const say = sayingOf(problem, overview);
        return (
          <Notice
            key={problem.id}
            tone={tone}
            title={say.title}
            alert={tone === "failure"}
            actions={<ProblemActions problem={problem} overview={overview} />}
          >
            <span title={problem.detail ?? undefined}>{say.body}</span>
          </Notice>
        );
      })}
    </div>
  );
}
