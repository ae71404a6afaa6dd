import { describe, expect, it } from "vitest";
import { Facts } from "./facts.ts";
import { BEGAN, book, change } from "./hand-made-rows.ts";
import { soundRecord } from "./hand-made.ts";
import { money } from "./money.ts";

/** A follow that bought in parts whose sum has no exact plain number, and sold all of it: side, coins, realised USD. */
const SOLD: readonly Trade[] = [
  ["buy", "5833.4", "0"],
  ["buy", "3176.2", "0"],
  ["sell", "9009.6", "90.096"],
];

type Trade = readonly [side: "buy" | "sell", size: string, realised: string];

function found(trades: readonly Trade[], held: string, entryPrice: string): string[] {
  const record = soundRecord();
  const changes = trades.map(([side, size, realised], index) => ({
    at: BEGAN + index,
    life: 1,
    change: change({
      fills: [
        {
          fill: {
            id: `u${index}`,
            accountId: "paper",
            instrument: "TNSR",
            clientOrderId: null,
            side,
            price: side === "buy" ? "0.18" : "0.19",
            size,
            fee: "0",
            time: BEGAN + index,
            cause: "user",
          },
          shares: [
            {
              followId: "f1",
              size: side === "buy" ? size : `-${size}`,
              realised,
              fee: "0",
              leaderPrice: null,
            },
          ],
        },
      ] as never,
    }),
  }));
  const last = book({ instrument: "TNSR", held, entryPrice, realised: "90.096" });
  const rows = { ...record.journal.rows, books: [last] };
  const details: string[] = [];
  money(new Facts({ ...record, journal: { ...record.journal, changes, rows } }), (detail) =>
    details.push(detail),
  );
  return details;
}

describe("money", () => {
  it("leaves nothing of what was bought in parts and sold whole", () => {
    expect(found(SOLD, "0", "0")).toEqual([]);
  });

  it("finds an entry price that the fills do not give", () => {
    expect(found([...SOLD, ["buy", "1.5", "0"]], "1.5", "0.181")).toEqual([
      "f1 TNSR entered at 0.181, by its fills at 0.18",
    ]);
  });
});
