import { pro } from "ccxt";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Secret } from "../../../lib/model/secret.ts";
import type { HyperliquidVenue } from "../../../lib/venues/hyperliquid/hyperliquid-venue.ts";
import { startTrustedWorld } from "../../conformance/world/trusted-world.ts";
import type { World } from "../../world/world.ts";
import { ACCOUNT, BTC, OWNER, orderAt, stopAt } from "./acting-rig.ts";
import { calledHosts } from "./called-hosts.ts";
import { passengersOf } from "./passengers.ts";
import { worldVenue } from "./world-venue.ts";

const agentKey = generatePrivateKey();
const agent = privateKeyToAccount(agentKey);

let world: World;
beforeEach(async () => {
  world = await startTrustedWorld({ seed: 21, leaders: [] });
  world.setMid("BTC", "66400");
  world.account(OWNER).deposit("10000");
  world.account(OWNER).approveAgent(agent.address);
});
afterEach(async () => {
  await world.close();
});

let sequence = 0;
const fresh = () => {
  sequence += 1;
  const now = Date.now() + sequence;
  return { clientOrderId: `0x${sequence.toString(16).padStart(32, "0")}`, nonce: now, sequence };
};

async function live(venue: HyperliquidVenue): Promise<void> {
  const order = (part: Record<string, unknown>) => orderAt(Date.now(), { ...fresh(), ...part });
  const filled = { kind: "order-done", unfilled: null };
  const [accountId, instrument] = [ACCOUNT, BTC];
  const setting = { times: 5, marginMode: "cross" } as const;
  const expiresAt = Date.now() + 15_000;

  const asked = { accountId, instrument, setting, expiresAt };
  expect(await venue.setLeverage({ ...asked, ...fresh() })).toMatchObject({ kind: "leverage-told", setting });
  expect(await venue.readLeverage(accountId, instrument)).toMatchObject({ kind: "leverage-told", setting });
  const tooMuch = { ...setting, times: 900 };
  expect(await venue.setLeverage({ ...asked, setting: tooMuch, ...fresh() })).toMatchObject({
    kind: "leverage-refused",
  });

  const opening = order({});
  expect(await venue.submit(opening)).toMatchObject(filled);
  expect(await venue.lookup(opening)).toMatchObject({ ...filled, clientOrderId: opening.clientOrderId });
  expect(world.account(OWNER).position("BTC")).toBe("0.02");
  const refused = order({ size: "0.0001", limitPrice: "66500" });
  expect(await venue.submit(refused)).toMatchObject({ kind: "order-rejected", reason: "below-minimum" });
  const missed = order({ limitPrice: "60000" });
  expect(await venue.submit(missed)).toMatchObject({ kind: "order-done", fills: [] });

  const first = stopAt(Date.now(), fresh());
  expect(await venue.placeStop(first)).toMatchObject({ kind: "stop-resting" });
  const second = stopAt(Date.now(), { ...fresh(), triggerPrice: "61000", replaces: first.clientOrderId });
  expect(await venue.placeStop(second)).toMatchObject({ kind: "stop-resting" });
  expect(await venue.lookupStop(second)).toMatchObject({ kind: "stop-resting" });
  expect(await venue.readAccount(0)).toMatchObject({
    kind: "account-read",
    positions: [{ instrument, size: "0.02" }],
    openOrders: [{ clientOrderId: second.clientOrderId, stop: { triggerPrice: "61000", reduceOnly: true } }],
  });
  const late = stopAt(Date.now(), { ...fresh(), replaces: first.clientOrderId });
  expect(await venue.placeStop(late)).toMatchObject({ kind: "stop-rejected", replacedStands: false });
  const cancel = { ...second, nonce: fresh().nonce };
  expect(await venue.cancelStop(cancel)).toMatchObject({ kind: "stop-ended", how: "cancelled" });
  expect(await venue.cancelStop({ ...cancel, nonce: fresh().nonce })).toMatchObject({
    kind: "stop-not-found",
  });

  const reduce = order({ side: "sell", size: "0.005", limitPrice: "66300", reduceOnly: true });
  expect(await venue.submit(reduce)).toMatchObject(filled);
  const close = order({ side: "sell", size: "0.015", limitPrice: "66300", reduceOnly: true });
  expect(await venue.submit(close)).toMatchObject(filled);
  expect(world.account(OWNER).position("BTC")).toBe("0");
  const flat = order({ side: "sell", size: "0.015", limitPrice: "66300", reduceOnly: true });
  expect(await venue.submit(flat)).toMatchObject({
    kind: "order-rejected",
    reason: "reduce-only-would-increase",
  });
}

describe("on the wire", () => {
  test.each(["rest", "socket"] as const)(
    "a whole life by %s has no passenger and calls one host",
    async (way) => {
      const called = await calledHosts(async () => {
        const venue = await worldVenue(world, new Secret(agentKey), way);
        try {
          await live(venue);
        } finally {
          venue.close();
        }
      });
      const { requests } = world.ledger;
      const acts = requests.filter(({ path }) => path === "/exchange");
      expect(new Set(acts.map(({ type }) => type))).toEqual(
        new Set(["order", "batchModify", "cancelByCloid", "updateLeverage"]),
      );
      expect(new Set(acts.map(({ via }) => via))).toEqual(new Set([way === "rest" ? "http" : "ws"]));
      expect(passengersOf(requests)).toEqual([]);
      expect(world.recordedActions).toEqual([]);
      expect(world.ledger.ordersAccepted(OWNER).map(({ builder }) => builder)).not.toContainEqual(
        expect.anything(),
      );
      expect([...called]).toEqual([`127.0.0.1:${world.port}`]);
      expect(JSON.stringify(requests)).not.toContain(agentKey.slice(2));
    },
  );

  test("the same look sees what ccxt's own call brings along", async () => {
    const client = new pro.hyperliquid({
      walletAddress: OWNER,
      privateKey: agentKey,
      enableRateLimit: false,
    });
    const host = `https://127.0.0.1:${world.port}`;
    client.urls["api"] = { public: host, private: host };
    await client.createOrder("BTC/USDC:USDC", "limit", "buy", 0.02, 66_500, {
      timeInForce: "IOC",
      clientOrderId: `0x${"a".repeat(32)}`,
    });
    await client.close();
    const found = passengersOf(world.ledger.requests).join("; ");
    expect(found).toContain("approveBuilderFee says");
    expect(found).toContain("setReferrer says");
    expect(found).toContain("order");
  });

  test("the same look sees a call that cancels everything, and a builder that pays nothing", () => {
    const request = (type: string, action: object) => ({ path: "/exchange", type, body: { action } });
    expect(passengersOf([request("scheduleCancel", { type: "scheduleCancel", time: 1 })])).not.toEqual([]);
    expect(passengersOf([request("noop", { type: "noop" })])).not.toEqual([]);
  });
});
