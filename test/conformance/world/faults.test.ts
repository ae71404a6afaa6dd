import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { ClearinghouseState } from "../../world/wire/clearinghouse.ts";
import { Fills } from "../../world/wire/fill.ts";
import { startTrustedWorld } from "./trusted-world.ts";
import type { World } from "../../world/world.ts";
import { connect, type RawSocket } from "./raw-socket.ts";

const LEADER = "0x9999999999999999999999999999999999999999";

let world: World;
let socket: RawSocket;
beforeEach(async () => {
  world = await startTrustedWorld({
    seed: 4,
    leaders: [{ kind: "manual", address: LEADER, equity: "1000000" }],
  });
  socket = await connect(world);
  socket.send({ method: "subscribe", subscription: { type: "userFills", user: LEADER } });
  await socket.next();
  await socket.next();
});
afterEach(async () => {
  await world.close();
});

const buy = (size: string) => world.leader(LEADER).trade({ coin: "ETH", side: "buy", size });
const ask = (body: object, patienceMs = 5_000) =>
  fetch(`https://127.0.0.1:${world.port}/info`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patienceMs),
  });

const Told = z.looseObject({ data: z.looseObject({ fills: z.array(z.looseObject({ sz: z.string() })) }) });
async function nextSizes(): Promise<string[]> {
  return Told.parse(await socket.next()).data.fills.map((fill) => fill.sz);
}

describe("messages", () => {
  test("lost, repeated, out of order", async () => {
    world.faults.loseNext("userFills", 1);
    buy("1");
    buy("2");
    expect(await nextSizes()).toEqual(["2.0"]);
    world.faults.repeatNext("userFills", 1);
    buy("3");
    buy("4");
    expect([await nextSizes(), await nextSizes(), await nextSizes()]).toEqual([["3.0"], ["3.0"], ["4.0"]]);
    world.faults.reorderNext("userFills", 3);
    for (const size of ["5", "6", "7"]) buy(size);
    expect([await nextSizes(), await nextSizes(), await nextSizes()]).toEqual([["7.0"], ["6.0"], ["5.0"]]);
    expect(world.ledger.leaderFills(LEADER)).toHaveLength(7);
  });

  test("silence: with pongs, and without", async () => {
    world.faults.silence({ pongs: true }, 60_000);
    buy("1");
    socket.send({ method: "ping" });
    expect(await socket.next()).toEqual({ channel: "pong" });
    world.faults.silence({ pongs: false }, 60_000);
    socket.send({ method: "ping" });
    world.faults.clear();
    buy("2");
    await expect.poll(() => world.ledger.leaderFills(LEADER).length, { timeout: 5_000 }).toBe(2);
    expect(await nextSizes()).toEqual(["2.0"]);
  });

  test("dropped and refused sockets", async () => {
    world.faults.refuseSockets(60_000);
    world.faults.dropSockets();
    expect(await socket.closed).toBe(1006);
    await expect(connect(world)).rejects.toThrow("503");
    world.faults.clear();
    await connect(world);
  });

  test("corrupted: no longer of the schema", async () => {
    world.faults.corruptNext("userFills");
    buy("1");
    const { data } = Told.parse(await socket.next());
    expect(Fills.safeParse(data.fills).success).toBe(false);
    world.faults.corruptNext("clearinghouseState");
    const broken = await (await ask({ type: "clearinghouseState", user: LEADER })).json();
    expect(ClearinghouseState.safeParse(broken).success).toBe(false);
    const whole = await (await ask({ type: "clearinghouseState", user: LEADER })).json();
    expect(ClearinghouseState.safeParse(whole).success).toBe(true);
  });
});

describe("answers", () => {
  test("statuses, for one type only and so many times", async () => {
    world.faults.http({ status: 429, times: 1, type: "allMids", retryAfter: 7 });
    expect((await ask({ type: "meta" })).status).toBe(200);
    const refused = await ask({ type: "allMids" });
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "7"]);
    expect((await ask({ type: "allMids" })).status).toBe(200);
  });

  test("never", async () => {
    world.faults.hang({ times: 1 });
    await expect(ask({ type: "allMids" }, 300)).rejects.toThrow("aborted due to timeout");
    expect(world.ledger.requests.at(-1)).toMatchObject({ type: "allMids", status: 0 });
    expect((await ask({ type: "allMids" })).status).toBe(200);
  });

  test("late", async () => {
    world.faults.delay(100);
    const asked = performance.now();
    await ask({ type: "allMids" });
    expect(performance.now() - asked).toBeGreaterThan(90);
  });

  test("with a wrong clock", async () => {
    world.faults.clockSkew(-3_600_000);
    const answer = await ask({ type: "clearinghouseState", user: LEADER });
    const { time } = ClearinghouseState.parse(await answer.json());
    expect(Math.abs(Date.now() - 3_600_000 - time)).toBeLessThan(2_000);
    expect(Math.abs(buy("1").time - time)).toBeLessThan(2_000);
    expect(Math.abs((world.ledger.leaderFills(LEADER)[0]?.at ?? 0) - Date.now())).toBeLessThan(2_000);
  });
});
