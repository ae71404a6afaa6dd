import { count } from "./plural.ts";

/** Pause, halt and close: three different things, and each says what happens to the money. */
export const control = {
  pause: "Pause",
  pausing: "Pausing…",
  resume: "Resume",
  resuming: "Resuming…",
  pauseAll: "Pause all",
  resumeAll: "Resume all",
  pauseHint: "Stops new copies. Reductions still go through.",
  resumeHints: {
    paper: "Resumes paper. Missed trades stay missed.",
    real: "Real orders are sent again. Missed trades stay missed.",
  },
  pauseOne: (address: string) => `Pause ${address}`,
  resumeOne: (address: string) => `Resume ${address}`,
  cancel: "Cancel",
  halt: "Halt",
  halting: "Halting…",
  haltHint: "Halt: nothing is sent, not even reductions.",
  liftHalt: "Lift halt",
  lifting: "Lifting…",
  liftHint: "Reductions go through again at once. Growth missed meanwhile stays missed.",
  closeAll: "Close everything now",
  closeAllDialog: {
    title: "Close everything now?",
    body: (follows: number, what: string) =>
      `Stops ${count(follows, "follow", "follows")} and closes ${what}, at the prices of now. Nothing more is copied.`,
    paper: (positions: number, worth: string) =>
      `${count(positions, "paper position", "paper positions")}, worth about ${worth}`,
    real: (positions: number, worth: string) =>
      `${count(positions, "position", "positions")} with real money, worth about ${worth}`,
    both: (real: string, paper: string) => `${real}, and ${paper}`,
    noReal: "No real money is involved.",
    orders: "Real orders are sent. Their stops at the exchange are cancelled.",
    locked: "What is locked is closed only after you unlock the vault.",
    final: "This can’t be undone.",
    lifts: "It also lifts the halt, because closing sends orders.",
    confirm: "Close everything",
    closing: "Closing…",
    cancel: "Don’t close",
  },
};
