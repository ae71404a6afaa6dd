import { AccountSettings } from "../../lib/model/account.ts";
import type { ExitActions, ExitPath } from "./exit-texts.ts";
import { exitActions, exitTexts, exitsOf } from "./exit-texts.ts";
import type { FieldErrors } from "./field-errors.ts";
import { issueErrors } from "./field-errors.ts";
import type { LimitPath } from "./limit-texts.ts";
import { limitTexts, limitsOf } from "./limit-texts.ts";
import { numberText, optionalNumeric } from "./number-text.ts";

/** How far the disaster stop stands from entry to liquidation, percent; an empty field is none. */
export const DISASTER_PATH = "disasterStop.percentToLiquidation";

export type AccountPath = LimitPath | ExitPath | typeof DISASTER_PATH;

/** The guardrails of an account as they stand in the form. */
export interface AccountDraft {
  readonly texts: Readonly<Record<AccountPath, string>>;
  readonly actions: ExitActions;
  readonly growBesideOwn: boolean;
  /** Not in the form: they stay as they are. */
  readonly kept: Pick<AccountSettings, "restingStops" | "keepAwake">;
}

export function accountDraftOf(settings: AccountSettings): AccountDraft {
  const { restingStops, keepAwake } = settings;
  return {
    texts: {
      ...limitTexts(settings.limits),
      ...exitTexts(settings.exits),
      [DISASTER_PATH]: numberText(settings.disasterStop?.percentToLiquidation ?? null),
    },
    actions: exitActions(settings.exits),
    growBesideOwn: settings.growBesideOwn,
    kept: { restingStops, ...(keepAwake === undefined ? {} : { keepAwake }) },
  };
}

type DraftResult = { readonly settings: AccountSettings } | { readonly errors: FieldErrors };

/** The settings in a draft, or what AccountSettings refuses of it, field by field. */
export function parseAccountDraft({ texts, actions, growBesideOwn, kept }: AccountDraft): DraftResult {
  const disaster = optionalNumeric(texts[DISASTER_PATH]);
  const parsed = AccountSettings.safeParse({
    limits: limitsOf(texts),
    exits: exitsOf(texts, actions),
    growBesideOwn,
    disasterStop: disaster === null ? null : { percentToLiquidation: disaster },
    ...kept,
  });
  return parsed.success ? { settings: parsed.data } : { errors: issueErrors(parsed.error.issues) };
}
