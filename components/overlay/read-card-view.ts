import type { CardView } from "../../lib/model/view.ts";

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === "string";
const number: Check = (value) => typeof value === "number" && Number.isFinite(value);
const flag: Check = (value) => typeof value === "boolean";
const figure: Check = (value) => typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value);
const oneOf =
  (...allowed: readonly string[]): Check =>
  (value) =>
    typeof value === "string" && allowed.includes(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
/** Fields that are not named here are normal and pass. */
const fields =
  (shape: Readonly<Record<string, Check>>): Check =>
  (value) =>
    typeof value === "object" &&
    value !== null &&
    Object.entries(shape).every(([key, check]) => check(Reflect.get(value, key)));

const position = fields({
  instrument: text,
  size: figure,
  notional: figure,
  unrealisedPnl: figure,
  liquidationPrice: orNull(figure),
});

const reading = fields({
  snapshot: fields({ equity: figure, positions: list(position) }),
  role: oneOf("account", "vault", "unknown"),
  name: orNull(text),
  lastTradeAt: orNull(number),
  notCopyable: list(
    fields({
      instrument: text,
      reason: oneOf("spot", "other-dex", "outcome-market", "not-a-trade", "unknown-instrument"),
    }),
  ),
  readAt: number,
});

const readProblem = fields({
  kind: oneOf("bad-address", "unknown-address", "unreadable", "unreachable", "rate-limited", "refused"),
});

const ofAnyFollow = {
  id: text,
  status: oneOf("starting", "mirroring", "paused", "leaving", "closing", "stopped"),
  pausedByAll: flag,
  accountReady: flag,
  feed: fields({
    state: oneOf("live", "slow", "lost", "idle"),
    reason: text,
    since: number,
    latencyMs: orNull(number),
    attempts: number,
  }),
};
const paperFollow = fields({
  ...ofAnyFollow,
  kind: oneOf("paper"),
  allocation: orNull(figure),
  equity: orNull(figure),
  netResult: orNull(figure),
  openPositions: number,
  notCopiedAtStart: number,
  limits: fields({ maxLeverage: number, maxPosition: figure, maxSlippageBps: number }),
});
const realFollow = fields({ ...ofAnyFollow, kind: oneOf("real") });
const follow: Check = (value) => paperFollow(value) || realFollow(value);

const view = fields({
  address: text,
  reading: orNull(reading),
  readProblem: orNull(readProblem),
  follow: orNull(follow),
  halted: orNull(oneOf("by-user", "journal")),
  defaultAllocation: figure,
});

/**
 * What the background told, if it has every field the card shows, else null. Checked by hand, without zod,
 * because this is injected into pages. The sender is our own worker; what this catches is a worker of another
 * version after an update.
 */
export function readCardView(raw: unknown): CardView | null {
  return view(raw) ? (raw as CardView) : null;
}
