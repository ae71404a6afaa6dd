import { rejected } from "./refused.ts";

export const activity = {
  tab: "Activity",
  buy: "buy",
  sell: "sell",
  trade: "trade",
  positionClosed: "position closed",
  ofSize: (done: string, wanted: string) => `${done} of ${wanted}`,
  filters: "Filter",
  all: "All",
  copied: (n: number) => `Copied ${n}`,
  skipped: (n: number) => `Skipped ${n}`,
  today: (seen: number, copied: number, skipped: number, more: boolean) =>
    more
      ? `Today, of the newest ${seen} leader trades: ${copied} copied, ${skipped} skipped`
      : `Today: ${seen} leader trades seen, ${copied} copied, ${skipped} skipped`,
  empty: "No leader trades yet.",
  emptyBody: "Each trade of a leader appears here, with what was copied or why it was not.",
  emptyFilter: "Nothing here matches this filter.",
  copiedIn: (delay: string, price: string, slippage: string) =>
    `Copied in ${delay} at ${price}, ${slippage}.`,
  copiedAt: (price: string) => `Copied at ${price}.`,
  closedAt: (delay: string, price: string, fee: string) =>
    `Copied in ${delay} at ${price}. Net of ${fee} fees.`,
  ownFill: (price: string, fee: string) =>
    `Filled at ${price}. Fee ${fee}. No trade of the leader is behind it.`,
  earlierFill: (price: string, fee: string) =>
    `Filled at ${price}. Fee ${fee}. An earlier trade of the leader had waited for it.`,
  ownNothing: "Nothing was ordered.",
  skippedBecause: (reason: string) => `Skipped: ${reason}`,
  partlyBecause: (reason: string) => `Partly copied: ${reason}`,
  waitingBecause: (reason: string) => `Waiting: ${reason}`,
  waiting: "Waiting for an order.",
  waited: (delay: string, reason: string | null) =>
    reason === null ? `Copied after ${delay}.` : `Copied after ${delay}. It had waited: ${reason}`,
  nothingBecause: (reason: string) => `Nothing to copy: ${reason}`,
  nothing: "Nothing to copy: none of what the leader closed was copied.",
  late: "Learnt late, from a fresh look at the leader’s positions.",
  partlyFilled: (rest: string, instrument: string) =>
    `Partly copied: ${rest} ${instrument} could not be filled within your price limit.`,
  sent: "Order sent. The result is not here yet.",
  notOrdered: "Approved. No order has left yet.",
  unknown:
    "No readable answer came after sending. It is looked up, not sent again, and nothing new is opened here until it is settled.",
  unfilled: "Not filled: no offer was left within your price limit. Nothing was traded.",
  rejected,
  notSent: "Not sent: the order could not leave. Nothing was traded; it is judged again by itself.",
  absent: "The order never reached the venue. Nothing was traded.",
  details: (title: string) => `Details of ${title}`,
  timeline: {
    label: "Timeline",
    seen: "Leader’s fill seen",
    noticed: "Change noticed",
    commanded: "Order decided",
    sent: "Order sent",
    filled: (size: string, price: string) => `${size} at ${price}`,
    filledLabel: "Filled",
    after: (latency: string) => `+${latency}`,
    leader: (verb: "bought" | "sold", size: string, instrument: string, price: string) =>
      `The leader ${verb} ${size} ${instrument} at ${price}.`,
    delay: (total: string, feed: string) => `${total} from their fill to yours, ${feed} of it feed delay.`,
    fee: (fee: string) => `Fee ${fee}.`,
    venueWords: (said: string) => `The venue’s own words: “${said}”`,
    notSentWords: (said: string) => `Why it did not leave: “${said}”`,
    forgone: (size: string, instrument: string, reason: string) =>
      `${size} ${instrument} not copied: ${reason}.`,
  },
};
