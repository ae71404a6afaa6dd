import { describe, expect, it } from "vitest";
import { newAccountBook } from "../../lib/engine/account-book.ts";
import { DEFAULT_ACCOUNT_SETTINGS } from "../../lib/model/account.ts";
import { FOLLOW, LEADER, id, text } from "./engine-driver.ts";
import { forgone, one, settings } from "./limit-driver.ts";
import { REAL, withRealAccount } from "./real-driver.ts";

describe("states that hold growth", () => {
  it("halted, leaving, and a leader whose equity fell", () => {
    const halted = one();
    halted.command({ kind: "halt", at: halted.now });
    halted.trade("ETH", 1, 2_000);
    expect(forgone(halted)).toMatchObject([{ reason: "halted" }]);

    const leaving = one();
    leaving.trade("ETH", 2, 2_000);
    leaving.answerAll();
    leaving.command({ kind: "stop", at: leaving.now, followId: FOLLOW, positions: "leader-out" });
    leaving.trade("ETH", 1, 2_000);
    expect(forgone(leaving)).toMatchObject([{ reason: "leaving" }]);
    leaving.trade("ETH", -3, 2_000);
    expect(leaving.orders).toMatchObject([{ side: "sell", size: "2" }]);

    const fell = one();
    const leader = fell.state.leaders.get(LEADER);
    if (leader === undefined) throw new Error("no leader");
    const held = { ...leader, equityHeldSince: fell.now };
    fell.state = { ...fell.state, leaders: new Map([[LEADER, held]]) };
    fell.trade("ETH", 1, 2_000);
    expect(forgone(fell)).toMatchObject([{ reason: "leader-equity-fell" }]);
  });

  it("take what waits out of the target, too", () => {
    const engine = one();
    engine.trade("ETH", "0.004", 2_000);
    engine.command({ kind: "halt", at: engine.now });
    expect(engine.book("ETH").forgone).toEqual([{ reason: "halted", size: "0.004" }]);
  });

  it("a position of the user's own, with real money, unless he opted in", () => {
    const engine = withRealAccount();
    engine.follow(settings());
    engine.snapshot({});
    const book = { ...newAccountBook(REAL, id("ETH")), net: text(1) };
    engine.state = { ...engine.state, accountBooks: new Map([[`${REAL}|ETH`, book]]) };
    engine.trade("ETH", 1, 2_000);
    expect(forgone(engine)).toMatchObject([{ reason: "own-position" }]);
    engine.command({
      kind: "edit-account",
      at: engine.now,
      accountId: REAL,
      settings: { ...DEFAULT_ACCOUNT_SETTINGS, growBesideOwn: true },
    });
    engine.trade("ETH", 1, 2_000);
    expect(forgone(engine)).toEqual([]);
  });
});
