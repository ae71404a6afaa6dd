import { decimal } from "../../lib/model/decimal.ts";
import { DEFAULT_SETTINGS, type FollowSettings } from "../../lib/model/follow-settings.ts";
import { Decision, Follow, FollowBook } from "../../lib/model/follow.ts";
import { Address, leaderIdOf } from "../../lib/model/identity.ts";
import { AccountBook, FillRow, IntentRow } from "../../lib/model/state.ts";
import { type CheckResult, checkFollow } from "./check-follow.ts";
import { EMPTY_DUMP, type JournalDump } from "./journal-dump.ts";
import type { TrueFill, WorldFacts } from "./world-facts.ts";

/** When the hand-made follow began, ms; and when it is judged. */
export const BEGAN = 1_000_000;
export const NOW = BEGAN + 60_000;
export const FOLLOW = "f1";
const LEADER = leaderIdOf(Address.parse(`0x${"a".repeat(40)}`));
const EQUITY = "10000";

/** A fill of the leader in BTC at 100 USD, one second after another. */
export function leaderFill(second: number, from: string, to: string, price = "100"): TrueFill {
  const at = BEGAN + second * 1_000;
  return {
    at,
    key: `BTC|${at}|1|1`,
    instrument: "BTC",
    from: decimal(from),
    to: decimal(to),
    price: decimal(price),
  };
}

/** BTC in lots of 0.01 at a mid of 100 USD; an equity of 10,000 USD told every second. */
export function handMadeFacts(
  fills: readonly TrueFill[],
  mid: (at: number) => string = () => "100",
): WorldFacts {
  return {
    fills,
    equityServed: Array.from({ length: 61 }, (_, second) => {
      const at = BEGAN + second * 1_000 + 1;
      return { at, equity: EQUITY, time: at };
    }),
    instruments: new Map([
      ["BTC", { lot: decimal("0.01"), minNotional: decimal(10), leverage: 20, maxLeverage: 40 }],
    ]),
    midAt: (_, at) => decimal(mid(at)),
  };
}

export const SETTINGS: FollowSettings = { ...DEFAULT_SETTINGS, sizing: { kind: "equity-proportional" } };

export function follow(settings: FollowSettings = SETTINGS): Follow {
  return Follow.parse({
    id: FOLLOW,
    leaderId: LEADER,
    settings,
    status: "mirroring",
    statusSince: BEGAN,
    createdAt: BEGAN,
    baselineAt: BEGAN,
    startedFrom: "page",
  });
}

/** A decision on one fill of the leader; `more` says what is special. */
export function decisionOn(
  number: number,
  fill: TrueFill,
  more: Partial<Record<keyof Decision, unknown>>,
): Decision {
  return Decision.parse({
    id: String(number).padStart(12, "0"),
    at: fill.at + 10,
    followId: FOLLOW,
    leaderId: LEADER,
    instrument: "BTC",
    source: "live",
    leaderFrom: fill.from.toFixed(),
    leaderTo: fill.to.toFixed(),
    leaderPrice: fill.price.toFixed(),
    leaderTime: fill.at,
    fillKeys: [fill.key],
    leaderEquity: EQUITY,
    leaderEquityAt: fill.at,
    outcome: "ordered",
    reason: null,
    targetChange: "0",
    forgone: [],
    measured: null,
    limit: null,
    target: "0",
    held: "0",
    clientOrderId: null,
    ...more,
  });
}

export const orderId = (number: number): string => `0x${String(number).padStart(32, "0")}`;

/** An order that was filled whole, at its time and at 100 USD: its intent, its fill and the venue's row. */
export function filledOrder(
  number: number,
  at: number,
  size: string,
  growth: boolean,
): Pick<JournalDump, "intents" | "fills" | "paperOrders"> {
  const clientOrderId = orderId(number);
  const buying = !size.startsWith("-");
  const side = buying ? "buy" : "sell";
  const coins = size.replace("-", "");
  const intent = {
    clientOrderId,
    accountId: "paper",
    instrument: "BTC",
    sequence: number,
    side,
    size: coins,
    limitPrice: buying ? "100.1" : "99.9",
    reduceOnly: !growth,
    shares: [{ followId: FOLLOW, size, leaderPrice: growth ? "100" : null, growth }],
    causedAt: at,
    nonce: null,
    committedAt: at,
    expiresAt: at + 5_000,
  };
  return {
    intents: [
      IntentRow.parse({
        intent,
        status: "filled",
        statusAt: at + 500,
        handedAt: at + 5,
        notFoundAt: [],
        filled: coins,
        averagePrice: "100",
        rejectReason: null,
        detail: null,
      }),
    ],
    fills: [
      FillRow.parse({
        fill: {
          id: `paper-${number}`,
          accountId: "paper",
          instrument: "BTC",
          clientOrderId,
          side,
          price: "100",
          size: coins,
          fee: "0.01",
          time: at + 500,
          cause: "order",
        },
        shares: [{ followId: FOLLOW, size, realised: "0", fee: "0.01", leaderPrice: null }],
      }),
    ],
    paperOrders: [{ clientOrderId }],
  };
}

export function book(
  target: string,
  held: string,
  more: Partial<Record<keyof FollowBook, unknown>> = {},
): FollowBook {
  return FollowBook.parse({
    followId: FOLLOW,
    instrument: "BTC",
    baseline: "0",
    copyable: "0",
    copyablePeak: "0",
    openingPrice: "0",
    target,
    forgone: [],
    held,
    entryPrice: "0",
    leaderEntryPrice: "0",
    waitingPrice: "0",
    newestGrowthAt: 0,
    latched: null,
    reduceAttempts: 0,
    notBefore: 0,
    realised: "0",
    fees: "0",
    funding: "0",
    ...more,
  });
}

export function journalOf(parts: Partial<JournalDump>): JournalDump {
  return {
    ...EMPTY_DUMP,
    meta: [{ paperSince: 0 }],
    follows: [follow()],
    accountBooks: (parts.paperPositions ?? []).map(({ instrument, size }) =>
      AccountBook.parse({
        accountId: "paper",
        instrument,
        net: size,
        sequence: 9,
        seenReports: [],
        heldBack: [],
        frozen: null,
        leverage: null,
        recentStops: [],
      }),
    ),
    ...parts,
  };
}

export function judge(facts: WorldFacts, journal: JournalDump): CheckResult {
  return checkFollow({ facts, journal, followId: FOLLOW, at: NOW });
}
