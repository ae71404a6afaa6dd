import type { NotCopyable } from "../../lib/model/leader.ts";
import type { CardView, ReadProblemKind } from "../../lib/model/view.ts";
import type { CardRefusal } from "./card-action.ts";

interface Notice {
  /** What happened. */
  readonly what: string;
  /** What is safe, and what to do. */
  readonly next: string;
}

/** All words of the card. */
export const WORDS = {
  product: "Pilotfish",
  cardLabel: "Pilotfish: follow this leader",
  collapse: "Collapse",
  expand: (state: string) => `Pilotfish: ${state}. Expand`,
  copyAddress: "Copy address",
  addressCopied: "Address copied",
  addressNotCopied: "Not copied: the browser refused",
  role: { account: "Hyperliquid account", vault: "Hyperliquid vault", unknown: "Not known to Hyperliquid" },
  vaultNamed: (name: string) => `${name}, Hyperliquid vault`,
  reading: "Reading the leader",

  accountValue: "Account value",
  exposure: "Exposure",
  leverageNow: "Leverage now",
  nearestLiquidation: "Nearest liquidation",
  away: (percent: string) => `${percent} away`,
  liquidationOf: (instrument: string, side: string, price: string) => `${instrument} ${side}, ${price}`,
  openPositions: "Open positions",
  noOpenPositions: "No open positions right now.",
  long: "long",
  short: "short",
  unrealised: "Unrealised",
  morePositions: (count: number) => `and ${count} more`,
  notCopyable: (names: string) => `Cannot be copied: ${names}.`,
  notCopyableReason: {
    spot: "spot",
    "other-dex": "another dex",
    "outcome-market": "outcome market",
    "not-a-trade": "not a trade",
    "unknown-instrument": "unknown instrument",
  } satisfies Record<NotCopyable["reason"], string>,
  andMore: (count: number) => `${count} more`,

  followOnPaper: "Follow on paper",
  starting: "Starting",
  simulated: (amount: string) => `Simulated ${amount}. No orders are sent.`,
  badge: { paper: "Paper", real: "Real money" },
  held: "Held back",
  heldNote: "Something holds its account back. Open the panel to see what, and what to do.",
  realInPanel: "Your figures are in the panel. A card in a web page never has them.",
  mirroring: "Mirroring",
  pause: "Pause",
  pausing: "Pausing",
  paused: "Paused",
  resumeInPanel: "Resume in panel",
  waitingForLeader: "Waiting for the leader",
  leaving: "Following the leader out",
  closing: "Closing positions",
  openPanel: "Open panel",
  equity: "Your paper equity",
  netResult: "Net result",
  positions: "Positions",
  waitingForTrade: "0, waiting for the next trade",
  limits: "Limits",
  limitList: (leverage: string, position: string, bps: string) => `${leverage}, ${position} each, ${bps} bps`,
  notCopiedAtStart: (count: number) =>
    count === 1
      ? "The 1 position already open was not copied."
      : `The ${count} positions already open were not copied.`,
  pausedNote: "Nothing new is copied. Reductions go on.",
  pausedByAllNote: "Everything is paused. Reductions go on.",

  feed: {
    live: (latency: string | null) => (latency === null ? "Live" : `Live · ${latency}`),
    slow: (latency: string | null) => (latency === null ? "Slow" : `Slow · ${latency}`),
    lost: (age: string) => `Lost · ${age}`,
    idle: "Idle",
    connecting: "Connecting",
  },
  tab: {
    follow: "Follow",
    reading: "Reading",
    mirroring: "Mirroring",
    paused: "Paused",
    feedLost: "Feed lost",
    halted: "Halted",
    unreadable: "No figures",
  },

  feedLost: (age: string): Notice => ({
    what: `Leader feed lost ${age} ago.`,
    next: "Nothing new is copied until it is back.",
  }),
  halted: {
    "by-user": {
      what: "Pilotfish is halted.",
      next: "Nothing is sent, not even reductions. Open the panel to lift the halt.",
    },
    journal: {
      what: "Pilotfish has stopped.",
      next: "Its journal cannot be read or written, so nothing is sent. Open the panel to see why.",
    },
  } satisfies Record<NonNullable<CardView["halted"]>, Notice>,
  unknownAddress: {
    what: "Hyperliquid does not know this address.",
    next: "It has no trading history on Hyperliquid, so there is nothing to follow.",
  } satisfies Notice,
  neverTraded: {
    what: "This address has no trading history on Hyperliquid.",
    next: "You can follow it; the first trade will be copied.",
  } satisfies Notice,
  figuresFrom: (time: string) => `Figures are from ${time}.`,
  reconnecting: "Reconnecting to Pilotfish.",

  readProblem: {
    "bad-address": {
      what: "This is not a Hyperliquid address.",
      next: "An address is 0x followed by 40 hexadecimal digits.",
    },
    "unknown-address": {
      what: "Hyperliquid does not know this address.",
      next: "It has no trading history on Hyperliquid, so there is nothing to follow.",
    },
    unreadable: {
      what: "Hyperliquid's answer could not be read.",
      next: "Nothing is done on half-understood figures. Try again later.",
    },
    unreachable: {
      what: "Hyperliquid cannot be reached.",
      next: "Nothing was changed. Check your connection.",
    },
    "rate-limited": {
      what: "Hyperliquid asks us to wait.",
      next: "The figures come by themselves in a moment.",
    },
    refused: {
      what: "Hyperliquid refused to show this account.",
      next: "Nothing was changed. Try again later.",
    },
  } satisfies Record<ReadProblemKind, Notice>,

  refusal: {
    "not-allowed-from-here": {
      what: "This page may not do that.",
      next: "Nothing was changed. Open the panel to do it there.",
    },
    "not-understood": {
      what: "Pilotfish did not understand the card.",
      next: "Nothing was changed. Reload this page.",
    },
    "too-often": { what: "That was asked too often.", next: "Nothing was changed. Wait a minute." },
    "too-many-follows": {
      what: "You already follow 20 leaders.",
      next: "Nothing was changed. Stop one in the panel first.",
    },
    "already-followed": {
      what: "You already follow this leader.",
      next: "Open the panel to see the follow.",
    },
    "no-such-follow": { what: "This follow has ended.", next: "Open the panel to see what happened." },
    "not-possible-now": { what: "That is not possible now.", next: "Nothing was changed. Try again." },
    "leader-unreadable": {
      what: "This leader could not be read.",
      next: "The follow was not started. Try again later.",
    },
    "leader-unknown": {
      what: "Hyperliquid knows no account at this address.",
      next: "Nothing was started.",
    },
    halted: {
      what: "Pilotfish has stopped.",
      next: "Its journal cannot be read or written, so nothing was changed. Open the panel to see why.",
    },
    "account-stopped": {
      what: "The paper account is stopped.",
      next: "A row of its journal is damaged, so nothing was started. Open the panel to see more.",
    },
    "no-such-account": {
      what: "Pilotfish has no such account any more.",
      next: "Nothing was started. Open the panel to choose another.",
    },
    "real-money-not-agreed": {
      what: "Real money is followed from the panel only.",
      next: "Nothing was started. Open the panel.",
    },
    "settings-refused": {
      what: "These settings cannot work together.",
      next: "Nothing was started. Open the panel to choose others.",
    },
    "halt-not-kept": {
      what: "The halt could not be written down.",
      next: "Nothing can be sent while that is so. Open the panel to see why.",
    },
    "import-refused": { what: "This file cannot be imported.", next: "Nothing was changed." },
    "import-failed": { what: "The browser’s storage did not take the file.", next: "Nothing was changed." },
    "no-panel-here": {
      what: "The panel could not be opened from here.",
      next: "Click the Pilotfish icon in the toolbar.",
    },
    "no-answer": {
      what: "Pilotfish did not answer.",
      next: "It is not known whether this was done. Check it in the panel before you try again.",
    },
  } satisfies Record<CardRefusal, Notice>,
} as const;

export type { Notice };
