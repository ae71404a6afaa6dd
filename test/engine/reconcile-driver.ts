import { clientOrderId } from "../../lib/engine/client-order-id.ts";
import { pairKey } from "../../lib/engine/engine-state.ts";
import { type ClientOrderId, PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import type { VenueFill } from "../../lib/model/order.ts";
import { type EngineDriver, id, mirroring, text } from "./engine-driver.ts";

/** Long 0.1 ETH, the account trusted. */
export function holding(): EngineDriver {
  const engine = mirroring();
  engine.trade("ETH", 10, 2_000);
  engine.answerAll();
  return engine;
}

/** A new life that answers no reading by itself; the leader has sold half meanwhile. */
export function woken(): EngineDriver {
  const engine = holding();
  engine.readsAccount = false;
  engine.send({ kind: "boot", at: engine.now });
  engine.snapshot({ ETH: [5, 2_000] }, { cause: "start" });
  engine.marks({ ETH: 2_000, BTC: 60_000, SOL: 100 });
  return engine;
}

export function fill(engine: EngineDriver, more: Partial<VenueFill> = {}): VenueFill {
  return {
    id: "by-the-user",
    accountId: PAPER_ACCOUNT,
    instrument: id("ETH"),
    clientOrderId: null,
    side: "sell",
    price: text(2_000),
    size: text("0.04"),
    fee: text("0.1"),
    time: engine.now,
    cause: "user",
    ...more,
  };
}

export const foreign = (engine: EngineDriver, fills: VenueFill[]) =>
  engine.send({ kind: "foreign-fills", at: engine.now, accountId: PAPER_ACCOUNT, fills });
export const unreadable = (engine: EngineDriver, detail = "502") =>
  engine.send({ kind: "account-unreadable", at: engine.now, accountId: PAPER_ACCOUNT, detail });
export const account = (engine: EngineDriver) => engine.state.accounts.get(PAPER_ACCOUNT);
export const net = (engine: EngineDriver, coin: string) =>
  engine.state.accountBooks.get(pairKey(PAPER_ACCOUNT, id(coin)))?.net;
export const asks = (engine: EngineDriver) => engine.effects.filter(({ kind }) => kind === "read-account");
export const problems = (engine: EngineDriver) => [...engine.state.problems.values()].map(({ kind }) => kind);
export const anotherId = (sequence: number): ClientOrderId =>
  clientOrderId("f".repeat(32), PAPER_ACCOUNT, id("ETH"), sequence);
