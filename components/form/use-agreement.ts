import { useState } from "react";

export interface Agreement {
  readonly ticked: boolean;
  readonly tick: (ticked: boolean) => void;
}

/**
 * The user's tick under a statement. It counts for the words that he saw: once they change it is gone for good, also
 * when they change back.
 */
export function useAgreement(statement: string): Agreement {
  const [agreed, setAgreed] = useState<string | null>(null);
  if (agreed !== null && agreed !== statement) setAgreed(null);
  return {
    ticked: agreed === statement,
    tick: (ticked) => setAgreed(ticked ? statement : null),
  };
}
