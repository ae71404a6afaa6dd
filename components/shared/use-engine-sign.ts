import { useEffect, useState } from "react";
import type { Reply } from "../../lib/messages/protocol.ts";
import type { Problem, ProblemKind } from "../../lib/model/state.ts";
import type { Overview } from "../../lib/model/view.ts";
import { NoAnswerError, send } from "../send.ts";

/** What only the background itself can tell, because a journal that cannot be written cannot say so. */
export interface EngineSign {
  /** It does not answer. */
  readonly asleep: boolean;
  /** Why nothing is sent; null when all is well. */
  readonly halted: Problem | null;
}

const ASK_EVERY_MS = 5_000;

const KINDS: Readonly<Record<string, ProblemKind>> = {
  full: "journal-full",
  unwritable: "journal-unwritable",
  unreadable: "journal-unreadable",
};

/** A halt's detail is "full: the browser's words"; see the background's message handler. */
function haltOf(reply: Reply, now: number): Problem | null {
  if (reply.ok || reply.refusal !== "halted") return null;
  const [word = "", ...rest] = (reply.detail ?? "").split(": ");
  const kind = KINDS[word] ?? "journal-unwritable";
  return {
    id: kind,
    kind,
    about: null,
    detail: rest.join(": "),
    measured: null,
    since: now,
    dismissible: false,
  };
}

/** Wakes the background when a surface opens, and asks it again while it is open. */
export function useEngineSign(): EngineSign {
  const [sign, setSign] = useState<EngineSign>({ asleep: false, halted: null });
  useEffect(() => {
    let gone = false;
    const ask = async (): Promise<void> => {
      let next: EngineSign;
      try {
        next = { asleep: false, halted: haltOf(await send({ type: "wake" }), Date.now()) };
      } catch (error) {
        if (!(error instanceof NoAnswerError)) throw error;
        next = { asleep: true, halted: null };
      }
      if (!gone) setSign((before) => (sameSign(before, next) ? before : next));
    };
    void ask();
    const timer = setInterval(() => void ask(), ASK_EVERY_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, []);
  return sign;
}

function sameSign(a: EngineSign, b: EngineSign): boolean {
  return a.asleep === b.asleep && a.halted?.kind === b.halted?.kind && a.halted?.detail === b.halted?.detail;
}

/** The overview with the halt in it, so that every part of a surface shows the same state. */
export function withHalt(overview: Overview | undefined, halted: Problem | null): Overview | undefined {
  if (overview === undefined || halted === null) return overview;
  return { ...overview, state: "halted", problems: [halted, ...overview.problems] };
}
