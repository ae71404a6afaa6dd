import { useCallback, useState } from "react";
import type { VaultMessage, VaultReply } from "../lib/messages/vault-messages.ts";
import { NoAnswerError, sendToVault } from "./send.ts";
import { words } from "./words/current.ts";

export interface VaultCommand {
  /** True from the press until the worker's answer. */
  readonly busy: boolean;
  /** What to show where the user pressed; null when nothing went wrong. */
  readonly failure: string | null;
  /** Sends it; null without an answer. Never rejects. Keeps nothing of the message. */
  readonly ask: (message: VaultMessage) => Promise<VaultReply | null>;
  /** Sends it like `ask`; true when it was carried out. */
  readonly run: (message: VaultMessage) => Promise<boolean>;
  /** Forgets what went wrong. */
  readonly clear: () => void;
}

function failureText({ refusal, finding, detail }: Extract<VaultReply, { ok: false }>): string {
  const text = words.vaultRefusals[refusal];
  if (finding !== null) return `${words.keyFindings[finding].what} ${words.options.refused.nothingStored}`;
  return detail === null || refusal !== "vault-unavailable" ? text : `${text} (${detail})`;
}

/** One control's message about keys: sends it, and holds its busy state and its failure. */
export function useVaultCommand(): VaultCommand {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const clear = useCallback((): void => setFailure(null), []);
  const ask = useCallback(async (message: VaultMessage): Promise<VaultReply | null> => {
    setBusy(true);
    setFailure(null);
    try {
      const reply = await sendToVault(message);
      if (!reply.ok) setFailure(failureText(reply));
      return reply;
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error;
      setFailure(words.noAnswer);
      return null;
    } finally {
      setBusy(false);
    }
  }, []);
  const run = useCallback(async (message: VaultMessage) => (await ask(message))?.ok === true, [ask]);
  return { busy, failure, ask, run, clear };
}
