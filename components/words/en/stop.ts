/** The stop that rests at the exchange. */
export const stop = {
  labels: { real: "Stop at exchange", paper: "Stop, simulated" },
  resting: (since: string) => `Resting since ${since}.`,
  restingSeen: (since: string, age: string) => `Resting since ${since}, seen ${age} ago.`,
  placing: "Being placed: it does not protect yet.",
  unknown: "It got no readable answer: nobody knows yet whether it rests. It is looked up.",
  cancelling: "Being removed.",
  disaster: "It stands between entry and liquidation, because no follow has a nearer one.",
  missing: "No stop rests at the exchange.",
  missingBody: "Guardrails hold only while this browser runs.",
  lockedBody: "While the vault is locked none can be placed.",
};
