import { useRef, useState } from "react";
import { decimal, decimalString } from "../../lib/model/decimal.ts";
import { followGuardId } from "../../lib/model/guard.ts";
import type { Millis } from "../../lib/model/identity.ts";
import type { FollowView } from "../../lib/model/view.ts";
import { formatSlippage } from "../format/bps.ts";
import { formatLatency } from "../format/duration.ts";
import { directionOf, formatMoney, formatMoneyChange, formatMoneyWhole } from "../format/money.ts";
import { formatReturn } from "../format/percent.ts";
import { startOfDay } from "../format/time.ts";
import { AddressText } from "../shared/address-text.tsx";
import { ControlFailure } from "../shared/control-failure.tsx";
import { FollowNote } from "../shared/follow-note.tsx";
import { FollowSwitch } from "../shared/follow-switch.tsx";
import { GuardMeters } from "../shared/guard-meters.tsx";
import { LeverageMeter } from "../shared/leverage-meter.tsx";
import { Change, MoneyChange } from "../shared/money-change.tsx";
import { MoneyBadge } from "../shared/money-badge.tsx";
import { TrippedRules } from "../shared/tripped-rules.tsx";
import { useCommand } from "../use-command.ts";
import { words } from "../words/current.ts";
import { Aside, Figure } from "./figures.tsx";
import { LeaderMenu } from "./leader-menu.tsx";
import { sizingText } from "./sizing-text.ts";
import { StopDialog } from "./stop-dialog.tsx";
import { StoppedCard } from "./stopped-card.tsx";

interface Props {
  readonly view: FollowView;
  readonly now: Millis;
  readonly pausedByAll: boolean;
  /** Of the account that it uses. */
  readonly account: string;
  readonly onEdit: () => void;
}

const DAY_MS = 86_400_000;

function YouNet({ view }: { readonly view: FollowView }) {
  const allocation = decimal(view.allocation);
  if (allocation.lte(0)) return <Change direction="flat" text={formatReturn(null)} />;
  const fraction = decimal(view.netResult).div(allocation).toNumber();
  // A fraction that shows as 0.00 % is no change, and gets no arrow.
  const shown = decimalString(decimal(fraction).times(100).toDecimalPlaces(2));
  return <Change direction={directionOf(shown)} text={formatReturn(fraction)} />;
}

function Figures({ view }: { readonly view: FollowView }) {
  const say = words.follows;
  return (
    <dl className="cells leader-cells">
      <Figure label={say.equity}>
        {formatMoney(view.allocationKnown ? view.equity : null)}
        <Aside>
          {view.allocationKnown ? say.from(formatMoneyWhole(view.allocation)) : say.allocationUnknown}
        </Aside>
      </Figure>
      <Figure label={say.youNet}>
        <YouNet view={view} />
      </Figure>
      <Figure label={say.netToday}>
        <MoneyChange amount={view.netToday} />
      </Figure>
      <Figure label={say.sizing}>{sizingText(view)}</Figure>
      <Figure label={words.positions.feesAndFunding}>
        {formatMoneyChange(decimalString(decimal(view.funding).minus(view.fees)))}
      </Figure>
      <Figure label={say.copied}>{say.copiedOf(view.copied, view.seen)}</Figure>
      <Figure label={say.open}>{say.positions(view.openPositions)}</Figure>
      <Figure label={say.medianDelay}>{formatLatency(view.medianDelayMs)}</Figure>
      <Figure label={say.averageSlippage}>{formatSlippage(view.averageSlippageBps)}</Figure>
    </dl>
  );
}

export function LeaderCard({ view, now, pausedByAll, account: name, onEdit }: Props) {
  const command = useCommand();
  const [stopping, setStopping] = useState(false);
  const menu = useRef<HTMLButtonElement>(null);
  const say = words.follows;
  if (view.follow.status === "stopped") return <StoppedCard view={view} />;
  const days = Math.round((startOfDay(now) - startOfDay(view.follow.createdAt)) / DAY_MS);
  return (
    <li className={`card rail-${view.account.kind} leader`}>
      <div className="leader-top">
        <AddressText address={view.address} />
        <MoneyBadge kind={view.account.kind} />
        <span className="leader-controls">
          <FollowSwitch view={view} pausedByAll={pausedByAll} command={command} />
          {view.follow.status !== "closing" && (
            <LeaderMenu ref={menu} address={view.address} onEdit={onEdit} onStop={() => setStopping(true)} />
          )}
        </span>
      </div>
      <ControlFailure text={command.failure} />
      <p className="secondary">{say.account(name, say.days(days))}</p>
      <FollowNote view={view} pausedByAll={pausedByAll} />
      <Figures view={view} />
      <LeverageMeter view={view} />
      <GuardMeters guard={view.guard} />
      <TrippedRules
        guardId={followGuardId(view.follow.id)}
        trips={view.guard.trips}
        resettable
        real={view.account.kind === "real"}
      />
      <StopDialog view={view} open={stopping} onOpenChange={setStopping} returnTo={menu} />
    </li>
  );
}
