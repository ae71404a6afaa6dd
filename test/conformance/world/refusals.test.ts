import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Meta } from "../../world/wire/market.ts";
import type { World } from "../../world/world.ts";
import { sendAction, signAs } from "./signed-request.ts";
import { askInfo, startTrustedWorld } from "./trusted-world.ts";

const owner = privateKeyToAccount(generatePrivateKey());
const SOL = 2;

let world: World;
let nonce = Date.now();
beforeEach(async () => {
  world = await startTrustedWorld({ seed: 10, leaders: [] });
  world.setMid("SOL", "100");
  world.account(owner.address).deposit("10000");
});
afterEach(() => world.close());

async function act(action: Record<string, unknown>) {
  nonce += 1;
  return sendAction(world, await signAs(owner, { action, nonce }));
}
const order = (more: object = {}) => ({
  type: "order",
  orders: [{ a: SOL, b: true, p: "101", s: "1", r: false, t: { limit: { tif: "Ioc" } }, ...more }],
  grouping: "na",
});
const stop = (px: string, cloid: string) =>
  order({
    b: false,
    p: "80",
    r: true,
    t: { trigger: { isMarket: true, triggerPx: px, tpsl: "sl" } },
    c: cloid,
  });
const status = (one: unknown) => ({ status: "ok", response: { data: { statuses: [one] } } });
const leverage = (times: number, isCross: boolean) => ({
  type: "updateLeverage",
  asset: SOL,
  isCross,
  leverage: times,
});
const refused = (words: string) => status({ error: expect.stringContaining(words) });
const cloid = (n: number) => `0x${n.toString(16).padStart(32, "0")}`;

describe("leverage", () => {
  test("is refused above the highest, in cross mode where only isolated is, and where a position's mode would change", async () => {
    const no = (words: string) => ({ status: "err", response: expect.stringContaining(words) });
    expect(await act(leverage(21, true))).toEqual(no("Invalid leverage value"));
    expect(await act(leverage(5, true))).toMatchObject({ status: "ok" });
    const told = await askInfo(world, { type: "activeAssetData", user: owner.address, coin: "SOL" });
    expect(told).toMatchObject({ leverage: { type: "cross", value: 5 } });
    await act(order());
    expect(await act(leverage(5, false))).toEqual(no("Cannot switch leverage type with open position."));
    world.market("SOL").onlyIsolated(true);
    expect(await act(leverage(5, true))).toEqual(no("Cross margin is not allowed for this asset."));
    const { universe } = Meta.parse(await askInfo(world, { type: "meta" }));
    expect(universe[SOL]).toMatchObject({ onlyIsolated: true });
  });

  test("cannot be lowered below what the margin allows", async () => {
    await act(order({ s: "500", p: "120" }));
    const before = world.account(owner.address).leverage("SOL");
    expect(await act(leverage(1, true))).toMatchObject({
      status: "err",
      response: expect.stringContaining("does not have sufficient margin"),
    });
    expect(world.account(owner.address).leverage("SOL")).toEqual(before);
  });
});

describe("orders", () => {
  test("too far from the mark, at the cap of open interest, above the margin tier", async () => {
    expect(await act(order({ p: "190" }))).toMatchObject(refused("cannot be more than 80% away"));
    world.market("SOL").openInterestCap(true);
    expect(await act(order())).toMatchObject(refused("while open interest is capped"));
    world.market("SOL").openInterestCap(false);
    world.market("SOL").tierNotional("50");
    expect(await act(order({ c: cloid(1) }))).toMatchObject(refused("exceed margin tier limit"));
    expect(await askInfo(world, { type: "orderStatus", user: owner.address, oid: cloid(1) })).toMatchObject({
      order: { status: "perpMaxPositionRejected" },
    });
    expect(world.account(owner.address).fills()).toEqual([]);
  });

  test("with an id that was used: refused, told again, or an order of its own", async () => {
    await act(order({ c: cloid(2) }));
    expect(await act(order({ c: cloid(2) }))).toMatchObject(refused("Duplicate cloid"));
    world.unconfirmed.duplicateCloid = "as-the-first";
    expect(await act(order({ c: cloid(2) }))).toMatchObject(status({ filled: { totalSz: "1.0" } }));
    expect(world.account(owner.address).position("SOL")).toBe("1");
    world.unconfirmed.duplicateCloid = "accepted";
    await act(order({ c: cloid(2) }));
    expect(world.account(owner.address).position("SOL")).toBe("2");
  });

  test("in an instrument that was delisted; what was held is settled, what rested is cancelled", async () => {
    await act(order({ c: cloid(3) }));
    await act(stop("90", cloid(4)));
    world.market("SOL").delist();
    expect(world.account(owner.address).position("SOL")).toBe("0");
    expect(world.account(owner.address).orders()).toMatchObject([
      { cloid: cloid(3), status: "filled", trigger: null },
      { cloid: cloid(4), status: "delistedCanceled", trigger: { px: "90", fired: false } },
    ]);
    expect(await act(order())).toMatchObject(refused("Trading is halted."));
    const { universe } = Meta.parse(await askInfo(world, { type: "meta" }));
    expect(universe[SOL]).toMatchObject({ isDelisted: true });
  });

  test("beyond the address limit one in ten seconds, with the documented words", async () => {
    world.account(owner.address).exhaustRequests();
    expect(await act(order())).toMatchObject({
      status: "err",
      response: expect.stringMatching(/^Too many cumulative requests sent \(\d+ > 10000\) for cumulative/),
    });
  });

  test("a placed book holds as much as was placed, until the price is set again", async () => {
    world.market("SOL").placeBook([], [{ price: "100", size: "1" }]);
    expect(await act(order({ s: "3" }))).toMatchObject(status({ filled: { totalSz: "1.0" } }));
    expect(await act(order({ s: "3" }))).toMatchObject(refused("could not immediately match"));
    world.setMid("SOL", "100");
    expect(await act(order({ s: "3" }))).toMatchObject(status({ filled: { totalSz: "3.0" } }));
  });
});

describe("stops", () => {
  test("fire with nobody connected, keep their id, and say what they were", async () => {
    await act(order());
    expect(await act(stop("100.5", cloid(5)))).toMatchObject(refused("Invalid TP/SL price."));
    await act(stop("95", cloid(6)));
    world.setMid("SOL", "94");
    await expect.poll(() => world.account(owner.address).position("SOL"), { timeout: 3_000 }).toBe("0");
    expect(world.account(owner.address).orders().at(-1)).toMatchObject({
      cloid: cloid(6),
      status: "filled",
      filled: "1",
      trigger: { px: "95", kind: "sl", fired: true },
    });
    expect(world.account(owner.address).fills().at(-1)).toMatchObject({ cloid: cloid(6), side: "A" });
  });

  test("a change that is refused leaves the old one or takes it away, as chosen", async () => {
    await act(order());
    await act(stop("95", cloid(7)));
    const change = (n: number) => ({
      type: "batchModify",
      modifies: [{ oid: cloid(7), order: stop("101", cloid(n)).orders[0] }],
    });
    world.unconfirmed.refusedModify = "old-stands";
    expect(await act(change(8))).toMatchObject(refused("Invalid TP/SL price."));
    const resting = () =>
      world
        .account(owner.address)
        .orders()
        .filter((one) => one.status === "open").length;
    expect(resting()).toBe(1);
    world.unconfirmed.refusedModify = "old-gone";
    await act(change(9));
    expect(resting()).toBe(0);
  });
});
