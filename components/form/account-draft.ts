import { AccountSettings } from "../../lib/model/account.ts";
import type { ExitActions, ExitPath } from "./exit-texts.ts";
import { exitActions, exitTexts, exitsOf } from "./exit-texts.ts";
import type { FieldErrors } from "./field-errors.ts";
import { issueErrors } from "./field-errors.ts";
import type { LimitPath } from "./limit-texts.ts";
import { limitTexts, limitsOf } from "./limit-texts.ts";

/** The guardrails of an account as they stand in the form. */
export interface AccountDraft {
  readonly texts: Readonly<Record<LimitPath | ExitPath, string>>;
  readonly actions: ExitActions;
  readonly growBesideOwn: boolean;
  /** Not in the form: they stay as they are. */
  readonly stops: Pick<AccountSettings, "disasterStop" | "restingStops">;
}

export function accountDraftOf(settings: AccountSettings): AccountDraft {
  return {
    texts: { ...limitTexts(settings.limits), ...exitTexts(settings.exits) },
    actions: exitActions(settings.exits),
    growBesideOwn: settings.growBesideOwn,
    stops: { disasterStop: settings.disasterStop, restingStops: settings.restingStops },
  };
}

type DraftResult = { readonly settings: AccountSettings } | { readonly errors: FieldErrors };

/** The settings in a draft, or what AccountSettings refuses of it, field by field. */
export function parseAccountDraft({ texts, actions, growBesideOwn, stops }: AccountDraft): DraftResult {
  const parsed = AccountSettings.safeParse({
    limits: limitsOf(texts),
    exits: exitsOf(texts, actions),
    growBesideOwn,
    ...stops,
  });
  return parsed.success ? { settings: parsed.data } : { errors: issueErrors(parsed.error.issues) };
}
