import { describe, expect, it } from "vitest";
import { RequestError } from "../../../lib/model/request.ts";
import { createSharedFills } from "../../../lib/venues/hyperliquid/shared-fills.ts";
import { createExchangeClock } from "../../../lib/venues/hyperliquid/venue-clock.ts";
import { FakeClock } from "../../leaders/fake-clock.ts";
import { OWNER, fillRow } from "./scripted-exchange.ts";

const T = 1_785_000_000_000;

/** An exchange that takes `tookMs` to answer, and refuses as often as it is told to. */
function scene(tookMs = 100) {
  const clock = new FakeClock(T);
  const asked: { readonly at: number; readonly startTime: unknown }[] = [];
  const learnt: number[] = [];
  const refusals: RequestError[] = [];
  const shared = createSharedFills({
    owner: OWNER,
    clock,
    exchangeClock: createExchangeClock(clock),
    learn: (rows) => learnt.push(rows.length),
    async ask(request) {
      const sentAt = clock.now();
      asked.push({ at: sentAt - T, startTime: request["startTime"] });
      await new Promise<void>((resolve) => {
        clock.setTimeout(resolve, tookMs);
      });
      const refusal = refusals.shift();
      if (refusal !== undefined) throw refusal;
      return { body: [fillRow()], sentAt, receivedAt: clock.now() };
    },
  });
  const results: string[] = [];
  const read = (since: number): void => {
    const name = String(since - T);
    shared.readFrom(since).then(
      () => results.push(name),
      (error: unknown) => results.push(`${name}: ${error instanceof RequestError ? error.problem : "?"}`),
    );
  };
  return { clock, asked, learnt, refusals, shared, results, read };
}

describe("the fills that look-ups read together", () => {
  it("are read once for all who wait, from the earliest moment that one of them asks for", async () => {
    const { clock, asked, learnt, results, read } = scene();
    read(T - 9.5);
    await clock.advance(50);
    for (let n = 20; n < 32; n += 1) read(T - n);
    await clock.advance(60);
    // A reading that had begun before they asked proves nothing to them.
    expect(results).toEqual(["-9.5"]);
    await clock.advance(3_000);
    expect(asked).toEqual([
      { at: 0, startTime: T - 10 },
      { at: 2_000, startTime: T - 31 },
    ]);
    expect(learnt).toEqual([1, 1]);
    expect(results).toHaveLength(13);
    expect(clock.pending).toBe(0);
  });

  it("are read every two seconds at most, and at once where nobody did for longer", async () => {
    const { clock, asked, read } = scene();
    for (let n = 0; n < 10; n += 1) {
      read(T);
      await clock.advance(1_000);
    }
    await clock.advance(10_000);
    const begun = asked.length;
    expect(asked.map(({ at }) => at)).toEqual([0, 2_000, 4_000, 6_000, 8_000, 10_000].slice(0, begun));
    expect(begun).toBeGreaterThanOrEqual(5);
    read(T);
    await clock.advance(0);
    expect(asked.at(-1)?.at).toBe(20_000);
  });

  it("are waited for while the request budget is used up, for half a minute", async () => {
    const { clock, asked, refusals, results, read } = scene();
    const limited = (ms: number | null) => new RequestError("rate-limited", "used up", ms);
    refusals.push(limited(5_000), limited(null));
    read(T);
    await clock.advance(10_000);
    expect(asked.map(({ at }) => at)).toEqual([0, 5_100, 6_200]);
    expect(results).toEqual(["0"]);
    refusals.push(limited(20_000), limited(20_000));
    read(T);
    await clock.advance(60_000);
    expect(asked).toHaveLength(5);
    expect(results).toEqual(["0", "0: rate-limited"]);
    expect(clock.pending).toBe(0);
  });

  it("are told as unknown by every other failure, to all who waited; the next reading is a new one", async () => {
    const { clock, refusals, results, read } = scene();
    refusals.push(new RequestError("server-error", "HTTP 502"));
    read(T);
    read(T - 1);
    await clock.advance(200);
    read(T - 2);
    await clock.advance(5_000);
    expect(results.toSorted()).toEqual(["-1", "-2", "0: server-error"]);
  });

  it("are nobody's any more once the account is closed", async () => {
    const { clock, asked, shared, results, read } = scene();
    read(T);
    await clock.advance(10);
    read(T - 1);
    shared.close();
    read(T - 2);
    await clock.advance(5_000);
    expect(asked).toHaveLength(1);
    expect(results.toSorted()).toEqual(["-1: unreachable", "-2: unreachable", "0"]);
    expect(clock.pending).toBe(0);
  });
});
