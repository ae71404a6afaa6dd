import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { World } from "../../world/world.ts";
import { connect, type RawSocket } from "./raw-socket.ts";
import { sendAction, signAs } from "./signed-request.ts";
import { startTrustedWorld } from "./trusted-world.ts";

const owner = privateKeyToAccount(generatePrivateKey());

let world: World;
let socket: RawSocket;
let nonce = Date.now();
beforeEach(async () => {
  world = await startTrustedWorld({ seed: 11, leaders: [] });
  world.setMid("BTC", "66400");
  world.account(owner.address).deposit("10000");
  socket = await connect(world);
});
afterEach(() => world.close());

async function order(): Promise<object> {
  nonce += 1;
  const terms = { a: 0, b: true, p: "66500", s: "0.001", r: false, t: { limit: { tif: "Ioc" } } };
  return signAs(owner, { action: { type: "order", orders: [terms], grouping: "na" }, nonce });
}
async function post(id: number): Promise<void> {
  socket.send({ method: "post", id, request: { type: "action", payload: await order() } });
}
const filled = () => world.account(owner.address).fills().length;
const answered = (id: number) => ({ channel: "post", data: { id, response: { type: "action" } } });
const info = () =>
  fetch(`https://127.0.0.1:${world.port}/info`, { method: "POST", body: '{"type":"allMids"}' });

describe("a post on the socket", () => {
  test("is answered with an error, undone", async () => {
    world.faults.post({ status: 429, times: 1, type: "order" });
    await post(1);
    expect(await socket.next()).toMatchObject({
      data: { id: 1, response: { type: "error", payload: "429 Too Many Requests" } },
    });
    await post(2);
    expect(await socket.next()).toMatchObject(answered(2));
    expect(filled()).toBe(1);
  });

  test("hangs, undone; is carried out and never answered", async () => {
    world.faults.hang({ times: 1, via: "ws" });
    await post(1);
    world.faults.timeoutAfterAccept(1, { via: "ws" });
    await expect.poll(() => world.ledger.requests.length).toBe(1);
    expect(filled()).toBe(0);
    await post(2);
    await expect.poll(filled).toBe(1);
    await post(3);
    expect(await socket.next()).toMatchObject(answered(3));
    expect(world.ledger.requests.map(({ status, via }) => [status, via])).toEqual([
      [0, "ws"],
      [0, "ws"],
      [200, "ws"],
    ]);
  });

  test("is late on its way there, or on its answer's way", async () => {
    world.faults.late({ ms: 150, where: "before-acceptance" });
    const asked = performance.now();
    await post(1);
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 60);
    });
    expect(filled()).toBe(0);
    expect(await socket.next()).toMatchObject(answered(1));
    expect(performance.now() - asked).toBeGreaterThan(140);
    world.faults.late({ ms: 150, where: "after-acceptance" });
    await post(2);
    await expect.poll(filled, { interval: 10, timeout: 100 }).toBe(2);
    expect(await socket.next()).toMatchObject(answered(2));
  });
});

describe("an outage", () => {
  test("maintenance: 503 everywhere, and no socket", async () => {
    world.faults.maintenance(60_000);
    expect(await socket.closed).toBe(1006);
    expect((await info()).status).toBe(503);
    await expect(connect(world)).rejects.toThrow("503");
    world.faults.clear();
    expect((await info()).status).toBe(200);
  });

  test("a ban tells how long, also on a socket that is open", async () => {
    world.faults.ban(30_000, 418);
    const refused = await info();
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([418, "30"]);
    await post(1);
    expect(await socket.next()).toMatchObject({ data: { response: { type: "error" } } });
    await expect(connect(world)).rejects.toThrow("418");
    expect(filled()).toBe(0);
  });

  test("an HTTP action is late too, and the expiry counts when it arrives", async () => {
    world.faults.late({ ms: 200, where: "before-acceptance", type: "noop" });
    nonce += 1;
    const body = await signAs(owner, { action: { type: "noop" }, nonce, expiresAfter: Date.now() + 100 });
    expect(await sendAction(world, body)).toMatchObject({ response: expect.stringContaining("expired") });
  });
});
