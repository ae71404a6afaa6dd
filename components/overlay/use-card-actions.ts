import { type SyntheticEvent, useEffect, useState } from "react";
import type { CardAction, CardAnswer, CardRefusal } from "./card-action.ts";

export interface CardActionsRules {
  /** Hands an action to the background. Never rejects. */
  readonly send: (action: CardAction) => Promise<CardAnswer>;
  /** True only for an act of the user: a page can make clicks of its own, and those are not trusted. */
  readonly isTrusted: (event: SyntheticEvent) => boolean;
}

export interface CardActions {
  /** The action on its way, or carried out but not yet to be seen. */
  readonly busy: CardAction["type"] | null;
  readonly refusal: CardRefusal | null;
  readonly act: (event: SyntheticEvent, action: CardAction) => void;
}

interface Pending {
  /** What the view showed when this began. */
  readonly seen: string;
  readonly action: CardAction | null;
  readonly refusal: CardRefusal | null;
}

/** How long a done action may take to show in the view before its button is given back. */
const SHOWS_WITHIN_MS = 5_000;

/**
 * One action at a time. `seen` names what the view shows of the leader's follow: when it changes, the action
 * has had its effect, and an answer that comes later belongs to something that is not shown any more.
 */
export function useCardActions({ send, isTrusted }: CardActionsRules, seen: string): CardActions {
  const [pending, setPending] = useState<Pending>({ seen, action: null, refusal: null });
  if (pending.seen !== seen) setPending({ seen, action: null, refusal: null });

  const { action: under, refusal } = pending;
  useEffect(() => {
    if (under === null) return undefined;
    const timer = setTimeout(() => setPending((now) => ({ ...now, action: null })), SHOWS_WITHIN_MS);
    return () => clearTimeout(timer);
  }, [under]);

  async function carryOut(action: CardAction) {
    setPending({ seen, action, refusal: null });
    const answer = await send(action);
    const done = !answer.ok || action.type === "open-panel";
    setPending((now) => {
      const ours = now.seen === seen && (now.action === action || now.action === null);
      if (!ours) return now;
      return { seen, action: done ? null : now.action, refusal: answer.ok ? null : answer.refusal };
    });
  }

  return {
    busy: under?.type ?? null,
    refusal,
    act(event, action) {
      if (!isTrusted(event) || under !== null) return;
      void carryOut(action);
    },
  };
}
