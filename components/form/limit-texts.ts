import type { AccountLimits, EntryLimits } from "../../lib/model/limits.ts";
import {
  names,
  numberText,
  optionalMilliseconds,
  optionalNumeric,
  optionalPlain,
  secondsText,
} from "./number-text.ts";

export type LimitName = keyof EntryLimits;
export type LimitPath = `limits.${LimitName}`;

/** Entry limits as typed; ages in seconds, an empty field is no limit. */
export type LimitTexts = Readonly<Record<LimitPath, string>>;

export function limitTexts(limits: EntryLimits | AccountLimits): LimitTexts {
  return {
    "limits.maxOrder": limits.maxOrder ?? "",
    "limits.maxPosition": limits.maxPosition ?? "",
    "limits.maxNotional": limits.maxNotional ?? "",
    "limits.maxLeverage": numberText(limits.maxLeverage),
    "limits.maxPositions": numberText(limits.maxPositions),
    "limits.maxSlippageBps": numberText(limits.maxSlippageBps),
    "limits.maxAgeMs": secondsText(limits.maxAgeMs),
    "limits.maxOrdersPerMinute": numberText(limits.maxOrdersPerMinute),
    "limits.allowedInstruments": limits.allowedInstruments?.join(", ") ?? "",
    "limits.deniedInstruments": limits.deniedInstruments.join(", "),
  };
}

/** What the schema is asked about. Where a limit must not be absent, the schema refuses the null. */
export function limitsOf(texts: LimitTexts): Readonly<Record<LimitName, unknown>> {
  const allowed = names(texts["limits.allowedInstruments"]);
  return {
    maxOrder: optionalPlain(texts["limits.maxOrder"]),
    maxPosition: optionalPlain(texts["limits.maxPosition"]),
    maxNotional: optionalPlain(texts["limits.maxNotional"]),
    maxLeverage: optionalNumeric(texts["limits.maxLeverage"]),
    maxPositions: optionalNumeric(texts["limits.maxPositions"]),
    maxSlippageBps: optionalNumeric(texts["limits.maxSlippageBps"]),
    maxAgeMs: optionalMilliseconds(texts["limits.maxAgeMs"]),
    maxOrdersPerMinute: optionalNumeric(texts["limits.maxOrdersPerMinute"]),
    allowedInstruments: allowed.length === 0 ? null : allowed,
    deniedInstruments: names(texts["limits.deniedInstruments"]),
  };
}
