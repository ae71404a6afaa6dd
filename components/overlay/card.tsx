import type { SyntheticEvent } from "react";
import type { Address } from "../../lib/model/identity.ts";
import type { CardView } from "../../lib/model/view.ts";
import type { CardAction, CardAnswer } from "./card-action.ts";
import { CardBody } from "./card-body.tsx";
import { cardStatus, runningFollow } from "./card-status.ts";
import { FeedHealth } from "./feed-health.tsx";
import { LineIcon, Mark } from "./icons.tsx";
import { useCardActions } from "./use-card-actions.ts";
import { useDrag } from "./use-drag.ts";
import { useCollapse, useEscape } from "./use-collapse.ts";
import { useNow } from "./use-now.ts";
import { WORDS } from "./words-en.ts";

export interface CardProps {
  readonly address: Address;
  /** Null until the background has told the first one. */
  readonly view: CardView | null;
  /** True while the background is not connected: what is shown is not renewed. */
  readonly stale: boolean;
  /** True while the page leaves no room for the card: then it gives way. */
  readonly crowded: boolean;
  /** Hands an action to the background. Never rejects. */
  readonly send: (action: CardAction) => Promise<CardAnswer>;
  /** True only for an act of the user. Whatever reaches the background goes through it. */
  readonly isTrusted: (event: SyntheticEvent) => boolean;
}

/** The card on a leader's page, or its tab when it is collapsed. */
export function Card({ address, view, stale, crowded, send, isTrusted }: CardProps) {
  const { collapsed, open, collapse, openButton, collapseButton } = useCollapse(crowded);
  const card = useEscape(collapse);
  const follow = runningFollow(view);
  const seen = follow === null ? "" : `${follow.id} ${follow.status} ${String(follow.pausedByAll)}`;
  const actions = useCardActions({ send, isTrusted }, `${address} ${seen}`);
  const now = useNow(follow?.feed.state === "lost");
  const { offset, handle } = useDrag();
  const status = cardStatus(view);

  if (collapsed) {
    return (
      <button
        ref={openButton}
        type="button"
        className="tab"
        aria-expanded="false"
        aria-label={WORDS.expand(status.word)}
        onClick={open}
      >
        <Mark state={status.mark} size={20} />
        {status.word}
      </button>
    );
  }
  return (
    <section
      ref={card}
      className="card"
      aria-label={WORDS.cardLabel}
      style={{ translate: `${offset.x}px ${offset.y}px` }}
    >
      <div className="head" {...handle}>
        <Mark state={status.mark} size={20} />
        <span className="product">{WORDS.product}</span>
        {follow !== null && !stale && <FeedHealth feed={follow.feed} now={now} />}
        <button
          ref={collapseButton}
          type="button"
          className="icon-button"
          aria-expanded="true"
          aria-label={WORDS.collapse}
          title={WORDS.collapse}
          onClick={collapse}
        >
          <LineIcon name="collapse" />
        </button>
      </div>
      <CardBody address={address} view={view} stale={stale} now={now} actions={actions} />
    </section>
  );
}
