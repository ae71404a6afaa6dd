import { count } from "./plural.ts";

const NUMBERS = ["None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];
const number = (n: number): string => NUMBERS[n] ?? String(n);

/** Accounts wherever they are named: real money beside paper, and never the two together. */
export const accounts = {
  open: "Open accounts",
  openFailed: "The accounts page could not be opened. Nothing was changed. Open it from the browser’s menu.",
  named: (venue: string, address: string) => `${venue} ${address}`,
  realAccount: "Real account",
  /** "One with real money, one on paper". */
  split: (real: number, paper: number) =>
    `${number(real)} with real money, ${number(paper).toLowerCase()} on paper`,
  onReal: "With real money.",
  mirroringOf: (n: number, all: number) => `Mirroring ${n} of ${count(all, "leader", "leaders")}`,
  lockedSince: (time: string, missed: number) =>
    `Real money is locked since ${time}${missed === 0 ? "" : `, ${count(missed, "trade", "trades")} not copied`}`,
  notCopying: "Real money copies nothing new",
};
