import type { AccountId, Millis } from "../../lib/model/identity.ts";
import type { Overview, PositionView } from "../../lib/model/view.ts";
import { useLive } from "../live-data.ts";
import { EmptyList } from "../shared/empty-list.tsx";
import { ResetDialog } from "../shared/reset-dialog.tsx";
import { Skeleton } from "../shared/skeleton.tsx";
import { StaleNote } from "../shared/stale-note.tsx";
import { words } from "../words/current.ts";
import { AccountHead } from "./account-head.tsx";
import { PositionCard } from "./position-card.tsx";

interface RowsProps {
  readonly positions: readonly PositionView[];
  readonly now: Millis;
}

function Rows({ positions, now }: RowsProps) {
  const say = words.positions;
  if (positions.length === 0) return <EmptyList title={say.empty} body={say.emptyBody} />;
  return (
    <ul className="rows">
      {positions.map((position) => (
        <PositionCard key={`${position.followId} ${position.instrument}`} position={position} now={now} />
      ))}
    </ul>
  );
}

/** Paper is left away only where all that is followed is followed with real money. */
function showsPaper({ real, follows }: Overview, onPaper: readonly PositionView[]): boolean {
  return real.length === 0 || onPaper.length > 0 || follows.some(({ account }) => account.kind === "paper");
}

/** Each account and what it mirrors: real money first, and paper by itself. */
export function PositionsTab({ now }: { readonly now: Millis }) {
  const { overview, positions } = useLive();
  if (overview === undefined || positions === undefined) return <Skeleton rows={4} height={96} />;
  const of = (id: AccountId) => positions.filter(({ account }) => account.id === id);
  const onPaper = of(overview.paper.id);
  // Of an account that is gone, what a stopped follow kept is still listed.
  const known = new Set([overview.paper.id, ...overview.real.map(({ id }) => id)]);
  const others = positions.filter(({ account }) => !known.has(account.id));
  const paper = showsPaper(overview, onPaper);
  return (
    <>
      <StaleNote overview={overview} now={now} />
      {overview.real.map((account) => (
        <div key={account.id} className="account-part">
          <AccountHead account={account} />
          <Rows positions={of(account.id)} now={now} />
        </div>
      ))}
      {others.length > 0 && <Rows positions={others} now={now} />}
      {paper && (
        <div className="account-part">
          <AccountHead account={overview.paper} />
          <Rows positions={onPaper} now={now} />
        </div>
      )}
      {paper && (
        <footer className="panel-foot">
          <p className="label">{words.assumptions}</p>
          <ResetDialog kind="ghost" />
        </footer>
      )}
    </>
  );
}
