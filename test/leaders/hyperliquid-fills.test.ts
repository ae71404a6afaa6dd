import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { translateFills } from "../../lib/leaders/hyperliquid-fills.ts";
import { snapshotOf } from "../../lib/leaders/hyperliquid-snapshot.ts";
import { isChain } from "../../lib/leaders/position-chain.ts";
import { Address } from "../../lib/model/identity.ts";
import { LeaderFill, LeaderSnapshot, NotCopyable } from "../../lib/model/leader.ts";
import { wireFill } from "./fake-hyperliquid.ts";

const nothingKnown = () => undefined;
const translate = (rows: unknown) => translateFills(rows, nothingKnown);

function recorded(name: string): Record<string, unknown>[] {
  return JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), "utf8"));
}

const RECORDINGS = [
  "raw-fills-2026-07/acc2.leader.fills.json",
  "raw-fills-2026-07/acc3.leader.fills.json",
  "raw-fills-2026-07/acc4.leader.fills.json",
  "raw-fills-2026-07/acc5.leader.fills.json",
  "raw-fills-2026-07/acc6.leader.fills.json",
  "scalper-2025-11/fills.json",
];

/** The fills of each instrument, in order. */
function byInstrument(fills: readonly LeaderFill[]): LeaderFill[][] {
  const names = new Set(fills.map((fill) => fill.instrument));
  return [...names].map((name) => fills.filter((fill) => fill.instrument === name));
}

describe("recorded fills", () => {
  it.each(RECORDINGS)("%s is a chain without breaks", (name) => {
    const rows = recorded(name);
    const { fills, notCopyable } = translate(rows);
    expect(fills.length + notCopyable.length).toBe(rows.length);
    expect(notCopyable.every((row) => row.reason === "other-dex" && row.instrument.includes(":"))).toBe(true);
    for (const chain of byInstrument(fills)) expect(isChain(chain)).toBe(true);
    for (const fill of fills) expect(LeaderFill.parse(fill)).toEqual(fill);
    for (const row of notCopyable) expect(NotCopyable.parse(row)).toEqual(row);
    expect(new Set([...fills, ...notCopyable].map((row) => row.key)).size).toBe(rows.length);
  });

  it.each(RECORDINGS)("%s is a chain again after rows of the same millisecond were shuffled", (name) => {
    const rows = recorded(name).slice(0, 250);
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (random) => {
        const shuffled = rows
          .map((row) => ({ row, rank: random.next().value ?? 0 }))
          .toSorted((a, b) => Number(a.row["time"]) - Number(b.row["time"]) || a.rank - b.rank)
          .map(({ row }) => row);
        const starts = new Map(
          byInstrument(translate(rows).fills).map((c) => [c[0]?.instrument, c[0]?.startPosition]),
        );
        const { fills } = translateFills(shuffled, (instrument) => starts.get(instrument));
        for (const chain of byInstrument(fills)) expect(isChain(chain)).toBe(true);
      }),
      { numRuns: 10 },
    );
  });
});

describe("translateFills", () => {
  it("keeps every field exact and canonical", () => {
    expect(translate([wireFill({ startPosition: "-0.50", sz: "1.0", side: "A" })]).fills).toEqual([
      {
        instrument: "BTC",
        side: "sell",
        price: "66653",
        size: "1",
        time: 1_784_999_999_000,
        startPosition: "-0.5",
        key: "BTC|1784999999000|7|55",
      },
    ]);
  });

  it("marks a liquidation as the leader's only when he is the one who was liquidated", () => {
    const leader = Address.parse(`0x${"aB".repeat(20)}`);
    const row = (liquidatedUser: unknown) =>
      wireFill({ liquidation: { liquidatedUser, markPx: "66607.0", method: "market" } });
    const marked = (liquidatedUser: unknown, user: Address | null) =>
      translateFills([row(liquidatedUser)], nothingKnown, user).fills.map(({ liquidation }) => liquidation);
    expect(marked(`0x${"Ab".repeat(20)}`, leader)).toEqual([true]);
    expect(marked(`0x${"cd".repeat(20)}`, leader)).toEqual([undefined]);
    expect(marked(leader, null)).toEqual([undefined]);
    expect(translateFills([wireFill({ liquidation: null })], nothingKnown, leader).fills).toHaveLength(1);
  });

  it.each([
    ["@107", "Buy", "spot"],
    ["PURR/USDC", "Sell", "spot"],
    ["xyz:MU", "Open Long", "other-dex"],
    ["#12", "Settlement", "outcome-market"],
    ["@107", "Spot Dust Conversion", "not-a-trade"],
    ["#12", "Merge Outcome", "not-a-trade"],
  ])("tells why %s %s is not copied: %s", (coin, dir, reason) => {
    const { fills, notCopyable } = translate([wireFill({ coin, dir })]);
    expect(fills).toEqual([]);
    expect(notCopyable).toMatchObject([{ instrument: coin, reason }]);
  });

  it.each(["Auto-Deleveraging", "Liquidated Isolated Long", "Net Child Vaults", "Something New"])(
    "passes a change of position on whatever it is called: %s",
    (dir) => {
      expect(translate([wireFill({ dir, liquidation: { liquidatedUser: "0x0" } })]).fills).toHaveLength(1);
    },
  );

  it.each([
    ["side", "X"],
    ["sz", "-1"],
    ["px", 5],
    ["startPosition", "1e5"],
    ["time", "now"],
    ["tid", null],
  ])("names the field when %s is %j", (field, value) => {
    expect(() => translate([wireFill(), wireFill({ [field]: value })])).toThrow(`userFills: 1.${field}`);
  });

  it("orders across milliseconds and keeps the order between coins", () => {
    const rows = [
      wireFill({ time: 2, coin: "ETH", startPosition: "0.0", tid: 1 }),
      wireFill({ time: 1, coin: "BTC", startPosition: "1.0", tid: 2 }),
      wireFill({ time: 1, coin: "SOL", startPosition: "0.0", tid: 3 }),
      wireFill({ time: 1, coin: "BTC", startPosition: "0.5", tid: 4 }),
    ];
    const keys = translate(rows).fills.map((fill) => fill.key);
    expect(keys).toEqual(["BTC|1|4|55", "SOL|1|3|55", "BTC|1|2|55", "ETH|2|1|55"]);
  });
});

describe("a recorded clearinghouseState", () => {
  it("becomes a snapshot with every position", () => {
    const raw: unknown = recorded(
      "scalper-2025-11/0x34827044cbd4b808fc1b189fce9f50e6dafae7c9.clearinghouseState.json",
    );
    const snapshot = snapshotOf(raw);
    expect(LeaderSnapshot.parse(snapshot)).toEqual(snapshot);
    expect(snapshot.equity).toBe("85076.667557");
    expect(snapshot.positions).toHaveLength(10);
    expect(snapshot.positions[1]).toMatchObject({
      instrument: "SUPER",
      size: "-5993",
      leverage: 3,
      marginMode: "cross",
    });
  });
});
