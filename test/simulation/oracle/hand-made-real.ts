import { Address, InstrumentId, PAPER_ACCOUNT, realAccountId } from "../../../lib/model/identity.ts";
import type { LeverageSetting } from "../../../lib/model/leverage-setting.ts";
import { BEGAN } from "./hand-made-rows.ts";
import { type MutableRecord, soundRecord } from "./hand-made.ts";

export const REAL = realAccountId("hyperliquid", Address.parse(`0x${"e".repeat(40)}`));
export const BTC = InstrumentId.parse("BTC");
const cross = (times: number): LeverageSetting => ({ times, marginMode: "cross" });

/** The hand-made record as it is on a real account: its key signs from the beginning on, and 1x was set for BTC. */
export function realRecord(): MutableRecord {
  const record = moved(soundRecord()) as MutableRecord;
  const numbers = new Map<string, number>();
  const numberOf = (id: string): number => {
    const known = numbers.get(id) ?? BEGAN + numbers.size + 100;
    numbers.set(id, known);
    return known;
  };
  for (const { change } of record.journal.changes) {
    for (const { intent } of change.intents) intent.nonce = numberOf(intent.clientOrderId);
  }
  for (const order of record.venue.orders) order.nonce = numberOf(order.clientOrderId);
  record.access.push({ at: BEGAN + 20, life: 1, state: "ready" });
  const start = { instrument: BTC, setting: cross(20), position: "0", nonce: null, by: "start" } as const;
  const made = { ...start, setting: cross(1), by: "product", nonce: BEGAN + 50 } as const;
  record.venue.settings.push({ at: BEGAN, ...start } as never, { at: BEGAN + 120, ...made } as never);
  const order = {
    accountId: REAL,
    instrument: BTC,
    setting: cross(1),
    nonce: BEGAN + 50,
    expiresAt: BEGAN + 5_000,
  };
  record.venue.sentSettings.push({ at: BEGAN + 110, life: 1, order });
  record.venue.toldOfSettings.push(told(105, cross(20)), told(130, cross(1)));
  return record;
}

function told(at: number, setting: LeverageSetting): MutableRecord["venue"]["toldOfSettings"][number] {
  const report = {
    kind: "leverage-told",
    accountId: REAL,
    at: BEGAN + at,
    instrument: BTC,
    setting,
  } as const;
  return { at: BEGAN + at, life: 1, report };
}

/** All that names the paper account names the real one. */
function moved(value: unknown): unknown {
  if (value === PAPER_ACCOUNT) return REAL;
  if (Array.isArray(value)) return value.map(moved);
  if (value instanceof Map) return new Map([...value].map(([key, one]) => [key, moved(one)]));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, moved(one)]));
}
