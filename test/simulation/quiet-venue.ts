import type { Venue } from "../../lib/model/order.ts";

const never = (): Promise<never> => Promise.reject(new Error("Nothing is traded on paper here."));

/** The paper account's venue where all is traded with real money. */
export const QUIET_VENUE: Venue = {
  submit: never,
  lookup: never,
  readAccount: never,
  reset: never,
  start: () => Promise.resolve(),
  tick: () => Promise.resolve(),
  onMarks: () => Promise.resolve(),
  acknowledge: () => Promise.resolve(),
  onReport: () => () => undefined,
  close: () => undefined,
};
