import { decimalString } from "../../../lib/model/decimal.ts";
import { AccountId, Address, ClientOrderId, FollowId, InstrumentId } from "../../../lib/model/identity.ts";
import { type CommittedIntent, Intent, type VenueFill } from "../../../lib/model/order.ts";
import type { AskInfo } from "../../../lib/model/request.ts";
import { Secret } from "../../../lib/model/secret.ts";
import { type CommittedStop, StopOrder } from "../../../lib/model/stop.ts";
import { createHyperliquidVenue } from "../../../lib/venues/hyperliquid/hyperliquid-venue.ts";
import type { PostOutcome, SignedAct, VenueAsset } from "../../../lib/venues/hyperliquid/ports.ts";
import { VirtualClock } from "../paper-virtual-clock.ts";
import { assetAt } from "./assets.ts";

export const OWNER = Address.parse(`0x${"7".repeat(40)}`);
export const ACCOUNT = AccountId.parse(`hyperliquid:${OWNER}`);
export const BTC = InstrumentId.parse("BTC");
export const CLOID = ClientOrderId.parse(`0x${"1".repeat(32)}`);
export const OTHER_CLOID = ClientOrderId.parse(`0x${"2".repeat(32)}`);
/** The public test key of the exchange's own SDK. */
export const TEST_KEY = "0x0123456789012345678901234567890123456789012345678901234567890123";

export const answered = (...statuses: unknown[]): PostOutcome => ({
  kind: "answer",
  body: { status: "ok", response: { type: "order", data: { statuses } } },
  handedAt: 1,
});
export const plain = (body: unknown): PostOutcome => ({ kind: "answer", body, handedAt: 1 });

type Way = "socket" | "rest";

/** The acting half between a line and a reading half that tests hold in their hands. */
export function actingRig() {
  const clock = new VirtualClock();
  const state = {
    socketOpen: false,
    outcome: answered({ error: "nothing was prepared" }),
    secret: new Secret(TEST_KEY) as Secret | null,
    offsetMs: null as number | null,
    asset: assetAt(3, 5) as VenueAsset | null,
    marketFails: false,
    fills: [] as readonly VenueFill[] | null,
    /** What the stream tells of an order before its answer; null: nothing. */
    heard: null as readonly VenueFill[] | null,
    /** Whether an answer comes at all. */
    answers: true,
    info: undefined as unknown,
  };
  const sent: { readonly way: Way; readonly act: SignedAct }[] = [];
  const asked: unknown[] = [];
  const hand = async (way: Way, act: SignedAct): Promise<PostOutcome> => {
    sent.push({ way, act });
    const { outcome } = state;
    if (!state.answers) return new Promise(() => undefined);
    if (way === "rest" || outcome.kind !== "answer") return outcome;
    return { ...outcome, body: { type: "action", payload: outcome.body } };
  };
  const ask: AskInfo = async (request) => {
    asked.push(request);
    return { body: state.info, sentAt: 0, receivedAt: 0 };
  };
  const unused = (): never => {
    throw new Error("the acting half asks nothing of it");
  };
  const venue = createHyperliquidVenue(
    {
      owner: OWNER,
      secret: () => state.secret,
      clock,
      ask,
      postExchange: (act) => hand("rest", act),
      clockOffsetMs: () => state.offsetMs,
      network: "mainnet",
    },
    {
      socket: {
        isOpen: () => state.socketOpen,
        post: (request) => (request.type === "action" ? hand("socket", request.payload) : unused()),
      },
      fills: {
        fillsOf: async () => state.fills,
        toldWhole: (_id, _size, signal) =>
          new Promise((resolve) => {
            if (state.heard !== null) resolve(state.heard);
            signal.addEventListener("abort", () => resolve(null));
          }),
      },
      market: {
        asset: async () => {
          if (state.marketFails) throw new Error("never read");
          return state.asset;
        },
      },
      start: async () => undefined,
      readAccount: unused,
      lookup: unused,
      lookupStop: unused,
      onReport: () => () => undefined,
      tick: async () => undefined,
      close: () => undefined,
    },
  );
  return {
    venue,
    clock,
    state,
    sent,
    asked,
    /** Lets the pause pass after which something is told as not sent. */
    async told<Report>(report: Promise<Report>): Promise<Report> {
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
      await clock.advance(1_000);
      return report;
    },
  };
}

/** Stands for the journal's commit, which alone makes committed intents. */
export function orderAt(now: number, part: Record<string, unknown> = {}): CommittedIntent {
  return Intent.parse({
    clientOrderId: CLOID,
    accountId: ACCOUNT,
    instrument: BTC,
    sequence: 1,
    side: "buy",
    size: "0.02",
    limitPrice: "66500",
    reduceOnly: false,
    shares: [{ followId: FollowId.parse("f"), size: "0.02", leaderPrice: null, growth: true }],
    causedAt: now,
    nonce: now,
    committedAt: now,
    expiresAt: now + 15_000,
    ...part,
  }) as CommittedIntent;
}

/** Stands for the journal's commit, which alone makes committed stops. */
export function stopAt(now: number, part: Record<string, unknown> = {}): CommittedStop {
  return StopOrder.parse({
    clientOrderId: CLOID,
    accountId: ACCOUNT,
    instrument: BTC,
    sequence: 2,
    side: "sell",
    size: "0.02",
    triggerPrice: "60000",
    limitPrice: "57000",
    basis: "disaster",
    replaces: null,
    nonce: now,
    committedAt: now,
    expiresAt: now + 15_000,
    ...part,
  }) as CommittedStop;
}

export function fillOf(size: string): VenueFill {
  return {
    id: `BTC|1|1|${size}`,
    accountId: ACCOUNT,
    instrument: BTC,
    clientOrderId: CLOID,
    side: "buy",
    price: decimalString("66450"),
    size: decimalString(size),
    fee: decimalString("0.6"),
    time: 1,
    cause: "order",
  };
}
