import { describe, expect, it } from "vitest";
import { Address } from "../../../lib/model/identity.ts";
import type { SocketRequest } from "../../../lib/venues/hyperliquid/ports.ts";
import { createPrivateSocket } from "../../../lib/venues/hyperliquid/private-socket.ts";
import { urgencyOfAct } from "../../../lib/venues/hyperliquid/urgency-of-act.ts";
import { FakeClock } from "../../leaders/fake-clock.ts";
import { fillRow } from "./scripted-exchange.ts";
import { RigSocket } from "./socket-rig.ts";

const OWNER = Address.parse(`0x${"ab".repeat(20)}`);
const ACT: SocketRequest = {
  type: "action",
  payload: {
    action: { type: "order", orders: [{ a: 0, r: false }] },
    nonce: 1,
    signature: { r: "0x1", s: "0x2", v: 27 },
    expiresAfter: 2,
  },
};

function bench(spend: () => number = () => 0) {
  const clock = new FakeClock();
  const sockets: RigSocket[] = [];
  const told: string[] = [];
  const socket = createPrivateSocket({
    url: "wss://exchange.test/ws",
    owner: OWNER,
    clock,
    spend,
    openSocket() {
      const fresh = new RigSocket();
      sockets.push(fresh);
      return fresh;
    },
    onAnswered: (inTime) => told.push(inTime ? "answered" : "silent"),
    random: () => 0.5,
    isOnline: () => true,
    onFills: (rows, isHistory) => told.push(`${isHistory ? "history" : "news"}:${rows.length}`),
    onFundings: ({ fundings }) => told.push(`funding:${fundings.length}`),
    onBroken: () => told.push("broken"),
    onLost: () => told.push("lost"),
    onRateLimited: () => told.push("too many"),
  });
  const last = (): RigSocket => {
    const newest = sockets.at(-1);
    if (newest === undefined) throw new Error("no socket was opened");
    return newest;
  };
  return { clock, sockets, told, socket, last };
}

describe("the line", () => {
  it("subscribes to fills and funding of the account, and pings within 15 s", async () => {
    const t = bench();
    t.socket.start();
    t.last().begin(OWNER);
    expect(t.last().of("subscribe")).toEqual([
      { method: "subscribe", subscription: { type: "userFills", user: OWNER } },
      { method: "subscribe", subscription: { type: "userFundings", user: OWNER } },
    ]);
    t.last().message({ channel: "pong" });
    await t.clock.advance(15_000);
    expect(t.last().of("ping")).toHaveLength(2);
  });

  it("connects and subscribes again after a loss", async () => {
    const t = bench();
    t.socket.start();
    t.last().begin(OWNER);
    t.last().fire("close", { code: 1006 });
    expect([t.told.at(-1), t.socket.isOpen()]).toEqual(["lost", false]);
    await t.clock.advance(1_000);
    expect(t.sockets).toHaveLength(2);
    t.last().begin(OWNER);
    expect(t.last().of("subscribe")).toHaveLength(2);
    expect(t.socket.isOpen()).toBe(true);
  });

  it("gives a connection up whose streams do not begin", async () => {
    const t = bench();
    t.socket.start();
    t.last().fire("open");
    t.last().message({ channel: "pong" });
    await t.clock.advance(11_000);
    expect(t.sockets.length).toBeGreaterThan(1);
  });

  it("goes on without streams where the exchange has no place for them, and asks again", async () => {
    const t = bench();
    t.socket.start();
    const first = t.last();
    first.fire("open");
    first.message({ channel: "error", data: "Cannot track more than 10 total users." });
    const pongs = async (): Promise<void> => {
      first.message({ channel: "pong" });
      await t.clock.advance(5_000);
    };
    for (let n = 0; n < 13; n += 1) await pongs();
    expect([t.sockets.length, t.socket.isOpen()]).toEqual([1, true]);
    expect(first.of("subscribe")).toHaveLength(4);
  });

  it("tells what it cannot read as broken, and what is another's not at all", () => {
    const t = bench();
    t.socket.start();
    t.last().begin(OWNER);
    t.last().message("Websocket connection established.");
    t.last().message("{");
    t.last().message({ channel: "userFills", data: { user: OWNER, fills: [{ coin: "BTC" }] } });
    t.last().message({ channel: "userFills", data: { user: `0x${"1".repeat(40)}`, fills: [] } });
    t.last().message({ channel: "userFundings", data: { user: OWNER, isSnapshot: true, fundings: [] } });
    expect(t.told).toEqual(["history:0", "broken", "broken", "funding:0"]);
  });

  it("leaves no timer behind when it is stopped", async () => {
    const t = bench();
    t.socket.start();
    t.last().begin(OWNER);
    const asked = t.socket.post(ACT, 5_000);
    t.socket.stop();
    expect(await asked).toMatchObject({ kind: "lost", sent: true });
    expect(t.clock.pending).toBe(0);
  });
});

describe("requests on it", () => {
  it("find their own answers, in any order", async () => {
    const t = bench();
    t.socket.start();
    t.last().begin(OWNER);
    const asked = [t.socket.post(ACT, 5_000), t.socket.post(ACT, 5_000)];
    const [first, second] = t
      .last()
      .of("post")
      .map(({ id }) => id);
    t.last().message({ channel: "post", data: { id: second, response: { type: "action", payload: "B" } } });
    t.last().message({ channel: "post", data: { id: first, response: { type: "action", payload: "A" } } });
    t.last().message({ channel: "post", data: { id: 99, response: {} } });
    expect(await Promise.all(asked)).toMatchObject([
      { kind: "answer", body: { payload: "A" } },
      { kind: "answer", body: { payload: "B" } },
    ]);
    expect(t.last().of("post")[0]?.["request"]).toEqual(ACT);
  });

  it("surely did not leave while no line is open, the line broke under them, or the budget is used up", async () => {
    const t = bench();
    expect(await t.socket.post(ACT, 5_000)).toMatchObject({ kind: "lost", sent: false });
    t.socket.start();
    expect(await t.socket.post(ACT, 5_000)).toMatchObject({ kind: "lost", sent: false });
    t.last().begin(OWNER);
    const before = t.socket.post(ACT, 5_000);
    t.last().failing = true;
    expect(await t.socket.post(ACT, 5_000)).toMatchObject({ kind: "lost", sent: false });
    // What was handed over before on the same line may have left.
    expect(await before).toMatchObject({ kind: "lost", sent: true });
    const full = bench(() => 3_000);
    full.socket.start();
    full.last().begin(OWNER);
    expect(await full.socket.post(ACT, 5_000)).toMatchObject({ kind: "lost", sent: false });
    expect(full.last().of("post")).toEqual([]);
  });

  it("may have left where no answer came in time or the line was lost, and are never sent again", async () => {
    const t = bench();
    t.socket.start();
    t.last().begin(OWNER);
    const late = t.socket.post(ACT, 2_000);
    await t.clock.advance(2_000);
    expect(await late).toMatchObject({ kind: "lost", sent: true, words: "No answer within 2000 ms." });
    const lost = t.socket.post(ACT, 5_000);
    t.last().fire("close", { code: 1006 });
    expect(await lost).toMatchObject({ kind: "lost", sent: true });
    await t.clock.advance(5_000);
    t.last().begin(OWNER);
    expect(t.last().of("post")).toEqual([]);
  });

  it("tell whether they were answered in time, but not where only their line went, or a fill came instead", async () => {
    const t = bench();
    t.socket.start();
    t.last().begin(OWNER);
    t.told.length = 0;
    const post = async (meanwhile: () => void): Promise<string[]> => {
      const asked = t.socket.post(ACT, 2_000);
      meanwhile();
      await t.clock.advance(2_000);
      await asked;
      return t.told.splice(0);
    };
    const newest = () => t.last().of("post").at(-1)?.["id"];
    const answer = () => t.last().message({ channel: "post", data: { id: newest(), response: {} } });
    const news = { user: OWNER, fills: [fillRow()] };
    expect(await post(answer)).toEqual(["answered"]);
    expect(await post(() => undefined)).toEqual(["silent"]);
    expect(await post(() => t.last().message({ channel: "userFills", data: news }))).toEqual(["news:1"]);
    await t.clock.advance(1);
    expect(await post(() => undefined)).toEqual(["silent"]);
    expect(await post(() => t.last().fire("close", { code: 1006 }))).toEqual(["lost"]);
  });

  it("that are answered with a 429 are told as such, and no other refusal is", async () => {
    const t = bench();
    t.socket.start();
    t.last().begin(OWNER);
    const answers = ["429 Too Many Requests", "422 Failed to deserialize", "500 at 429 requests"];
    for (const [n, payload] of answers.entries()) {
      const asked = t.socket.post(ACT, 5_000);
      t.last().message({ channel: "post", data: { id: n + 1, response: { type: "error", payload } } });
      await asked;
      await Promise.resolve();
    }
    expect(t.told.filter((word) => word === "too many")).toHaveLength(1);
  });

  it("are at most 100 at a time", async () => {
    const t = bench();
    t.socket.start();
    t.last().begin(OWNER);
    const asked = Array.from({ length: 101 }, () => t.socket.post(ACT, 5_000));
    expect(await asked[100]).toMatchObject({ kind: "lost", sent: false });
    expect(t.last().of("post")).toHaveLength(100);
  });
});

describe("the reserve of the budget", () => {
  it.each([
    [{ type: "cancelByCloid", cancels: [] }, "orders"],
    [{ type: "order", orders: [{ r: true }] }, "orders"],
    [{ type: "order", orders: [{ r: true }, { r: false }] }, "usual"],
    [{ type: "order", orders: [] }, "usual"],
    [{ type: "batchModify", modifies: [{ order: { r: true } }] }, "orders"],
    [{ type: "updateLeverage" }, "usual"],
    [null, "usual"],
  ])("is there for %j: %s", (action, urgency) => {
    expect(urgencyOfAct(action)).toBe(urgency);
  });
});
