import { type Decimal, Decimal as DecimalNumber, type DecimalString, decimalString } from "./decimal.ts";
import type { FollowSettings } from "./follow-settings.ts";
import type { InstrumentId } from "./identity.ts";
import type { Instrument } from "./instrument.ts";

/** Why a rule set cannot work as it is. */
export type SettingsReason =
  /** More than the account has. */
  | "above-balance"
  /** Nothing could ever be bought: the venue's smallest order is larger. */
  | "below-venue-minimum"
  /** More than the venue lets any of the instruments have. */
  | "above-venue-leverage"
  /** More than another limit of the same rule set lets through, so that it would never count. */
  | "above-max-leverage"
  | "above-max-position"
  | "above-max-notional"
  | "above-drawdown"
  /** A stop that the slippage of the opening alone may reach. */
  | "closer-than-slippage"
  /** The lists leave no instrument to trade. */
  | "nothing-allowed"
  /** The venue does not list it. */
  | "unknown-instrument";

/** A value for one field; null takes an optional limit away. */
export type FieldValue = DecimalString | number | readonly InstrumentId[] | null;

export interface SettingsFinding {
  /** Of the field, from the settings' top: "limits.maxOrder". */
  readonly path: string;
  readonly reason: SettingsReason;
  /** The nearest value of that field with which the whole works; null when no value of it does. */
  readonly nearest: { readonly value: FieldValue } | null;
}

/** What settings are judged against. */
export interface SettingsContext {
  /** USD that the account has to allot; null when not known. */
  readonly balance: DecimalString | null;
  /** Account value in USD, of which a share is taken; null when not known. */
  readonly equity: DecimalString | null;
  /** As the venue lists them; none when they could not be read. */
  readonly instruments: readonly Instrument[];
  /**
   * A follow's settings before this edit; null when it is new. What was allotted before is not asked for again: a
   * loss since then must not keep the user from tightening anything else.
   */
  readonly saved: FollowSettings | null;
}

/** USD, up or down to the cent. */
export function cents(value: Decimal, way: "up" | "down"): DecimalString {
  const rounding = way === "up" ? DecimalNumber.ROUND_UP : DecimalNumber.ROUND_DOWN;
  return decimalString(value.toDecimalPlaces(2, rounding));
}

/** The settings with a finding's nearest value in its place, as plain data for their schema. */
export function withNearest(settings: object, { path, nearest }: SettingsFinding): object {
  return nearest === null ? settings : withValue(settings, path.split("."), nearest.value);
}

function withValue(settings: object, [field = "", ...rest]: readonly string[], value: FieldValue): object {
  if (rest.length === 0) return { ...settings, [field]: value };
  const inner: unknown = Object.entries(settings).find(([name]) => name === field)?.[1];
  if (typeof inner !== "object" || inner === null) throw new RangeError(`no settings at ${field}`);
  return { ...settings, [field]: withValue(inner, rest, value) };
}
