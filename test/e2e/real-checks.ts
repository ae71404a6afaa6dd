import { expect } from "@playwright/test";
import { Decimal } from "decimal.js";
import type { RealStage } from "./real-stage.ts";

const FINAL = ["filled", "partly-filled", "unfilled", "rejected", "not-sent", "absent"];
const AT_EXCHANGE = ["filled", "partly-filled", "unfilled"];

const sum = (sizes: readonly string[]): string =>
  sizes.reduce((total, size) => total.plus(size), new Decimal(0)).toFixed();

/**
 * The journal and the exchange tell the same: every order that the exchange took is one of ours and was taken once,
 * every fill of it is in the journal with the same size, and what the follows hold together is what the account holds.
 */
export async function expectNothingLostOrTwice(real: RealStage, coins: readonly string[]): Promise<void> {
  const { journal } = real.stage;
  const open = async () =>
    (await journal.rows("intents")).filter((row) => !FINAL.includes(row.status)).map((row) => row.status);
  await expect.poll(open, { message: "orders without an outcome", timeout: 20_000 }).toEqual([]);
  const held = async () => {
    const books = await journal.rows("books");
    return coins.map((coin) => sum(books.filter((one) => one.instrument === coin).map((one) => one.held)));
  };
  const positions = () => coins.map((coin) => real.customer.position(coin));
  await expect.poll(held, { message: "held and position", timeout: 15_000 }).toEqual(positions());

  const orders = real.customer.orders();
  const ids = orders.map((order) => order.cloid);
  expect(new Set(ids).size, "each client order id was taken once").toBe(ids.length);
  const intents = await journal.rows("intents");
  const stops = await journal.rows("stops");
  const known = new Set<string | null>([
    ...intents.map((row) => row.intent.clientOrderId),
    ...stops.map((row) => row.stop.clientOrderId),
  ]);
  expect(
    ids.filter((id) => !known.has(id)),
    "orders that are not in the journal",
  ).toEqual([]);

  const traded = (id: string): string =>
    sum(
      real.customer
        .fills()
        .filter((one) => one.cloid === id)
        .map((one) => one.sz),
    );
  const booked = (await journal.rows("fills")).filter(({ fill }) => fill.accountId === real.accountId);
  for (const { intent, status, filled } of intents) {
    const id = intent.clientOrderId;
    expect(filled, `${status} order ${id} in the journal`).toBe(traded(id));
    expect(sum(booked.filter(({ fill }) => fill.clientOrderId === id).map(({ fill }) => fill.size))).toBe(
      filled,
    );
    expect(ids.includes(id), `${status} order ${id} at the exchange`).toBe(AT_EXCHANGE.includes(status));
  }
  const mine = real.customer.fills().map((one) => one.cloid ?? null);
  expect(mine.filter((id) => !known.has(id))).toEqual([]);
}

/** Nothing that a follower must never send was sent: no fee or referrer of anybody, and nothing that ends our stops. */
export function expectNoPassengers(real: RealStage): void {
  expect(real.world.recordedActions).toEqual([]);
  const builders = real.world.ledger.ordersAccepted(real.owner).map((order) => order.builder);
  expect(builders.filter((builder) => builder !== undefined && builder !== null)).toEqual([]);
}
