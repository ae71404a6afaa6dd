import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  FillsAnswer,
  FundingAnswer,
  UserRoleAnswer,
  WireFill,
} from "../../../lib/venues/hyperliquid/account-answers.ts";
import { accountStateOf, openOrdersOf } from "../../../lib/venues/hyperliquid/account-state.ts";
import { fundingPayments } from "../../../lib/venues/hyperliquid/funding-payments.ts";
import { isPerpFill, venueFillOf } from "../../../lib/venues/hyperliquid/venue-fill-of.ts";
import { WHOSE } from "./scripted-exchange.ts";

const Recording = z.array(z.object({ response: z.unknown() }));
const FIXTURES = new URL("../../fixtures/", import.meta.url);

function read(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, FIXTURES), "utf8"));
}

function recorded(name: string): unknown {
  return Recording.parse(read(`hyperliquid-python-sdk/info/${name}.json`))[0]?.response;
}

/** The recorder of these wrote some numbers as text; the exchange sends them as numbers. */
function fromCcxt(name: string): unknown {
  const all = z.record(z.string(), z.unknown()).parse(read("ccxt-static/hyperliquid_response_excerpt.json"));
  const { response } = z.object({ response: z.unknown() }).parse(all[name]);
  return z
    .array(z.record(z.string(), z.unknown()))
    .parse(response)
    .map((row) => ({
      ...row,
      time: Number(row["time"]),
      oid: Number(row["oid"]),
      tid: Number(row["tid"]),
    }));
}

describe("answers that the exchange gave", () => {
  it("orders that rest: stops with their trigger, take-profits as no stops", () => {
    const orders = openOrdersOf(recorded("test_get_frontend_open_orders"));
    expect(orders.length).toBeGreaterThan(2);
    const stops = orders.flatMap(({ stop }) => (stop === null ? [] : [stop]));
    expect(stops[0]).toEqual({
      side: "sell",
      size: "12.5",
      triggerPrice: "9.995",
      limitPrice: "9.1954",
      reduceOnly: true,
    });
    expect(orders.filter(({ stop }) => stop === null).length).toBeGreaterThan(0);
  });

  it("funding, positive where it was received", () => {
    const rows = FundingAnswer.parse(recorded("test_user_funding_history_with_end_time"));
    const payments = fundingPayments(
      WHOSE.accountId,
      rows.map(({ time, delta }) => ({ ...delta, time })),
    );
    // Of 2024: three samples a row, so that a price cannot be told from the amount alone.
    expect(payments[0]).toMatchObject({
      instrument: "APE",
      hour: 1_681_948_800_000,
      size: "40.13333333",
      rate: "-0.00029319",
      amount: "0.145796",
    });
    for (const { amount, size, rate } of payments) {
      const long = !size.startsWith("-");
      const paysLongs = rate.startsWith("-");
      if (amount !== "0") expect(amount.startsWith("-")).toBe(long !== paysLongs);
    }
  });

  it("a role", () => {
    expect(UserRoleAnswer.parse(recorded("test_user_role")).role).toBe("vault");
  });

  it("fills with a builder's part, of liquidations, other dexes and spot", () => {
    const rows = FillsAnswer.parse(fromCcxt("userFills_with_builderFee_liquidation_hip3"));
    const fills = rows.filter(isPerpFill).map((row) => venueFillOf(row, WHOSE));
    expect(rows.some(({ coin }) => coin.startsWith("flx:"))).toBe(true);
    expect(fills.every(({ instrument }) => instrument === "HYPE")).toBe(true);
    expect(fills[0]?.fee).toBe("0.012896");
    // Somebody else's account: the other side's liquidation is an ordinary trade of ours.
    expect(new Set(fills.map(({ cause }) => cause))).toEqual(new Set(["user"]));
    const own = { ...WHOSE, owner: "0x193bd350ec838b1e22d6f302da5343b920aa1c2b" as typeof WHOSE.owner };
    const told = rows.filter(isPerpFill).map((row) => venueFillOf(row, own).cause);
    expect(told).toContain("liquidation");
  });

  it("with a client order id as it was given", () => {
    const [row] = FillsAnswer.parse(fromCcxt("userFills_with_cloid_2024"));
    expect(row?.cloid).toBe("0x1234567890abcdef1234567890abcdef");
  });

  it("of a form that is gone are not read as if they were of now", () => {
    expect(() => accountStateOf(recorded("test_get_user_state"))).toThrow(/time/);
    const old = z.array(z.unknown()).parse(recorded("test_get_user_fills"));
    expect(old.every((row) => WireFill.safeParse(row).success)).toBe(false);
  });
});
