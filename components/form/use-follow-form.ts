import { useState } from "react";
import type { ExitAction, ExitRuleName } from "../../lib/model/exit-rules.ts";
import type { DecimalString } from "../../lib/model/decimal.ts";
import type { FollowSettings } from "../../lib/model/follow-settings.ts";
import { useLive } from "../live-data.ts";
import type { FieldErrors } from "./field-errors.ts";
import { NO_ERRORS } from "./field-errors.ts";
import type { FollowChoices, FollowDraft, FollowPath } from "./follow-draft.ts";
import { draftOf, parseDraft } from "./follow-draft.ts";
import { settingsErrors } from "./settings-errors.ts";

export interface FollowForm {
  readonly draft: FollowDraft;
  readonly errors: FieldErrors;
  readonly setText: (path: FollowPath, text: string) => void;
  readonly choose: (part: Partial<FollowChoices>) => void;
  readonly setAction: (rule: ExitRuleName, action: ExitAction) => void;
  /** The settings as they stand, without a word where they are none: null then. */
  readonly settings: () => FollowSettings | null;
  /** The settings as they stand; null when they are refused, and then `errors` says why. */
  readonly check: () => FollowSettings | null;
}

/**
 * A follow's settings being edited. It begins with `start` and does not follow later changes of it. `equity` is the
 * account's, USD, null while not known; `saved` what is set now, null for a new follow.
 */
export function useFollowForm(
  start: FollowSettings,
  equity: DecimalString | null,
  saved: FollowSettings | null,
): FollowForm {
  const instruments = useLive().instruments ?? [];
  const [draft, setDraft] = useState(() => draftOf(start));
  const [errors, setErrors] = useState(NO_ERRORS);
  const settings = (): FollowSettings | null => {
    const result = parseDraft(draft);
    return "settings" in result ? result.settings : null;
  };
  const check = (): FollowSettings | null => {
    const result = parseDraft(draft);
    const found =
      "errors" in result ? result.errors : settingsErrors(result.settings, { equity, instruments }, saved);
    setErrors(found);
    return found.size === 0 && "settings" in result ? result.settings : null;
  };
  return {
    draft,
    errors,
    setText: (path, text) => setDraft((before) => ({ ...before, texts: { ...before.texts, [path]: text } })),
    choose: (part) => setDraft((before) => ({ ...before, choices: { ...before.choices, ...part } })),
    setAction: (rule, action) =>
      setDraft((before) => ({ ...before, actions: { ...before.actions, [rule]: action } })),
    settings,
    check,
  };
}
