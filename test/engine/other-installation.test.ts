import { describe, expect, it } from "vitest";
import { PAPER_ACCOUNT, type ClientOrderId } from "../../lib/model/identity.ts";
import { type EngineDriver, id, text } from "./engine-driver.ts";
import { woken, fill, account, net, problems, anotherId } from "./reconcile-driver.ts";

describe("another installation", () => {
  const stopped = (engine: EngineDriver) => {
    expect(problems(engine)).toContain("other-installation");
    engine.marks({ ETH: 2_000 });
    expect(engine.orders).toEqual([]);
  };

  it("stops the account when an order with our mark rests there that this journal never made", () => {
    const engine = woken();
    const openOrders = [
      { clientOrderId: null, instrument: id("ETH"), stop: null },
      { clientOrderId: anotherId(7), instrument: id("ETH"), stop: null },
    ];
    engine.readAccount({ positions: { ETH: "0.1" }, openOrders });
    expect(account(engine)?.foreignOrder).toBe(anotherId(7));
    stopped(engine);
    engine.command({ kind: "clear-other-installation", at: engine.now, accountId: PAPER_ACCOUNT });
    expect(problems(engine)).toEqual([]);
    expect(engine.orders).toEqual([]);
    engine.readAccount({ positions: { ETH: "0.1" } });
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.05" }]);
  });

  it("stops it when a fill has our mark, books the fill once, and is not stopped by it again", () => {
    const engine = woken();
    const theirs = fill(engine, { id: "theirs", clientOrderId: anotherId(1), side: "buy", size: text(1) });
    engine.readAccount({ positions: { ETH: "1.1" }, fills: [theirs] });
    stopped(engine);
    expect(net(engine, "ETH")).toBe("1.1");
    expect(engine.book("ETH").held).toBe("0.1");
    expect(engine.lastDecision.reason).toBe("account-not-read");
    engine.command({ kind: "clear-other-installation", at: engine.now, accountId: PAPER_ACCOUNT });
    engine.readAccount({ positions: { ETH: "1.1" }, fills: [theirs] });
    expect(account(engine)).toMatchObject({ foreignOrder: null, reconciled: true });
    expect(engine.orders).toMatchObject([{ side: "sell", size: "0.05" }]);
  });

  it("is not suspected for ids without our mark", () => {
    const engine = woken();
    const bot = `0x${"12".repeat(16)}` as ClientOrderId;
    engine.readAccount({
      positions: { ETH: "0.1" },
      openOrders: [{ clientOrderId: bot, instrument: id("ETH"), stop: null }],
    });
    expect(account(engine)).toMatchObject({ foreignOrder: null, reconciled: true });
  });
});
