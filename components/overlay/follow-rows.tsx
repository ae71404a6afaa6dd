import { ChangeFigure } from "./change-figure.tsx";
import { isCopying, isPaused, type RunningFollow } from "./card-status.ts";
import { leverageLimit, money, wholeMoney } from "./format-figures.ts";
import { WORDS } from "./words-en.ts";

/** How the follow stands, and whose money its figures are. */
export function FollowRows({ follow }: { follow: RunningFollow }) {
  const waiting = follow.openPositions === 0 && isCopying(follow);
  const { maxLeverage, maxPosition, maxSlippageBps } = follow.limits;
  return (
    <>
      <dl className="rows">
        <div>
          <dt>{WORDS.equity[follow.kind]}</dt>
          <dd>{follow.equity === null ? "–" : money(follow.equity)}</dd>
        </div>
        <div>
          <dt>{WORDS.netResult}</dt>
          <dd>{follow.netResult === null ? "–" : <ChangeFigure value={follow.netResult} />}</dd>
        </div>
        <div>
          <dt>{WORDS.positions}</dt>
          <dd>{waiting ? WORDS.waitingForTrade : String(follow.openPositions)}</dd>
        </div>
        <div>
          <dt>{WORDS.limits}</dt>
          <dd>
            {WORDS.limitList(leverageLimit(maxLeverage), wholeMoney(maxPosition), String(maxSlippageBps))}
          </dd>
        </div>
      </dl>
      {follow.access !== "ready" && <p className="note">{WORDS.heldNote[follow.access]}</p>}
      {isPaused(follow) && (
        <p className="note">{follow.pausedByAll ? WORDS.pausedByAllNote : WORDS.pausedNote}</p>
      )}
      {follow.notCopiedAtStart > 0 && (
        <p className="note">{WORDS.notCopiedAtStart(follow.notCopiedAtStart)}</p>
      )}
    </>
  );
}
