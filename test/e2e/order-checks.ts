import { expect } from "@playwright/test";
import { Decimal } from "decimal.js";
import { INSTRUMENTS } from "../world/market/instruments.ts";
import type { World } from "../world/world.ts";
import type { JournalProbe } from "./journal-probe.ts";

const FINAL = ["filled", "partly-filled", "unfilled", "rejected", "not-sent", "absent"];

/** One order per decision, one intent per order, one intent per fill; and no act of a leader counted twice. */
export async function expectOrdersInOrder(journal: JournalProbe): Promise<void> {
  const open = async () =>
    (await journal.rows("intents")).filter((row) => !FINAL.includes(row.status)).map((row) => row.status);
  await expect.poll(open, { message: "orders without an outcome", timeout: 20_000 }).toEqual([]);
  const intents = await journal.rows("intents");
  const orders = await journal.rows("paperOrders");
  const fills = await journal.rows("fills");
  const decisions = await journal.rows("decisions");
  const byId = new Map(intents.map((row) => [row.intent.clientOrderId as string, row]));

  const places = intents.map(({ intent }) =>
    [intent.accountId, intent.instrument, intent.sequence].join("|"),
  );
  expect(new Set(places).size).toBe(places.length);
  expect(orders.filter((order) => !byId.has(order.clientOrderId))).toEqual([]);
  expect(new Set(orders.map((order) => order.clientOrderId)).size).toBe(orders.length);

  const traded = new Map<string, Decimal>();
  for (const { fill } of fills) {
    const id = fill.clientOrderId ?? "none";
    expect(byId.has(id), `a fill of ${fill.instrument} has an intent`).toBe(true);
    expect(traded.has(id), `order ${id} is booked once`).toBe(false);
    traded.set(id, new Decimal(fill.size));
  }
  for (const [id, row] of byId) expect(row.filled).toBe((traded.get(id) ?? new Decimal(0)).toFixed());

  const behind = decisions.flatMap((one) => (one.clientOrderId === null ? [] : [one.clientOrderId]));
  expect(new Set(behind)).toEqual(new Set(byId.keys()));
  const acts = decisions.flatMap((one) =>
    one.fillKeys.map((key) => `${one.followId}|${one.instrument}|${key}`),
  );
  expect(new Set(acts).size).toBe(acts.length);
}

export interface TenthOf {
  readonly followId: string;
  readonly address: string;
  readonly coins: readonly string[];
  /** Reasons for which growth may have been forgone in this test. */
  readonly reasons?: readonly string[];
}

/**
 * A follow with the ratio 0.1 that began on a flat leader: whatever happened on the way, target and forgone
 * together are a tenth of what the world says that he holds, and what is held is the target in whole lots.
 */
export async function expectTenthHeld(world: World, journal: JournalProbe, of: TenthOf): Promise<void> {
  const wrong = async (): Promise<string[]> => {
    const books = await journal.rows("books");
    return of.coins.flatMap((coin) => {
      const book = books.find((one) => one.followId === of.followId && one.instrument === coin);
      const forgone = book?.forgone ?? [];
      const wanted = forgone.reduce((sum, part) => sum.plus(part.size), new Decimal(book?.target ?? 0));
      const tenth = new Decimal(world.leader(of.address).position(coin)).times("0.1");
      const lots = new Decimal(book?.target ?? 0).toDecimalPlaces(decimalsOf(coin), Decimal.ROUND_DOWN);
      const held = new Decimal(book?.held ?? 0);
      const odd = forgone.filter((part) => !(of.reasons ?? []).includes(part.reason));
      return [
        ...(wanted.eq(tenth) ? [] : [`${coin}: wanted ${wanted.toFixed()}, a tenth is ${tenth.toFixed()}`]),
        ...(held.eq(lots) ? [] : [`${coin}: held ${held.toFixed()}, target ${lots.toFixed()}`]),
        ...odd.map((part) => `${coin}: ${part.size} forgone for ${part.reason}`),
      ];
    });
  };
  await expect.poll(wrong, { message: `a tenth of ${of.address}`, timeout: 30_000 }).toEqual([]);
}

function decimalsOf(coin: string): number {
  const spec = INSTRUMENTS.find((one) => one.coin === coin);
  if (spec === undefined) throw new RangeError(`the world has no ${coin}`);
  return spec.szDecimals;
}
