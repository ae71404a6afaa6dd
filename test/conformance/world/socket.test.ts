import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import type { World, WorldOptions } from "../../world/world.ts";
import { connect } from "./raw-socket.ts";
import { startTrustedWorld } from "./trusted-world.ts";

const LEADER = "0x8888888888888888888888888888888888888888";
const Frame = z.looseObject({ channel: z.string(), data: z.unknown() });

let world: World;
afterEach(async () => {
  await world.close();
});

async function start(options: Partial<WorldOptions> = {}): Promise<World> {
  const leaders = [{ kind: "manual", address: LEADER, equity: "1000000" }] as const;
  world = await startTrustedWorld({ seed: 9, leaders, ...options });
  return world;
}

const userFills = (user: string) => ({ method: "subscribe", subscription: { type: "userFills", user } });

function addressOf(n: number): string {
  return `0x${String(n).padStart(40, "0")}`;
}

describe("the socket", () => {
  test("acknowledges, sends a snapshot on every subscribe, and says what is wrong", async () => {
    await start();
    const socket = await connect(world);
    socket.send(userFills(LEADER));
    expect(await socket.next()).toEqual({
      channel: "subscriptionResponse",
      data: { method: "subscribe", subscription: { type: "userFills", user: LEADER } },
    });
    expect(await socket.next()).toMatchObject({
      channel: "userFills",
      data: { isSnapshot: true, fills: [] },
    });
    socket.send(userFills(LEADER));
    expect(Frame.parse(await socket.next()).data).toContain("Already subscribed");
    socket.send({ method: "subscribe", subscription: { type: "nonsense" } });
    expect(Frame.parse(await socket.next()).data).toContain("Invalid subscription");
    socket.send({ method: "ping" });
    expect(await socket.next()).toEqual({ channel: "pong" });
    world.leader(LEADER).trade({ coin: "BTC", side: "buy", size: "1" });
    expect(await socket.next()).toMatchObject({ data: { fills: [{ coin: "BTC" }] } });
    socket.send({ method: "unsubscribe", subscription: { type: "userFills", user: LEADER } });
    expect(await socket.next()).toMatchObject({ data: { method: "unsubscribe" } });
    socket.send(userFills(LEADER));
    await socket.next();
    expect(await socket.next()).toMatchObject({ data: { isSnapshot: true, fills: [{ coin: "BTC" }] } });
  });

  test("userEvents come on the channel `user`, orderUpdates as a list without the user", async () => {
    await start();
    world.account(LEADER).deposit("1");
    const socket = await connect(world);
    for (const type of ["userEvents", "orderUpdates"]) {
      socket.send({ method: "subscribe", subscription: { type, user: LEADER } });
      expect(await socket.next()).toMatchObject({ channel: "subscriptionResponse" });
    }
    world.account(LEADER).order({ coin: "SOL", side: "buy", size: "10", px: "80", tif: "Ioc" });
    expect(await socket.next()).toMatchObject({ channel: "user", data: { fills: [{ coin: "SOL" }] } });
    expect(await socket.next()).toMatchObject({ channel: "orderUpdates", data: [{ status: "filled" }] });
  });

  test("10 users per address, over all connections, and a place is free again after a close", async () => {
    await start();
    const [one, two] = [await connect(world), await connect(world)];
    for (let n = 1; n <= 10; n++) {
      const socket = n % 2 === 0 ? one : two;
      socket.send(userFills(addressOf(n)));
      expect(await socket.next()).toMatchObject({ channel: "subscriptionResponse" });
      await socket.next();
    }
    one.send(userFills(addressOf(11)));
    expect(await one.next()).toEqual({ channel: "error", data: "Cannot track more than 10 total users." });
    two.close();
    await expect.poll(() => world.listeners("userFills", addressOf(1)), { timeout: 5_000 }).toBe(0);
    one.send(userFills(addressOf(11)));
    expect(await one.next()).toMatchObject({ channel: "subscriptionResponse" });
  });

  test("subscriptions and connections are limited", async () => {
    await start({ limits: { subscriptions: 1, connections: 2 } });
    const socket = await connect(world);
    socket.send({ method: "subscribe", subscription: { type: "bbo", coin: "BTC" } });
    await socket.next();
    await socket.next();
    socket.send({ method: "subscribe", subscription: { type: "trades", coin: "ETH" } });
    const refused = await socket.until((frame) => frame.channel === "error");
    expect(refused.data).toBe("Cannot track more than 1 total subscriptions.");
    await connect(world);
    await expect(connect(world)).rejects.toThrow("429");
  });

  test("closes when it sent nothing for its idle time", async () => {
    await start({ limits: { idleMs: 500 } });
    const socket = await connect(world);
    socket.send({ method: "ping" });
    await socket.next();
    expect(await socket.closed).toBe(1000);
  });
});

describe("REST", () => {
  const ask = (body: unknown, path = "info") =>
    fetch(`https://127.0.0.1:${world.port}/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });

  test("unknown types, bad addresses and broken JSON", async () => {
    await start();
    const unknown = await ask({ type: "nope" });
    expect([unknown.status, await unknown.text()]).toEqual([
      422,
      "Failed to deserialize the JSON body into the target type",
    ]);
    expect((await ask({ type: "userFills", user: "0x12" })).status).toBe(422);
    expect((await ask("{")).status).toBe(400);
    expect((await ask({ action: {} }, "exchange")).status).toBe(422);
    expect(unknown.headers.get("access-control-allow-origin")).toBe("*");
  });

  test("the weight of a minute is limited and logged", async () => {
    await start({ limits: { weightPerMinute: 62 } });
    expect((await ask({ type: "userRole", user: LEADER })).status).toBe(200);
    expect((await ask({ type: "allMids" })).status).toBe(200);
    expect((await ask({ type: "allMids" })).status).toBe(429);
    expect(world.ledger.requests.map(({ type, weight, status }) => [type, weight, status])).toEqual([
      ["userRole", 60, 200],
      ["allMids", 2, 200],
      ["allMids", 0, 429],
    ]);
  });

  test("what equity was told is in the ledger", async () => {
    await start();
    const answer = await ask({ type: "clearinghouseState", user: LEADER });
    const state = z.looseObject({ time: z.number() }).parse(await answer.json());
    expect(world.ledger.equityServed(LEADER)).toMatchObject([{ equity: "1000000", time: state.time }]);
  });
});
