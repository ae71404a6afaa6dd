import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SignedAction } from "../../world/exchange-actions/signing.ts";
import type { World } from "../../world/world.ts";
import { sendAction, signAs } from "./signed-request.ts";
import { askInfo, startTrustedWorld } from "./trusted-world.ts";

const key = generatePrivateKey();
const owner = privateKeyToAccount(key);
const VAULT = "0xbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
const NOOP = { type: "noop" };

let world: World;
beforeEach(async () => {
  world = await startTrustedWorld({
    seed: 6,
    leaders: [{ kind: "manual", address: VAULT, equity: "1000", vault: { name: "V" } }],
  });
  world.setMid("BTC", "66400");
  world.account(owner.address).deposit("1000");
});
afterEach(async () => {
  await world.close();
});

const signed = (request: SignedAction) => signAs(owner, request);
const send = (body: object, patienceMs?: number) => sendAction(world, body, patienceMs);

const order = (cloid: string) => ({
  type: "order",
  orders: [{ a: 0, b: true, p: "66500", s: "0.001", r: false, t: { limit: { tif: "Ioc" } }, c: cloid }],
  grouping: "na",
});

describe("signed requests", () => {
  test("a nonce counts once, and only near the present", async () => {
    const nonce = Date.now();
    const body = await signed({ action: NOOP, nonce });
    expect(await send(body)).toMatchObject({ status: "ok" });
    expect(await send(body)).toEqual({
      status: "err",
      response: `Invalid nonce: duplicate nonce ${nonce}`,
    });
    const old = await send(await signed({ action: NOOP, nonce: nonce - 3 * 86_400_000 }));
    expect(old).toMatchObject({ status: "err", response: expect.stringContaining("Invalid nonce") });
  });

  test("an action is refused after its expiry, and expiry is part of the signature", async () => {
    const nonce = Date.now();
    const late = await send(await signed({ action: NOOP, nonce, expiresAfter: nonce - 1_000 }));
    expect(late).toMatchObject({ status: "err", response: expect.stringContaining("expired") });
    const good = await signed({ action: NOOP, nonce: nonce + 1, expiresAfter: nonce + 60_000 });
    expect(await send({ ...good, expiresAfter: nonce + 90_000 })).toMatchObject({
      response: expect.stringContaining("does not exist"),
    });
    expect(await send(good)).toMatchObject({ status: "ok" });
  });

  test("what counts is the order of keys in which it was signed, not that of the JSON", async () => {
    const documented = { type: "scheduleCancel", time: 5 };
    const turned = { time: 5, type: "scheduleCancel" };
    const right = await signed({ action: documented, nonce: Date.now() });
    expect(await send({ ...right, action: turned })).toMatchObject({ status: "ok" });
    const wrong = await signed({ action: turned, nonce: Date.now() + 1 });
    expect(await send(wrong)).toMatchObject({
      response: expect.stringMatching(/^User or API Wallet 0x[0-9a-f]{40} does not exist\.$/),
    });
  });

  test("a vault is traded by its leader only", async () => {
    const body = await signed({ action: NOOP, nonce: Date.now(), vaultAddress: VAULT });
    expect(await send(body)).toMatchObject({ status: "err", response: expect.stringContaining("Vault") });
  });

  test("accepted, and never answered: the order is there", async () => {
    world.faults.timeoutAfterAccept();
    const cloid = "0x5f1c00000000000000000000000000ab";
    const body = await signed({ action: order(cloid), nonce: Date.now() });
    await expect(send(body, 500)).rejects.toThrow("aborted due to timeout");
    const status = await askInfo(world, { type: "orderStatus", user: owner.address, oid: cloid });
    expect(status).toMatchObject({ status: "order", order: { status: "filled" } });
    expect(world.ledger.ordersAccepted(owner.address)).toMatchObject([{ cloid, coin: "BTC", size: "0.001" }]);
  });

  test("a 500 before acceptance: the order is not there", async () => {
    world.faults.http({ status: 500, times: 1, type: "order" });
    const cloid = "0x5f1c00000000000000000000000000ac";
    const body = await signed({ action: order(cloid), nonce: Date.now() });
    await expect(send(body)).rejects.toThrow("is not valid JSON");
    const status = await askInfo(world, { type: "orderStatus", user: owner.address, oid: cloid });
    expect(status).toEqual({ status: "unknownOid" });
    expect(await send(body)).toMatchObject({ status: "ok" });
  });
});
