import type { AccountSettings } from "../../lib/model/account.ts";
import { checkAccountSettings, checkSettings } from "../../lib/model/check-settings.ts";
import type { DecimalString } from "../../lib/model/decimal.ts";
import type { FollowSettings } from "../../lib/model/follow-settings.ts";
import type { Instrument } from "../../lib/model/instrument.ts";
import type { FieldValue, SettingsContext, SettingsFinding } from "../../lib/model/settings-finding.ts";
import { words } from "../words/current.ts";
import type { FieldError, FieldErrors } from "./field-errors.ts";
import { numberText, secondsText } from "./number-text.ts";

/** What settings have to fit into, as far as it is known here. The engine's side checks again. */
export interface SettingsRoom {
  /** The account's equity, USD. */
  readonly equity: DecimalString | null;
  readonly instruments: readonly Instrument[];
}

/** `saved`: the follow's settings before this edit; null when it is new. */
export function settingsErrors(
  settings: FollowSettings,
  room: SettingsRoom,
  saved: FollowSettings | null,
): FieldErrors {
  return errorsOf(checkSettings(settings, contextOf(room, saved)));
}

export function accountErrors(settings: AccountSettings, room: SettingsRoom): FieldErrors {
  return errorsOf(checkAccountSettings(settings, contextOf(room, null)));
}

function contextOf({ equity, instruments }: SettingsRoom, saved: FollowSettings | null): SettingsContext {
  return { balance: equity, equity, instruments, saved };
}

/** One error a field; of several findings the last says what works beside all others. */
function errorsOf(findings: readonly SettingsFinding[]): FieldErrors {
  const errors = new Map<string, FieldError>();
  for (const { path, reason, nearest } of findings) {
    const typed = nearest === null ? null : valueText(path, nearest.value);
    errors.set(path, { text: words.form.findings[reason], nearest: typed });
  }
  return errors;
}

const IN_SECONDS: readonly string[] = ["limits.maxAgeMs", "exits.feedLost.limit"];

/** A value as it is typed into its field. */
function valueText(path: string, value: FieldValue): string {
  if (value === null) return "";
  if (typeof value === "number") return IN_SECONDS.includes(path) ? secondsText(value) : numberText(value);
  return typeof value === "string" ? numberText(value) : value.join(", ");
}
