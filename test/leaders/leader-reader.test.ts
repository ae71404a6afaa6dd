import { describe, expect, it } from "vitest";
import { createLeaderReader } from "../../lib/leaders/leader-reader.ts";
import { RequestError } from "../../lib/model/request.ts";
import { FakeClock } from "./fake-clock.ts";
import { leaderNumber, wireFill, wireState } from "./fake-hyperliquid.ts";

const A = leaderNumber(0xa);

function bench(answers: Record<string, unknown>) {
  const clock = new FakeClock();
  const asked: string[] = [];
  let spent = 0;
  const read = createLeaderReader({
    clock,
    ask: (request, weight) => {
      asked.push(String(request["type"]));
      spent += weight;
      const body = answers[String(request["type"])];
      if (body instanceof Error) return Promise.reject(body);
      return Promise.resolve({ body, sentAt: clock.now(), receivedAt: clock.now() });
    },
  });
  return { read, clock, asked, answers, spent: () => spent };
}

const account = {
  clearinghouseState: wireState(5, { BTC: "1.0" }),
  vaultDetails: null,
  userFills: [wireFill()],
};
const empty = {
  clearinghouseState: { marginSummary: { accountValue: "0.0" }, assetPositions: [], time: 5 },
  vaultDetails: null,
  userFills: [],
};

describe("reading a leader once", () => {
  it("tells an account", async () => {
    const t = bench(account);
    expect(await t.read(A)).toMatchObject({
      role: "account",
      name: null,
      lastTradeAt: 1_784_999_999_000,
      notCopyable: [],
      readAt: t.clock.now(),
      snapshot: { equity: "1000", positions: [{ instrument: "BTC", size: "1" }] },
    });
  });

  it("tells a vault with its name", async () => {
    const t = bench({ ...account, vaultDetails: { name: "Steady", leader: "0x0" } });
    expect(await t.read(A)).toMatchObject({ role: "vault", name: "Steady" });
  });

  it("tells an address that the exchange does not know", async () => {
    expect(await bench(empty).read(A)).toMatchObject({ role: "unknown", lastTradeAt: null });
    expect(await bench({ ...empty, userFills: [wireFill()] }).read(A)).toMatchObject({ role: "account" });
  });

  it("tells what is open on other dexes", async () => {
    const t = bench({
      ...account,
      userFills: [
        wireFill({ coin: "xyz:MU", time: 3, startPosition: "0.5", tid: 3 }),
        wireFill({ coin: "xyz:CL", time: 2, startPosition: "0.5", side: "A", tid: 2 }),
        wireFill({ coin: "xyz:MU", time: 1, tid: 1 }),
        wireFill({ coin: "@107", time: 1, tid: 4 }),
      ],
    });
    const reading = await t.read(A);
    expect(reading.notCopyable).toEqual([
      { instrument: "xyz:MU", reason: "other-dex", time: 3, key: "xyz:MU|3|3|55" },
    ]);
  });

  it("asks again no sooner than each answer ages", async () => {
    const t = bench(account);
    await Promise.all([t.read(A), t.read(A)]);
    await t.clock.advance(4_999);
    await t.read(A);
    expect(t.asked).toHaveLength(3);
    await t.clock.advance(1);
    await t.read(A);
    expect(t.asked.slice(3)).toEqual(["clearinghouseState"]);
    await t.clock.advance(60_000);
    await t.read(A);
    expect(t.asked.slice(4).toSorted()).toEqual(["clearinghouseState", "userFills"]);
    expect(t.spent()).toBe(2 + 20 + 120 + 2 + 2 + 120);
  });

  it("passes failures on and does not remember them", async () => {
    const t = bench({ ...account, userFills: new RequestError("unreachable", "offline") });
    await expect(t.read(A)).rejects.toMatchObject({ problem: "unreachable" });
    t.answers["userFills"] = [];
    expect(await t.read(A)).toMatchObject({ lastTradeAt: null });
  });

  it("names the field that is not as expected", async () => {
    const t = bench({ ...account, clearinghouseState: { ...empty.clearinghouseState, time: "noon" } });
    await expect(t.read(A)).rejects.toMatchObject({
      problem: "unreadable",
      message: expect.stringContaining("time"),
    });
  });
});
