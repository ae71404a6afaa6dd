import type { PaperCardFollow } from "../../lib/model/view.ts";
import { ChangeFigure } from "./change-figure.tsx";
import { isCopying, isPaused, type RunningFollow } from "./card-status.ts";
import { leverageLimit, money, wholeMoney } from "./format-figures.ts";
import { WORDS } from "./words-en.ts";

/** How the follow stands: on paper with its figures, with real money without any. */
export function FollowRows({ follow }: { follow: RunningFollow }) {
  return (
    <>
      {follow.kind === "paper" && (
        <PaperFigures follow={follow} waiting={follow.openPositions === 0 && isCopying(follow)} />
      )}
      {!follow.accountReady && <p className="note">{WORDS.heldNote}</p>}
      {isPaused(follow) && (
        <p className="note">{follow.pausedByAll ? WORDS.pausedByAllNote : WORDS.pausedNote}</p>
      )}
      {follow.kind === "paper" && follow.notCopiedAtStart > 0 && (
        <p className="note">{WORDS.notCopiedAtStart(follow.notCopiedAtStart)}</p>
      )}
      {follow.kind === "real" && <p className="note">{WORDS.realInPanel}</p>}
    </>
  );
}

function PaperFigures({ follow, waiting }: { follow: PaperCardFollow; waiting: boolean }) {
  const { maxLeverage, maxPosition, maxSlippageBps } = follow.limits;
  return (
    <dl className="rows">
      <div>
        <dt>{WORDS.equity}</dt>
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
  );
}
