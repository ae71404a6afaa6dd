import { followGuardId } from "../../lib/model/guard.ts";
import type { FollowView } from "../../lib/model/view.ts";
import { formatDayAndMinute } from "../format/time.ts";
import { ActionButton } from "../shared/action-button.tsx";
import { AddressText } from "../shared/address-text.tsx";
import { ControlFailure } from "../shared/control-failure.tsx";
import { MoneyChange } from "../shared/money-change.tsx";
import { MoneyBadge } from "../shared/money-badge.tsx";
import { TrippedRules } from "../shared/tripped-rules.tsx";
import { useCommand } from "../use-command.ts";
import { words } from "../words/current.ts";

/** A follow that is over: when, with what result, and the way to take it off the list. */
export function StoppedCard({ view }: { readonly view: FollowView }) {
  const { busy, failure, run } = useCommand();
  const say = words.follows;
  const { id, statusSince } = view.follow;
  // What ended it; what only warned, or was about one position, did not.
  const trips = view.guard.trips.filter(
    ({ action, instrument }) => action === "close" && instrument === null,
  );
  return (
    <li className="card leader leader-stopped">
      <div className="leader-top">
        <AddressText address={view.address} />
        <MoneyBadge kind={view.account.kind} />
        <span className="leader-controls">
          <MoneyChange amount={view.netResult} />
        </span>
      </div>
      <p className="secondary">
        {say.stopped(formatDayAndMinute(statusSince, words.months))}
        {view.openPositions > 0 && ` ${say.stoppedOpen(view.account.kind, view.openPositions)}`}
      </p>
      <TrippedRules
        guardId={followGuardId(id)}
        trips={trips}
        resettable={false}
        real={view.account.kind === "real"}
      />
      <div>
        <ActionButton busy={busy} onPress={() => void run({ type: "remove-follow", followId: id })}>
          {busy ? say.removing : say.remove}
        </ActionButton>
      </div>
      <ControlFailure text={failure} />
    </li>
  );
}
