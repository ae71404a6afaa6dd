import type { FeedReason } from "../../../lib/model/leader.ts";
import type { ProblemKind } from "../../../lib/model/state.ts";
import type { Refusal } from "../../../lib/messages/protocol.ts";
import { formatAge } from "../../format/duration.ts";

/** What a problem is about: a short address, an instrument or nothing; and a figure. */
interface About {
  readonly about: string | null;
  readonly measured: number | null;
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
    body: "It is not sent again, and nothing new is opened in this instrument. It is looked up until it is settled; nothing to do for now.",
  }),
  "paper-liquidated": ({ about }) => ({
    title:
      about === null ? "The paper account was liquidated." : `Paper positions in ${about} were liquidated.`,
    body: "No real money is involved. Growth is skipped there until the leader is flat. Lower the leverage limit, or reset the paper account.",
  }),
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
  halted: "Pilotfish is halted. Nothing was changed. See the notice at the top.",
  "no-panel-here":
    "This browser could not open the side panel here. Nothing was changed. Open it from the browser’s menu.",
};
