import type { RefObject } from "react";
import { useRef, useState } from "react";

export interface Agreement {
  readonly ticked: boolean;
  /** It was pressed without a tick. */
  readonly wanting: boolean;
  readonly box: RefObject<HTMLInputElement | null>;
  readonly tick: (ticked: boolean) => void;
  /** Whether the tick is there; where it is not, the box is marked and focused. */
  readonly insist: () => boolean;
}

/**
 * The user's tick under a statement. It counts for the words that he saw: once they change it is gone for good, also
 * when they change back.
 */
export function useAgreement(statement: string): Agreement {
  const [agreed, setAgreed] = useState<string | null>(null);
  const [pressed, setPressed] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  if (agreed !== null && agreed !== statement) setAgreed(null);
  const ticked = agreed === statement;
  return {
    ticked,
    wanting: pressed && !ticked,
    box,
    tick: (next) => setAgreed(next ? statement : null),
    insist: () => {
      setPressed(!ticked);
      if (!ticked) box.current?.focus();
      return ticked;
    },
  };
}
