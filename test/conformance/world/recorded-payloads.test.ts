import type { z } from "zod";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  ClearinghouseState,
  ClearinghouseStateOf2023,
  SpotClearinghouseState,
} from "../../world/wire/clearinghouse.ts";
import { FillOf2023, Fills } from "../../world/wire/fill.ts";
import {
  AllMids,
  Candles,
  FundingHistory,
  L2Book,
  Meta,
  MetaAndAssetContexts,
} from "../../world/wire/market.ts";
import { FrontendOpenOrders, HistoricalOrders, OpenOrders, OrderStatus } from "../../world/wire/orders.ts";
import {
  ExtraAgents,
  LedgerUpdates,
  Portfolio,
  UserFunding,
  UserRateLimit,
  UserRole,
} from "../../world/wire/user.ts";
import type { World } from "../../world/world.ts";
import { cassette, readFixture, recordedFills } from "./recordings.ts";
import { askInfo, startTrustedWorld } from "./trusted-world.ts";

const LEADER = "0x4444444444444444444444444444444444444444";
const SCALPER = "scalper-2025-11/0x34827044cbd4b808fc1b189fce9f50e6dafae7c9";

let world: World;
beforeAll(async () => {
  world = await startTrustedWorld({
    seed: 3,
    leaders: [{ kind: "manual", address: LEADER, equity: "30000" }],
  });
  const leader = world.leader(LEADER);
  leader.trade({ coin: "HYPE", side: "buy", size: "12.5" });
  leader.trade({ coin: "kBONK", side: "sell", size: "500000" });
  leader.trade({ coin: "HYPE", side: "sell", size: "20" });
  leader.deposit("-250.5");
  world.account(LEADER).approveAgent("0x5555555555555555555555555555555555555555");
  world.account(LEADER).rest({ coin: "HYPE", side: "buy", size: "3", px: "50" });
  world.chargeFunding();
});
afterAll(async () => {
  await world.close();
});

/** The same schema must take what the exchange really said and what the world says. */
const now = Date.now();
const hourAgo = now - 3_600_000;
const PAIRS: readonly [type: string, schema: z.ZodType, recorded: unknown[], request: object][] = [
  [
    "userFills",
    Fills,
    [recordedFills("acc6"), recordedFills("acc5"), recordedFills("acc3")],
    { user: LEADER },
  ],
  ["userFillsByTime", Fills, [recordedFills("acc2")], { user: LEADER, startTime: hourAgo }],
  [
    "clearinghouseState",
    ClearinghouseState,
    [readFixture(`${SCALPER}.clearinghouseState.json`)],
    { user: LEADER },
  ],
  ["openOrders", OpenOrders, cassette("test_get_open_orders", "openOrders"), { user: LEADER }],
  [
    "frontendOpenOrders",
    FrontendOpenOrders,
    [
      readFixture(`${SCALPER}.frontendOpenOrders.json`),
      ...cassette("test_get_frontend_open_orders", "frontendOpenOrders"),
    ],
    { user: LEADER },
  ],
  [
    "historicalOrders",
    HistoricalOrders,
    cassette("test_historical_orders", "historicalOrders"),
    { user: LEADER },
  ],
  ["meta", Meta, cassette("test_get_info", "meta"), {}],
  ["allMids", AllMids, cassette("test_get_all_mids", "allMids"), {}],
  ["l2Book", L2Book, cassette("test_get_l2_snapshot", "l2Book"), { coin: "ETH" }],
  [
    "candleSnapshot",
    Candles,
    cassette("test_get_candles_snapshot", "candleSnapshot"),
    { req: { coin: "ETH", interval: "1m", startTime: hourAgo, endTime: now } },
  ],
  [
    "fundingHistory",
    FundingHistory,
    cassette("test_get_funding_history_None", "fundingHistory"),
    { coin: "ETH", startTime: now - 86_400_000 },
  ],
  ["portfolio", Portfolio, cassette("test_portfolio", "portfolio"), { user: LEADER }],
  ["userRole", UserRole, cassette("test_user_role", "userRole"), { user: LEADER }],
  ["userRateLimit", UserRateLimit, cassette("test_user_rate_limit", "userRateLimit"), { user: LEADER }],
  ["extraAgents", ExtraAgents, cassette("test_extra_agents", "extraAgents"), { user: LEADER }],
  [
    "userFunding",
    UserFunding,
    cassette("test_user_funding_history_without_end_time", "userFunding"),
    { user: LEADER, startTime: hourAgo },
  ],
  [
    "userNonFundingLedgerUpdates",
    LedgerUpdates,
    [
      readFixture(`${SCALPER}.userNonFundingLedgerUpdates.json`),
      ...cassette("test_user_non_funding_ledger_updates_without_end_time", "userNonFundingLedgerUpdates"),
    ],
    { user: LEADER, startTime: hourAgo },
  ],
];

describe("one schema for the real exchange and for the world", () => {
  test.each(PAIRS)("%s", async (type, schema, recorded, request) => {
    expect(recorded.length).toBeGreaterThan(0);
    for (const payload of recorded) schema.parse(payload);
    const answer = await askInfo(world, { type, ...request });
    expect(JSON.stringify(answer).length).toBeGreaterThan(2);
    schema.parse(answer);
  });

  test("metaAndAssetCtxs, spotClearinghouseState and orderStatus of the world", async () => {
    const [meta, contexts] = MetaAndAssetContexts.parse(await askInfo(world, { type: "metaAndAssetCtxs" }));
    expect(contexts).toHaveLength(meta.universe.length);
    const spot = SpotClearinghouseState.parse(
      await askInfo(world, { type: "spotClearinghouseState", user: LEADER }),
    );
    expect(spot.balances).toEqual([]);
    const unknown = await askInfo(world, { type: "orderStatus", user: LEADER, oid: 1 });
    expect(OrderStatus.parse(unknown).status).toBe("unknownOid");
  });

  test("the older forms of 2023", () => {
    const fills = cassette("test_get_user_fills", "userFills").map(
      (rows) => FillOf2023.array().parse(rows).length,
    );
    expect(Math.min(...fills)).toBeGreaterThan(0);
    const states = cassette("test_get_user_state", "clearinghouseState");
    expect(states.map((state) => ClearinghouseStateOf2023.safeParse(state).success)).toEqual([true]);
  });

  test("the fields of the world's fills are those of recorded fills, in the same order", async () => {
    const [own] = Fills.parse(await askInfo(world, { type: "userFills", user: LEADER }));
    const [recorded] = recordedFills("acc2");
    expect(Object.keys(own ?? {})).toEqual(Object.keys(recorded ?? {}));
  });
});
