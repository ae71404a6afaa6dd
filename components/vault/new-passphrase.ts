import type { RefObject } from "react";
import { useRef, useState } from "react";
import { NEW_PASSPHRASE_MIN } from "../../lib/messages/vault-messages.ts";
import { takeSecret } from "../shared/secret-field.tsx";
import { words } from "../words/current.ts";

/** A new passphrase, typed twice. */
export interface NewPassphrase {
  readonly first: RefObject<HTMLInputElement | null>;
  readonly again: RefObject<HTMLInputElement | null>;
  readonly firstError: string | null;
  readonly againError: string | null;
  /** Takes it out of both fields; null where it can't be taken, and then an error says why. */
  readonly take: () => string | null;
}

export function useNewPassphrase(): NewPassphrase {
  const first = useRef<HTMLInputElement>(null);
  const again = useRef<HTMLInputElement>(null);
  const [firstError, setFirstError] = useState<string | null>(null);
  const [againError, setAgainError] = useState<string | null>(null);
  const take = (): string | null => {
    const typed = first.current?.value ?? "";
    const short = typed.length < NEW_PASSPHRASE_MIN;
    const same = typed === again.current?.value;
    setFirstError(short ? words.vault.tooShort : null);
    setAgainError(short || same ? null : words.vault.different);
    if (short) first.current?.focus();
    else if (!same) {
      takeSecret(again);
      again.current?.focus();
    }
    if (short || !same) return null;
    takeSecret(again);
    return takeSecret(first);
  };
  return { first, again, firstError, againError, take };
}
