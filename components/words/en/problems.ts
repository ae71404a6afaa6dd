import type { FeedReason } from "../../../lib/model/leader.ts";
import type { RefusalReason } from "../../../lib/model/refusal-reason.ts";
import type { ProblemKind } from "../../../lib/model/state.ts";
import type { Refusal } from "../../../lib/messages/protocol.ts";
import { formatAge } from "../../format/duration.ts";
import { formatLeverage } from "../../format/leverage.ts";
import { refusedBecause } from "./refused-setting.ts";

/** What a problem is about: a short address, an instrument or nothing; a figure; and its exact words. */
interface About {
  readonly about: string | null;
  readonly measured: number | null;
  readonly detail?: string | null;
  /** Why a venue refused; `detail` are its own words then, and stay behind the sentence. */
  readonly reason?: RefusalReason | null;
  /** Whether real money is in it. */
  readonly real?: boolean;
}

interface ProblemWords {
  /** What happened. */
  readonly title: string;
  /** What is safe, then what to do. */
  readonly body: string;
}

export const problems: Record<ProblemKind, (about: About) => ProblemWords> = {
  "journal-unwritable": () => ({
    title: "Pilotfish can’t write its journal.",
    body: "Nothing is sent, and positions stay as they are. Restart the browser, and check that its profile’s disk is writable.",
  }),
  "journal-unreadable": () => ({
    title: "Pilotfish can’t read its journal.",
    body: "Nothing is sent, and positions stay as they are. Restart the browser. If this stays, reinstall Pilotfish: its paper history is then lost.",
  }),
  "journal-full": () => ({
    title: "The browser’s storage is full.",
    body: "Nothing is sent, and positions stay as they are. Free some disk space, then press Try now.",
  }),
  "clock-off": ({ measured }) => ({
    title:
      measured === null
        ? "This computer’s clock is wrong."
        : `This computer’s clock is ${formatAge(Math.abs(measured))} off.`,
    body: "Nothing new is copied, because a trade’s age can’t be judged. Reductions go on. Set the clock to automatic.",
  }),
  "instruments-unavailable": () => ({
    title: "The list of instruments could not be loaded.",
    body: "Nothing new is copied until it is there. It is tried again by itself, or press Try now.",
  }),
  "paper-unavailable": () => ({
    title: "The paper account can’t work at the moment.",
    body: "Paper orders are not filled, and positions stay as they are. It is tried again by itself, or press Try now.",
  }),
  "order-unknown": ({ about }) => ({
    title:
      about === null
        ? "An order’s outcome is not known."
        : `The outcome of an order in ${about} is not known.`,
    body: "It is not sent again, and nothing new is opened in this instrument. It is looked up until it is settled. If that takes long and you know what became of it, settle it here.",
  }),
  "paper-liquidated": ({ about }) => ({
    title:
      about === null ? "The paper account was liquidated." : `Paper positions in ${about} were liquidated.`,
    body: "No real money is involved. Growth is skipped there until the leader is flat. Lower the leverage limit, or reset the paper account.",
  }),
  liquidated: ({ about }) => ({
    title: about === null ? "Positions were liquidated." : `Positions in ${about} were liquidated.`,
    body: "The exchange closed them with real money, because the margin did not do. Growth is skipped there until the leader is flat. Look at the account, and lower the leverage limit.",
  }),
  "venue-clock-off": ({ measured }) => ({
    title:
      measured === null
        ? "This computer’s clock and the exchange’s are apart."
        : `This computer’s clock and the exchange’s are ${formatAge(Math.abs(measured))} apart.`,
    body: "Nothing new is opened with real money there. Reductions go on, by the exchange’s clock. Set the clock to automatic.",
  }),
  "venue-slow": ({ measured }) => ({
    title:
      measured === null
        ? "The exchange answers slowly."
        : `The exchange took ${formatAge(measured)} to answer.`,
    body: "Nothing new is opened with real money there until it answers faster. Reductions go on. Check your connection.",
  }),
  "leverage-differs": ({ about, detail }) => ({
    title: `The leverage${about === null ? "" : ` of ${about}`} at the exchange is another one.`,
    body: `${said(detail)}It was set there by you, and is left as it is. Sizes follow your limits, not this figure; only the exchange’s margin and liquidation price depend on it. Close the position and change it there if you want the other.`,
  }),
  "leverage-refused": ({ about, detail, reason }) => ({
    title: `The exchange refused the leverage${about === null ? "" : ` of ${about}`}.`,
    body: `${because(reason, detail)}Nothing is opened there, and what is held stays. The next trade after a minute asks again; or choose another leverage or margin mode for the follow.`,
  }),
  "impossible-report": ({ about, detail }) => ({
    title: `The venue reported something that can’t be${about === null ? "." : `, in ${about}.`}`,
    body: `${said(detail)}Nothing is ordered in this instrument, and what is held stays. Compare it with the account, then unfreeze it.`,
  }),
  "other-installation": () => ({
    title: "Another Pilotfish trades this account.",
    body: "An order with Pilotfish’s mark is there that this installation never made. Nothing is sent here, and positions stay as they are. Stop the other one, then press It is gone.",
  }),
  "account-unreadable": () => ({
    title: "The account could not be read.",
    body: "Nothing is ordered until journal and account agree, not even reductions. It is read again every few seconds; check your connection.",
  }),
  "position-differs": ({ about }) => ({
    title:
      about === null
        ? "A position differed from what Pilotfish had booked."
        : `The position in ${about} differed from what Pilotfish had booked.`,
    body: "The difference counts as yours and is not touched. Follows go on with what is theirs. Check whether you, or another program, traded there.",
  }),
  "vault-locked": ({ about }) => ({
    title: `The vault is locked${about === null ? "." : `, and account ${about} waits for it.`}`,
    body: "No order can be signed, not even a reduction; stops that rest at the exchange stay there. Unlock the vault: what the leader sold meanwhile is sold first.",
  }),
  "key-restricted": ({ about }) => ({
    title: `The key of ${account(about)} may do more than trade, or the exchange doesn’t say what it may.`,
    body: "Nothing new is opened with it, and reductions go on. Look at Accounts for what was found, and connect an API wallet that can only trade.",
  }),
  "key-unusable": ({ about }) => ({
    title: `The exchange no longer takes the key of ${account(about)}.`,
    body: "Nothing is sent there, not even reductions; positions and resting stops stay as they are. Make a new API wallet at the exchange and connect it under Accounts, or close the positions at the exchange.",
  }),
  "key-expires": ({ about, measured }) => ({
    title: `The key of ${account(about)} expires ${inDays(measured)}.`,
    body: "Until then all goes on. After it nothing can be sent, not even reductions. Make a new API wallet at the exchange and connect it under Accounts.",
  }),
  "row-damaged": ({ detail }) => ({
    title: "A part of the journal is damaged.",
    body: `${said(detail)}Nothing is sent for the account that it belongs to, and its positions stay as they are. Export everything now, then reset the account or import an older export.`,
  }),
  "reduction-stuck": ({ about, measured, real }) => ({
    title: `A reduction${about === null ? "" : ` in ${about}`} ${measured === null ? "waits for a price" : "does not go through"}.`,
    body:
      measured === null
        ? `The venue has told no price for a minute, and without one nothing is ordered. The position stays open, and is reduced as soon as there is a price. ${ownWay(real, "Check your connection", "it")}`
        : `It was tried at ever worse prices up to the widest limit. The position stays open and is tried again. ${ownWay(real, "Look at the market", "it")}`,
  }),
  "rules-unjudged": ({ about, detail, real }) => ({
    title: `Guardrails${about === null ? "" : ` of ${about}`} can’t be judged.`,
    body: `The venue has told no price of ${priceless(detail)} for a minute. Positions stay as they are, and no guardrail that needs this price closes anything, whatever is lost, until it is there. It is asked for every few seconds. ${ownWay(real, "Check your connection", "positions")}`,
  }),
  "exit-rule": ({ about, detail }) => ({
    title: about === null ? "A guardrail was hit." : `A guardrail of ${about} was hit.`,
    body: `${said(detail)}It stays marked until you reset it. Look at what happened, then change the rule or reset it: all rules beside it then count anew, too.`,
  }),
  "stop-missing": ({ about, detail, reason }) => ({
    title: `No stop rests at the exchange${about === null ? "." : ` for ${about}.`}`,
    body: `${because(reason, detail)}Guardrails still hold while this browser runs, but nothing protects the position while it is closed. It is tried again by itself. Keep the browser open, or place a stop at the exchange yourself.`,
  }),
  "stop-without-price": ({ about }) => ({
    title: `No stop can rest at the exchange${about === null ? "." : ` for ${about}.`}`,
    body: "No follow has a stop-loss there, and nobody knows where else to put one: the exchange has not shown the position yet, or its price is past the place. Nothing protects it while this browser is closed. It is tried again by itself; set a stop-loss if you want one now.",
  }),
  "stop-fired": ({ about }) => ({
    title: `The stop${about === null ? "" : ` in ${about}`} fired at the exchange.`,
    body: "The position that it protected is sold, and what may be left of it is being sold. Growth is skipped there until the leader is flat.",
  }),
  "leader-liquidated": leaderSign(
    "was liquidated",
    "His position was closed by the exchange. Your copy is reduced with it.",
  ),
  "leader-topped-up": leaderSign(
    "moved money in while losing",
    "That keeps a losing position open for longer. Sizes follow his equity as always.",
  ),
  "leader-averaging-down": leaderSign(
    "adds to a losing position",
    "Your copy grows with it, within your limits.",
  ),
  "leader-leverage-high": ({ about, measured }) => ({
    title: `${leader(about)} uses more leverage than usual.`,
    body: `${measured === null ? "" : `It is ${formatLeverage(measured)} now. `}Your own leverage limit holds. Look at his positions, and pause this follow if you don’t want to go along.`,
  }),
  "leader-positions-hidden": leaderSign(
    "no longer shows positions that were there",
    "They are taken as closed, and what was copied of them is reduced.",
  ),
  "leader-money-out": leaderSign(
    "moved money out",
    "Positions stay. The next sizes are worked out from the equity that is left.",
  ),
  "leader-equity-fell": ({ about, measured }) => ({
    title: `${leader(about)} lost equity without a reason that Pilotfish can see.`,
    body: `${measured === null ? "" : `It fell by ${Math.round(measured)}%. `}Growth is held, reductions go on. Look at his account, then let growth go on or stop this follow.`,
  }),
};

const said = (detail: string | null | undefined): string =>
  detail === null || detail === undefined || detail === "" ? "" : `${detail.replace(/[.\s]*$/, "")}. `;

/** Why, in one plain sentence; words that are plain themselves, or of which nothing is known, are said as they are. */
const because = (reason: RefusalReason | null | undefined, detail: string | null | undefined): string =>
  reason === null || reason === undefined ? said(detail) : `${refusedBecause(reason)} `;

/** What the user can do himself: on paper there is no exchange to close anything at. */
const ownWay = (real: boolean | undefined, first: string, what: string): string =>
  real === true
    ? `${first}, and close ${what} at the exchange if you must.`
    : `${first}. It is on paper: no real money is involved.`;

const priceless = (detail: string | null | undefined): string =>
  detail === null || detail === undefined || detail === "" ? "something that is held" : detail;

const account = (about: string | null): string => (about === null ? "an account" : `account ${about}`);

function inDays(days: number | null): string {
  if (days === null) return "soon";
  if (days < 1) return "within a day";
  return days === 1 ? "in a day" : `in ${days} days`;
}

const leader = (about: string | null): string => (about === null ? "A leader" : `Leader ${about}`);

/** A sign of trouble: what he did, and what is safe; what to do is always the same. */
function leaderSign(did: string, safe: string): (about: About) => ProblemWords {
  return ({ about, detail }) => ({
    title: `${leader(about)} ${did}.`,
    body: `${said(detail)}${safe} Pause or stop this follow if you don’t want to go along.`,
  });
}

/** What can be done about a problem. */
export const problemActs = {
  dismiss: "Dismiss",
  dismissing: "Dismissing…",
  unfreeze: "Unfreeze",
  unfreezing: "Unfreezing…",
  gone: "It is gone",
  clearing: "Clearing…",
  release: "Let growth go on",
  releasing: "Releasing…",
  settle: "Settle it",
  settleDialog: {
    title: (instrument: string) => `What became of the ${instrument} order?`,
    body: (
      kind: "paper" | "real",
      side: "buy" | "sell",
      size: string,
      instrument: string,
      price: string,
      id: string,
    ) =>
      `The ${kind === "paper" ? "paper order" : "order with real money"} to ${side} ${size} ${instrument} at ${price} or better, with the id ${id}, got no readable answer. What you say here is booked and can’t be undone. Leave it open if you don’t know: it is looked up further.`,
    choose: "What became of it",
    chooseError: "Choose what became of it.",
    never: "It never happened",
    neverBody: "Nothing of it was filled.",
    filled: "It was filled",
    filledBody: "In full or in part.",
    size: "Size filled",
    price: "Average price",
    sizeError: (most: string) => `Enter the coins filled, above 0 and up to ${most}.`,
    priceError: "Enter a price in dollars above 0.",
    confirm: "Settle",
    settling: "Settling…",
  },
};

/** Why a feed is in its state. */
export const feedReasons: Record<FeedReason, string> = {
  connected: "Connected to Hyperliquid.",
  connecting: "Connecting to Hyperliquid.",
  "late-answers": "Hyperliquid answers late.",
  "socket-closed": "The connection was closed.",
  silent: "Hyperliquid has gone silent.",
  refused: "Hyperliquid refused the connection.",
  "rate-limited": "Hyperliquid asked for fewer requests.",
  unreadable: "Hyperliquid sent something that can’t be read.",
  offline: "This computer is offline.",
  "no-recent-trades": "The leader holds nothing and has not traded for a day.",
};

/** Why a message was not carried out: what happened, what is safe, what to do. */
export const refusals: Record<Refusal, string> = {
  "not-allowed-from-here": "This page may not do that. Nothing was changed. Use Pilotfish’s side panel.",
  "not-understood": "Pilotfish did not understand this. Nothing was changed. Reload this page and try again.",
  "too-often": "That came too often. Nothing was changed. Wait a minute and try again.",
  "too-many-follows":
    "You follow as many leaders as Pilotfish allows. Nothing was changed. Stop and remove one first.",
  "already-followed": "You follow this leader already. Nothing was changed. Edit that follow instead.",
  "no-such-follow": "This follow no longer exists. Nothing was changed. Reload this page.",
  "not-possible-now":
    "That is not possible in the follow’s present state. Nothing was changed. Try again in a moment.",
  "leader-unreadable":
    "This leader could not be read from Hyperliquid. Nothing was changed. Try again in a moment.",
  "leader-unknown":
    "Hyperliquid knows no account at this address. Nothing was started. Check the address and try again.",
  "account-stopped":
    "The account is stopped, because a row of its journal is damaged. Nothing was started. Export the journal from the menu.",
  "no-such-account": "Pilotfish has no such account any more. Nothing was changed. Reload this page.",
  "real-money-not-agreed":
    "Nothing was started or changed: the amount or the settings are not those that you agreed to. Read the statement and tick it again.",
  halted: "Pilotfish is halted. Nothing was changed. See the notice at the top.",
  "no-panel-here":
    "This browser could not open the side panel here. Nothing was changed. Open it from the browser’s menu.",
  "settings-refused":
    "These settings can’t work as things stand. Nothing was changed. Correct them and save again.",
  "import-refused": "This file can’t be imported. Nothing was changed.",
  "import-failed":
    "The file is sound, but the browser’s storage did not take it. Nothing was changed. Free some disk space or restart the browser, then import it again.",
  "halt-not-kept":
    "The halt could not be written down, so it may not outlast a restart. While the journal can’t be written nothing is sent. Free some disk space and press Halt again.",
};
