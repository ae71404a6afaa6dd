import type { Millis } from "../../lib/model/identity.ts";
import { useLive } from "../live-data.ts";
import { EmptyList } from "../shared/empty-list.tsx";
import { Skeleton } from "../shared/skeleton.tsx";
import { StaleNote } from "../shared/stale-note.tsx";
import { words } from "../words/current.ts";
import { AccountHead } from "./account-head.tsx";
import { PositionCard } from "./position-card.tsx";
import { ResetDialog } from "../shared/reset-dialog.tsx";

/** The paper account and what it mirrors. */
export function PositionsTab({ now }: { readonly now: Millis }) {
  const { overview, positions } = useLive();
  if (overview === undefined || positions === undefined) return <Skeleton rows={4} height={96} />;
  const say = words.positions;
  return (
    <>
      <AccountHead paper={overview.paper} />
      <StaleNote overview={overview} now={now} />
      {positions.length === 0 ? (
        <EmptyList title={say.empty} body={say.emptyBody} />
      ) : (
        <ul className="rows">
          {positions.map((position) => (
            <PositionCard key={`${position.followId} ${position.instrument}`} position={position} />
          ))}
        </ul>
      )}
      <footer className="panel-foot">
        <p className="label">{words.assumptions}</p>
        <ResetDialog kind="ghost" />
      </footer>
    </>
  );
}
