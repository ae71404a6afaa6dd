import type { LeaderPosition } from "../../lib/model/leader.ts";
import { ChangeFigure } from "./change-figure.tsx";
import { size, wholeMoney } from "./format-figures.ts";
import { sideOf } from "./position-side.ts";
import { WORDS } from "./words-en.ts";

const SHOWN = 5;

/** The leader's open positions, largest first; five of them, and how many more there are. */
export function PositionList({ positions }: { positions: readonly LeaderPosition[] }) {
  if (positions.length === 0) return <p className="secondary">{WORDS.noOpenPositions}</p>;
  return (
    <>
      <ul className="positions" aria-label={WORDS.openPositions}>
        {positions.slice(0, SHOWN).map((position) => (
          <li key={position.instrument}>
            <span className="instrument">
              {position.instrument} <small>{sideOf(position)}</small>
            </span>
            <span className="size">{size(position.size)}</span>
            <span className="notional">{wholeMoney(position.notional)}</span>
            <span className="pnl" title={WORDS.unrealised}>
              <ChangeFigure value={position.unrealisedPnl} />
            </span>
          </li>
        ))}
      </ul>
      {positions.length > SHOWN && (
        <p className="secondary">{WORDS.morePositions(positions.length - SHOWN)}</p>
      )}
    </>
  );
}
