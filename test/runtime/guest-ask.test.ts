import { describe, expect, it } from "vitest";
import type { AskInfo } from "../../lib/model/request.ts";
import { createGuestAsk } from "../../lib/runtime/guest-ask.ts";

function rig(unspent: number) {
  let now = 1_000_000;
  let asked = 0;
  const ask: AskInfo = async () => {
    asked += 1;
    return { body: [], sentAt: now, receivedAt: now, unspent };
  };
  const clock = { now: () => now, setTimeout: () => ({ timer: 0 }), clearTimeout: () => undefined };
  return {
    guest: createGuestAsk(ask, clock),
    asked: () => asked,
    wait: (ms: number) => {
      now += ms;
    },
  };
}

describe("guests", () => {
  it("cannot spend what orders and leaders need, and may go on a minute later", async () => {
    const { guest, asked, wait } = rig(0);
    for (let i = 0; i < 5; i += 1) await guest({ type: "userFills" }, 120);
    await expect(guest({ type: "userFills" }, 120)).rejects.toMatchObject({ problem: "rate-limited" });
    expect(asked()).toBe(5);
    wait(60_001);
    await guest({ type: "userFills" }, 120);
    expect(asked()).toBe(6);
  });

  it("are given back what short answers did not cost", async () => {
    const { guest, asked } = rig(99);
    for (let i = 0; i < 18; i += 1) await guest({ type: "userFills" }, 120);
    expect(asked()).toBe(18);
  });
});
