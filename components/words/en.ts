import { decimal } from "../../lib/model/decimal.ts";
import { PAPER_LATENCY_MS, PAPER_TAKER_FEE_RATE } from "../../lib/model/paper-assumptions.ts";
import { accounts } from "./en/accounts.ts";
import { activity } from "./en/activity.ts";
import { control } from "./en/control.ts";
import { follows } from "./en/follows.ts";
import { form } from "./en/form.ts";
import { guards } from "./en/guards.ts";
import { menu } from "./en/menu.ts";
import { keyFindings } from "./en/key-findings.ts";
import { access, options, venues } from "./en/options.ts";
import { count } from "./en/plural.ts";
import { feedReasons, problemActs, problems, refusals } from "./en/problems.ts";
import { vault, vaultRefusals } from "./en/vault.ts";
import { stop } from "./en/stop.ts";
import { real } from "./en/real.ts";
import { decided, forgone, forgoneShort } from "./en/skipped.ts";

/** All of the interface's English. Another language is another object of this type. */
export const en = {
  name: "Pilotfish",
  months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  badge: { paper: "Paper", real: "Real", realMoney: "Real money" },
  noAnswer: "Pilotfish did not answer. It may have been done all the same: look before you try again.",
  readFailed: {
    title: "Pilotfish’s journal can’t be read here.",
    body: "Nothing was changed, and no figures are shown. Close and open this page again.",
  },
  asleep: {
    title: "Pilotfish’s background does not answer.",
    body: "Figures may be old and nothing new is copied until it answers. Restart the browser if this stays.",
  },
  loading: "Loading",
  stale: (time: string) => `Figures are from ${time}`,
  assumptions: `Paper fills assume ${PAPER_LATENCY_MS} ms latency and the ${decimal(PAPER_TAKER_FEE_RATE).times(100).toFixed()}% taker fee.`,
  feed: {
    label: "Leader feed",
    live: "Live",
    slow: "Slow",
    lost: "Lost",
    idle: "Idle",
    connecting: "Connecting",
    none: "No feed",
    withFigure: (state: string, figure: string) => `${state} · ${figure}`,
    lostTitle: (age: string) => `Leader feed lost ${age} ago`,
    lostBody: (reason: string, attempts: number) =>
      `${reason} ${attempts > 0 ? `Reconnecting, attempt ${attempts}.` : "Reconnecting."} Nothing new is copied until it is back.`,
    tryNow: "Try now",
    trying: "Trying…",
    check: "Check Hyperliquid",
    reasons: feedReasons,
  },
  control,
  guards,
  menu,
  state: {
    mirroring: (n: number) => `Mirroring ${count(n, "leader", "leaders")}`,
    onPaper: "On paper. No orders are sent.",
    paused: "Paused",
    pausedSince: (time: string) => `Nothing new is copied since ${time}`,
    pausedEach: "Nothing new is copied",
    empty: "Not following anyone",
    emptyBody: "Nothing is copied.",
    waiting: (n: number) => `${count(n, "leader", "leaders")} waiting`,
    waitingBody: "Nothing new is copied until their feed is there.",
    halted: "Halted",
    haltedBody: "Nothing is sent. Positions stay as they are.",
    haltedSince: (time: string) =>
      `Since ${time} nothing is sent, not even reductions. Positions stay as they are.`,
  },
  popup: {
    openPanel: "Open the side panel",
    panelFailed: "The side panel could not be opened. Nothing was changed. Open it from the browser’s menu.",
    netToday: (fraction: string) => `net today, ${fraction}`,
    mirrored: "Mirrored",
    openPositions: "Open positions",
    howTo: "How to follow a leader",
    howToBody:
      "Open a leader’s page on Hyperliquid’s explorer, Hypurrscan, HyperDash or Copin, and press Follow on paper on the card there. Or enter an address here.",
  },
  positions: {
    tab: "Positions",
    account: "Paper account",
    today: "today",
    allocated: "Allocated",
    exposure: "Exposure",
    equity: "Equity",
    usedOf: (used: string, limit: string) => `${used} of ${limit}`,
    empty: "No open positions.",
    emptyBody: "When a leader opens a position, your copy of it appears here.",
    long: "Long",
    short: "Short",
    flat: "Flat",
    from: "from",
    heldVsTarget: "Size vs target",
    leaders: "Leader’s",
    copyableOf: (baseline: string) => `${baseline} from before`,
    entries: "Entry, yours vs leader’s",
    versus: (mine: string, theirs: string) => `${mine} vs ${theirs}`,
    slippage: "Slippage",
    liquidations: { paper: "Liquidation, est.", real: "Liquidation" },
    away: (share: string) => `${share} away`,
    noLiquidation: { paper: "none", real: "not told" },
    stop,
    feesAndFunding: "Fees + funding",
    ordering: "An order is under way.",
    menu: (instrument: string) => `More for ${instrument}`,
    close: "Close now",
    closeDialog: {
      title: (instrument: string) => `Close ${instrument} now?`,
      sells: (size: string, instrument: string, worth: string) =>
        `Sells ${size} ${instrument}, about ${worth}`,
      buysBack: (size: string, instrument: string, worth: string) =>
        `Buys back ${size} ${instrument}, about ${worth}`,
      whole: (what: string, kind: "paper" | "real") =>
        kind === "paper"
          ? `${what} of paper, at the price of now.`
          : `${what} of real money, at the price of now.`,
      stopGoes: { paper: "Its simulated stop is cancelled.", real: "The stop at the exchange is cancelled." },
      stopShrinks: {
        paper: "Its simulated stop is made smaller: other follows hold the rest.",
        real: "The stop at the exchange is made smaller: other follows hold the rest.",
      },
      locked: "The vault is locked: it is closed first thing once you unlock it.",
      later: "What the leader adds later is copied again.",
      confirm: "Close now",
      closing: "Closing…",
      cancel: "Don’t close",
    },
    impossible: (said: string) =>
      `Frozen: ${said} Nothing is ordered here until it is explained or unfrozen.`,
    frozen: "Frozen: the outcome of an order is not known yet. Nothing new is opened here until it is.",
    waiting: (size: string, instrument: string) => `Waiting: ${size} ${instrument} approved, not filled yet.`,
    reducing: (size: string, instrument: string) => `Reducing: ${size} ${instrument} still to go.`,
    forgone: (size: string, instrument: string, reason: string) =>
      `Not copied: ${size} ${instrument}, ${reason}.`,
    reset: "Reset paper account",
    resetting: "Resetting…",
    resetDialog: {
      title: "Reset the paper account?",
      body: (balance: string) =>
        `Ends all paper follows, forgets all paper positions and results, and starts again with ${balance}. No real money is involved. This can’t be undone.`,
      confirm: "Reset",
    },
  },
  activity,
  follows,
  form,
  problems,
  problemActs,
  refusals,
  access,
  accounts,
  real,
  venues,
  vault,
  vaultRefusals,
  keyFindings,
  options,
  forgone,
  forgoneShort,
  decided,
};

export type Words = typeof en;
