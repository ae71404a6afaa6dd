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
  resumeHint: "Resumes paper. Missed trades stay missed.",
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
    body: (follows: number, positions: number, worth: string) =>
      `Stops ${count(follows, "follow", "follows")} and closes ${count(positions, "paper position", "paper positions")}, worth about ${worth}, at the prices of now. Nothing more is copied. No real money is involved. This can’t be undone.`,
    lifts: "It also lifts the halt, because closing sends orders.",
    confirm: "Close everything",
    closing: "Closing…",
    cancel: "Don’t close",
  },
};
