import { describe, expect, it } from "vitest";
import type { EngineEvent } from "../../lib/engine/engine-event.ts";
import type { CommittedIntent, Venue, VenueReport } from "../../lib/model/order.ts";
import { Executor } from "../../lib/runtime/executor.ts";
import { EngineDriver } from "../engine/engine-driver.ts";

function rig(answer: (intent: CommittedIntent) => Promise<VenueReport>) {
  const engine = new EngineDriver();
  engine.follow();
  engine.snapshot({});
  engine.marks({ ETH: 2_000 });
  engine.trade("ETH", 10, 2_000);
  const [order] = engine.orders;
  if (order === undefined) throw new Error("no order");
  const intent = order as CommittedIntent;
  const submitted: CommittedIntent[] = [];
  const posted: EngineEvent[] = [];
  const venue: Venue = {
    submit: (one) => {
      submitted.push(one);
      return answer(one);
    },
    lookup: () => answer(intent),
    readAccount: () => answer(intent),
    start: async () => undefined,
    acknowledge: async () => undefined,
    onMarks: async () => undefined,
    tick: async () => undefined,
    reset: async () => undefined,
    onReport: () => () => undefined,
    close: () => undefined,
  };
  const executor = new Executor({
    clock: { now: () => engine.now, setTimeout: () => ({ timer: 0 }), clearTimeout: () => undefined },
    venueOf: () => venue,
    post: (event) => posted.push(event),
  });
  return { engine, executor, intent, submitted, posted };
}

const settled = async (): Promise<void> => {
  for (let i = 0; i < 5; i += 1) await Promise.resolve();
};

describe("executor", () => {
  it("hands an order over once, whatever it is told", async () => {
    const { executor, intent, submitted } = rig(() => new Promise(() => undefined));
    executor.submit(intent);
    executor.submit(intent);
    await settled();
    expect(submitted).toHaveLength(1);
  });

  it("does not send what has expired", async () => {
    const { engine, executor, intent, submitted, posted } = rig(() => new Promise(() => undefined));
    engine.now = intent.expiresAt + 1;
    executor.submit(intent);
    expect(submitted).toEqual([]);
    expect(posted).toMatchObject([{ kind: "order-not-sent", clientOrderId: intent.clientOrderId }]);
  });

  it("does not send what would live too long because the clock was set back", async () => {
    const { engine, executor, intent, submitted, posted } = rig(() => new Promise(() => undefined));
    engine.now = intent.committedAt - 1_001;
    executor.submit(intent);
    await settled();
    expect(submitted).toEqual([]);
    expect(posted).toMatchObject([{ kind: "order-not-sent", clientOrderId: intent.clientOrderId }]);
  });

  it("calls a venue that fails unknown, never rejected", async () => {
    const { executor, intent, posted } = rig(() => Promise.reject(new Error("boom")));
    executor.submit(intent);
    await settled();
    expect(posted).toMatchObject([{ kind: "order-unknown", detail: "boom" }]);
  });

  it("calls a report that is none unknown, and names the field", async () => {
    const { executor, intent, posted } = rig(async (one) => ({ kind: "order-done", ...one }) as never);
    executor.submit(intent);
    await settled();
    expect(posted).toMatchObject([{ kind: "order-unknown", clientOrderId: intent.clientOrderId }]);
    expect(posted[0]).toHaveProperty("detail", expect.stringContaining("not understood"));
  });

  it("asks one question at a time about an order", async () => {
    let asked = 0;
    const { executor, intent } = rig(() => {
      asked += 1;
      return new Promise(() => undefined);
    });
    executor.lookup(intent, 1);
    executor.lookup(intent, 1);
    await settled();
    expect(asked).toBe(1);
  });
});
