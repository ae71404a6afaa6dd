import { useCallback, useState } from "react";
import type { ExtensionMessage, Reply } from "../lib/messages/protocol.ts";
import { NoAnswerError, send } from "./send.ts";
import { words } from "./words/current.ts";

export interface CommandState {
  /** True from the press until the worker's answer. */
  readonly busy: boolean;
  /** What to show where the user pressed; null when nothing went wrong. */
  readonly failure: string | null;
  /** Sends it; true when it was carried out. Never rejects. */
  readonly run: (message: ExtensionMessage) => Promise<boolean>;
}

const FINDINGS: Readonly<Record<string, string>> = words.form.findings;

/** What is wrong with settings, in words: "limits.maxOrder: below-venue-minimum, nearest …; …" names the reasons. */
function findingTexts(detail: string): readonly string[] {
  const reasons = [...detail.matchAll(/(?:^|; )[\w.]+: ([a-z-]+)/g)].map(
    ([, reason = ""]) => FINDINGS[reason],
  );
  return [...new Set(reasons.filter((text) => text !== undefined))];
}

/** Why it was refused. Of a file, or of settings, only the details say what is wrong. */
function failureText({ refusal, detail }: Extract<Reply, { ok: false }>): string {
  const text = words.refusals[refusal];
  if (detail === null) return text;
  if (refusal === "settings-refused") return [text, ...findingTexts(detail)].join(" ");
  if (refusal === "import-failed") return `${text} (${detail})`;
  return refusal === "import-refused" ? `${text} ${detail}` : text;
}

/** One control's command: sends it, and holds its busy state and its failure. */
export function useCommand(): CommandState {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const run = useCallback(async (message: ExtensionMessage): Promise<boolean> => {
    setBusy(true);
    setFailure(null);
    try {
      const reply = await send(message);
      if (!reply.ok) setFailure(failureText(reply));
      return reply.ok;
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error;
      setFailure(words.noAnswer);
      return false;
    } finally {
      setBusy(false);
    }
  }, []);
  return { busy, failure, run };
}
