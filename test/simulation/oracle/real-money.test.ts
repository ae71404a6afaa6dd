import { describe, expect, it } from "vitest";
import { firstOf } from "./breaking.ts";
import { forgone } from "./breaking-decisions.ts";
import { BTC, REAL, realRecord } from "./hand-made-real.ts";
import { BEGAN, change, put } from "./hand-made-rows.ts";
import type { MutableRecord } from "./hand-made.ts";
import { judge } from "./judge.ts";
import type { RuleName } from "./violation.ts";

function broken(harm: (record: MutableRecord) => void): Set<RuleName> {
  const record = realRecord();
  harm(record);
  return new Set(judge(record).map(({ rule }) => rule));
}

const access = (state: MutableRecord["access"][number]["state"], at: number) => (record: MutableRecord) =>
  void record.access.push({ at: BEGAN + at, life: 1, state });

const clock =
  (offsetMs: number, ...times: readonly number[]) =>
  ({ venue }: MutableRecord): void => {
    for (const at of times) {
      const report = {
        kind: "account-read",
        accountId: REAL,
        at: BEGAN + at,
        equity: "10000",
        positions: [],
        openOrders: [],
        leverages: [],
        clock: { offsetMs, roundTripMs: 100 },
        fills: [],
        until: BEGAN + at,
      };
      venue.told.push({ at: BEGAN + at, life: 1, report } as never);
    }
  };

const CASES: readonly (readonly [RuleName, string, (record: MutableRecord) => void])[] = [
  ["access", "an order while the account is locked", access("locked", 300)],
  ["access", "a sale with a key that is gone", access("unusable", 3_000)],
  ["access", "growth with a key that was not checked", access("unchecked", 300)],
  ["access", "growth with a key that may do too much", access("restricted", 300)],
  ["access", "an order of a life that was told nothing of the key", (record) => void record.access.splice(0)],
  ["access", "growth by a venue's clock that is far from ours", clock(-45_000, 40, 80)],
  [
    "nonces",
    "two acts with one number",
    ({ venue, journal }) => {
      const nonce = firstOf(venue.sentSettings).order.nonce;
      const { clientOrderId } = firstOf(venue.orders);
      for (const { change } of journal.changes)
        for (const { intent } of change.intents)
          if (intent.clientOrderId === clientOrderId) intent.nonce = nonce;
      firstOf(venue.orders).nonce = nonce;
    },
  ],
  [
    "nonces",
    "a number below that of an act that was handed over before",
    ({ venue }) => {
      firstOf(venue.sentSettings).order.nonce = BEGAN + 9_000;
    },
  ],
  [
    "nonces",
    "an order that was signed with no number",
    ({ venue, journal }) => {
      for (const { change } of journal.changes) for (const { intent } of change.intents) intent.nonce = null;
      for (const order of venue.orders) order.nonce = null;
    },
  ],
  [
    "intent-first",
    "an order with another number than its intent",
    ({ venue }) => {
      firstOf(venue.orders).nonce = BEGAN + 7;
    },
  ],
  [
    "leverage-first",
    "growth where nobody had told what is set",
    ({ venue }) => void venue.toldOfSettings.splice(0),
  ],
  [
    "leverage-first",
    "growth before the setting was answered",
    ({ venue }) => void venue.toldOfSettings.splice(1),
  ],
  [
    "leverage-first",
    "growth at a leverage that nobody wants",
    ({ venue }) => {
      for (const one of venue.settings) Object.assign(one.setting, { times: 17 });
    },
  ],
  [
    "leverage-first",
    "a setting in the place of the user's own",
    ({ venue, journal }) => {
      const leverage = { told: { times: 9, marginMode: "cross" } };
      const book = { accountId: REAL, instrument: BTC, net: "0", heldBack: [], frozen: null, leverage };
      const durable = { at: BEGAN + 7_010, life: 1, change: change({ accountBooks: put(book) }) };
      journal.changes.push(durable as never);
      journal.changes.sort((a, b) => a.at - b.at);
      const setting = { times: 9, marginMode: "cross" } as const;
      const users = { instrument: BTC, setting, by: "user", position: "0", nonce: null } as const;
      venue.settings.push({ at: BEGAN + 5_000, ...users } as never);
      const order = { ...firstOf(venue.sentSettings).order, nonce: BEGAN + 8_900 };
      venue.sentSettings.push({ at: BEGAN + 9_000, life: 1, order });
    },
  ],
];

describe("a sound schedule on a real account", () => {
  it("breaks no rule", () => {
    expect(judge(realRecord())).toEqual([]);
  });

  it("may sell with a key that only reduces", () => {
    const sale = (record: MutableRecord): void => {
      access("restricted", 3_000)(record);
      access("ready", 7_000)(record);
    };
    expect(broken(sale)).toEqual(new Set());
  });
});

describe("the rules of real money", () => {
  it.each(CASES)("%s finds %s", (rule, _, harm) => {
    expect(broken(harm)).toContain(rule);
  });
});

describe("what is forgone on a real account", () => {
  it.each([
    ["account-locked", access("locked", 8_900)],
    ["key-unchecked", access("unchecked", 8_900)],
    ["key-restricted", access("restricted", 8_900)],
    ["key-unusable", access("unusable", 8_900)],
    ["venue-clock-off", clock(31_000, 8_950)],
  ] as const)("%s is true only where it was so", (reason, cause) => {
    const figures = reason === "venue-clock-off" ? { measured: 31_000, limit: 30_000 } : {};
    const told = (record: MutableRecord): void => forgone(record, reason, figures);
    expect(broken(told)).toContain("forgone-reason");
    expect(
      broken((record) => {
        cause(record);
        told(record);
      }),
    ).not.toContain("forgone-reason");
  });
});
