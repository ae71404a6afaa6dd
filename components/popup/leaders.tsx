import type { FollowView, Overview } from "../../lib/model/view.ts";
import { AddressText } from "../shared/address-text.tsx";
import { ControlFailure } from "../shared/control-failure.tsx";
import { followState } from "../shared/follow-state.ts";
import { FollowNote } from "../shared/follow-note.tsx";
import { FollowSwitch } from "../shared/follow-switch.tsx";
import { GuardMeters } from "../shared/guard-meters.tsx";
import { LeverageMeter } from "../shared/leverage-meter.tsx";
import { MoneyChange } from "../shared/money-change.tsx";
import { MoneyBadge } from "../shared/money-badge.tsx";
import { useCommand } from "../use-command.ts";
import { words } from "../words/current.ts";

function LeaderRow({ view, pausedByAll }: { readonly view: FollowView; readonly pausedByAll: boolean }) {
  const command = useCommand();
  const state = followState(view, pausedByAll);
  return (
    <li className={`card rail-${view.account.kind} leader-row`}>
      <div className="leader-row-top">
        <AddressText address={view.address} />
        <MoneyBadge kind={view.account.kind} />
        <span className="leader-row-net">
          <MoneyChange amount={view.netToday} />
        </span>
        <FollowSwitch view={view} pausedByAll={pausedByAll} command={command} />
      </div>
      <FollowNote view={view} pausedByAll={pausedByAll} />
      {(state === "mirroring" || state === "paused") &&
        (view.guard.drawdown === null ? (
          <LeverageMeter view={view} />
        ) : (
          <GuardMeters guard={view.guard} drawdownOnly />
        ))}
      <ControlFailure text={command.failure} />
    </li>
  );
}

/** The leaders that are followed, running ones first; stopped ones are the side panel's. */
export function Leaders({ overview }: { readonly overview: Overview }) {
  const shown = overview.follows.filter(({ follow }) => follow.status !== "stopped");
  if (shown.length === 0) return null;
  return (
    <section className="leaders" aria-labelledby="leaders-title">
      <h2 className="secondary leaders-title" id="leaders-title">
        {words.follows.title}
      </h2>
      <ul className="rows">
        {shown.map((view) => (
          <LeaderRow key={view.follow.id} view={view} pausedByAll={overview.pausedSince !== null} />
        ))}
      </ul>
    </section>
  );
}
