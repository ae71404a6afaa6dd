import { DEFAULT_ACCOUNT_SETTINGS } from "../../lib/model/account.ts";
import { type ExitRules, NO_EXIT_RULES } from "../../lib/model/exit-rules.ts";
import { DEFAULT_SETTINGS, FollowSettings } from "../../lib/model/follow-settings.ts";
import { accountGuardId, followGuardId, type Guard } from "../../lib/model/guard.ts";
import { FollowId, PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import type { Problem } from "../../lib/model/state.ts";
import { type EngineDriver, FOLLOW, id, mirroring, text } from "./engine-driver.ts";

export const GUARD = followGuardId(FOLLOW);
export const ACCOUNT_GUARD = accountGuardId(PAPER_ACCOUNT);
export const OTHER = FollowId.parse("follow-2");

export const settings = (exits: Partial<ExitRules>) => ({
  allocation: { kind: "amount", amount: "1000" } as const,
  sizing: { kind: "fixed-ratio", ratio: "1" } as const,
  limits: { ...DEFAULT_SETTINGS.limits, maxLeverage: 50, maxPosition: "100000", maxSlippageBps: 1000 },
  exits: { ...NO_EXIT_RULES, ...exits },
});

/** Long 0.1 ETH from 2,000 (or so many, negative for short), fee 0. */
export function holding(exits: Partial<ExitRules>, size = 0.1): EngineDriver {
  const engine = mirroring(settings(exits));
  engine.wait(1_000);
  buy(engine, "ETH", size, 2_000);
  return engine;
}

/** The leader trades, and the order fills at his price without a fee. */
export function buy(engine: EngineDriver, coin: string, size: number, price: number): void {
  engine.trade(coin, size, price);
  while (engine.orders.length > 0) fill(engine, price);
}

export function fill(engine: EngineDriver, price: number): void {
  const order = engine.orders.shift();
  if (order === undefined) throw new Error("no order is open");
  const { accountId, clientOrderId, instrument, side, size } = order;
  engine.send({
    kind: "order-done",
    at: engine.now,
    accountId,
    clientOrderId,
    instrument,
    handedAt: engine.now,
    unfilled: null,
    fills: [
      {
        id: `fill-of-${clientOrderId}`,
        accountId,
        instrument,
        clientOrderId,
        side,
        size,
        price: text(price),
        fee: text(0),
        time: engine.now,
        cause: "order",
      },
    ],
  });
}

export function guard(engine: EngineDriver, guardId = GUARD): Guard {
  const known = engine.state.guards.get(guardId);
  if (known === undefined) throw new Error(`no guard ${guardId}`);
  return known;
}

export const trips = (engine: EngineDriver, guardId = GUARD): string[] =>
  (engine.state.guards.get(guardId)?.trips ?? []).map(({ rule, instrument }) =>
    [rule, instrument].filter((part) => part !== null).join(" "),
  );
export const told = (engine: EngineDriver): Problem[] =>
  [...engine.state.problems.values()].filter(({ kind }) => kind === "exit-rule");
export const status = (engine: EngineDriver, followId = FOLLOW) => engine.state.follows.get(followId)?.status;

export function accountRules(engine: EngineDriver, exits: Partial<ExitRules>): void {
  engine.command({
    kind: "edit-account",
    at: engine.now,
    accountId: PAPER_ACCOUNT,
    settings: { ...DEFAULT_ACCOUNT_SETTINGS, exits: { ...NO_EXIT_RULES, ...exits } },
  });
}

/** The same follow with these exit rules, or another allocation. */
export function edit(engine: EngineDriver, exits: Partial<ExitRules>, amount = "1000"): void {
  const edited = { ...DEFAULT_SETTINGS, ...settings(exits), allocation: { kind: "amount", amount } };
  engine.command({
    kind: "edit-follow",
    at: engine.now,
    followId: FOLLOW,
    settings: FollowSettings.parse(edited),
  });
}

/** The account as the venue reads it half a minute later: this equity, and a liquidation price for ETH. */
export function read(engine: EngineDriver, told: { equity?: number; liquidation?: number }): void {
  engine.readsAccount = false;
  engine.wait(30_000);
  engine.marks({ ETH: 2_000 });
  const positions = [
    {
      instrument: id("ETH"),
      size: engine.book("ETH").held,
      entryPrice: text(2_000),
      liquidationPrice: told.liquidation === undefined ? null : text(told.liquidation),
    },
  ];
  engine.send({
    kind: "account-read",
    at: engine.now,
    accountId: PAPER_ACCOUNT,
    equity: text(told.equity ?? 10_000),
    positions,
    openOrders: [],
    leverages: [],
    clock: null,
    fills: [],
    until: engine.now,
  });
}
