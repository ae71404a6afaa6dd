import type { CannotCopy } from "../../../lib/model/instrument-mapping.ts";
import type { LoosenedPart } from "../../../lib/model/loosened-parts.ts";

/** A follow with real money: what is agreed to, what it can cost, what is set at the exchange. */
export const real = {
  account: "Account",
  paperHint: "Simulated fills at live prices. No orders are sent.",
  realHint: (agent: string | null) =>
    agent === null ? "Can trade, can’t withdraw." : `API wallet ${agent}. Can trade, can’t withdraw.`,
  worth: (name: string, equity: string) => `${name}, ${equity}`,
  notReady: (why: string) => `Can’t be chosen now: ${why.charAt(0).toLowerCase()}${why.slice(1)}.`,
  unread: "What it is worth was not read yet",
  connect: "Connect an account with real money",
  /** The statement to tick. */
  statement: (name: string, worst: string) => `Send real orders from my ${name} account. ${worst}`,
  /** The statement to tick where a follow that runs may risk more. */
  change: (name: string, changes: string, worst: string) =>
    `Send real orders from my ${name} account: ${changes}. ${worst}`,
  changes: {
    allocation: (before: string, now: string) => `the allocation goes from ${before} to ${now}`,
    sizing: "the sizing changes",
    multiplier: (before: string, now: string) => `the multiplier goes from ${before} to ${now}`,
    leverage: "the leverage or margin mode set at the exchange changes",
    copied: "what of the leader is copied changes",
    limits: "entry limits let more through",
    exits: "exit rules are taken away or act later",
  } satisfies Record<LoosenedPart, unknown>,
  tickFirst: "Read the statement and tick it first.",
  submit: (amount: string | null) =>
    amount === null ? "Follow with real money" : `Follow with real money, ${amount}`,
  save: (amount: string | null) =>
    amount === null ? "Save with real money" : `Save with real money, ${amount}`,
  notRead:
    "What this account is worth was not read yet, so nobody can say how much that would be. Nothing is changed until it is.",
  shareAbout: (share: string, amount: string) => `${share}, about ${amount}`,
  done: (address: string) => `Following ${address} with real money.`,
  notes: {
    none: "Only new trades are copied.",
    better: "Of what the leader holds, that is copied too whose price is better now than his entry.",
    all: "What the leader holds is copied at once, too.",
  },
  edit: (worst: string) => `This follow uses real money. ${worst}`,
  worst: {
    drawdown: (percent: string, amount: string) =>
      `The ${percent} stop is about ${amount}, judged only while this browser runs; a fast market can cost more.`,
    dailyLoss: (percent: string, amount: string) =>
      `The ${percent} stop is about ${amount} a day, counts anew every day and is judged only while this browser runs; a fast market can cost more.`,
    position: (percent: string, amount: string) =>
      `Each position is closed at a loss of ${percent}, about ${amount} of the largest; several can add up, and a fast market can cost more.`,
    none: (allocation: string) =>
      `No rule closes it at a loss: all of the ${allocation} can be lost and, with leverage, more of the account.`,
  },
  leverage: {
    leader: "as the leader’s",
    fixed: (times: string) => times,
    capped: (times: string) => `as the leader’s, at most ${times}`,
    modes: { cross: "cross margin", isolated: "isolated margin", leader: "margin mode as the leader’s" },
    sentence: (times: string, mode: string) =>
      `Before the first order in an instrument Pilotfish sets the leverage at the exchange: ${times}, ${mode}. Where you hold something there yourself, or an order of yours rests, it stays as you set it.`,
  },
  look: {
    looking: "Reading what this leader holds…",
    failed: (why: string) => `What this leader holds is not known: ${why}`,
    unknown: "Hyperliquid has no account at this address.",
    unread: "Hyperliquid could not be asked now, or its answer could not be read. It is tried again.",
    noAnswer: "Pilotfish did not answer. It is asked again.",
  },
  /** What a copy of what the leader holds now would be; every figure is an estimate. */
  preview: {
    label: "Preview",
    sides: { long: "long", short: "short" },
    leaders: (size: string, coin: string, side: string) => `The leader’s ${size} ${coin} ${side} would be`,
    copy: (size: string, coin: string, side: string, amount: string, times: string) =>
      `${size} ${coin} ${side}, about ${amount}, ${times} the allocation.`,
    notCopied: " It is already open, so it is not copied.",
    tooSmall: " That is below the smallest order.",
    opened: "Opened at once, about:",
    line: (size: string, coin: string, side: string, amount: string) => `${size} ${coin} ${side}, ${amount}`,
    more: (n: number) => `and ${n} more`,
    together: (amount: string, times: string) => `Together ${amount}, ${times} the allocation.`,
    less: "Prices of the moment and other limits can make it less.",
  },
  cannotCopy: {
    title: "Cannot be copied here, because",
    nothing: "All that the leader holds now can be copied here.",
    never: "Spot trades and perpetuals of other dexes are never copied.",
    /** `names`: what the leader holds now; `apart`: how far prices are apart. */
    reasons: {
      spot: (names) => `${names}: spot.`,
      "other-dex": (names) => `${names}: on another dex of Hyperliquid.`,
      "outcome-market": (names) => `${names}: an outcome market.`,
      "not-a-trade": (names) => `${names}: no trade.`,
      "unknown-instrument": (names) => `${names}: not known to the exchange.`,
      "not-listed": (names) => `${names}: not listed at the exchange.`,
      delisted: (names) => `${names}: no longer traded at the exchange.`,
      "other-quote": (names) => `${names}: not priced in dollars there.`,
      inverse: (names) => `${names}: the contract is a number of dollars there, not of coins.`,
      "no-price": (names) => `${names}: no price now that would prove it to be the same thing.`,
      "price-differs": (names, apart) =>
        `${names}: the price there is ${apart} away, so it may be another thing.`,
    } satisfies Record<CannotCopy["reason"], (names: string, apart: string) => string>,
  },
};
