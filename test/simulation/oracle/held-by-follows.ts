import type { DecimalString } from "../../../lib/model/decimal.ts";
import type { FollowStatus } from "../../../lib/model/follow.ts";
import type { VenueReport } from "../../../lib/model/order.ts";
import type { FillRow } from "../../../lib/model/state.ts";
import type { Chapter } from "./facts.ts";
import { exact } from "./numbers.ts";
import { type Purse, coins, trade } from "./purse.ts";

/** What a follow holds in an instrument by its fills, and what that came to. */
export interface Holding {
  readonly instrument: string;
  readonly purse: Purse;
  /** Signed coins, and their average entry price. */
  size: number;
  entry: number;
  /** Realised less fees, USD. */
  closed: number;
  /** Least and most that funding may have given, USD: nobody tells who held how much in that hour. */
  fundedLeast: number;
  fundedMost: number;
  /** On which side of 0 the journal has the target; what has none is being sold. */
  side: number;
  /** Entry prices within the newest chapter that booked a fill, the one before it included. */
  entries: number[];
}

export interface KnownFollow {
  readonly id: string;
  leaderId: string;
  status: FollowStatus;
  begun: boolean;
  readonly holdings: Map<string, Holding>;
}

/** The follows of the account and what they hold, as far as it is durable. */
export class HeldByFollows {
  readonly follows = new Map<string, KnownFollow>();
  readonly #funded = new Set<string>();

  /** The follows and targets that a chapter wrote; its fills come one by one. */
  take({ change }: Chapter): void {
    for (const { id, leaderId, status, baselineAt } of change.follows.put) {
      const known = this.follows.get(id) ?? { id, leaderId, status, begun: false, holdings: new Map() };
      this.follows.set(id, Object.assign(known, { leaderId, status, begun: baselineAt !== null }));
    }
    for (const { followId, instrument, target } of change.books.put) {
      const holding = this.#holding(followId, instrument);
      if (holding !== null) holding.side = signOf(target);
    }
    if (change.fills.length === 0) return;
    for (const { holdings } of this.follows.values())
      for (const one of holdings.values()) one.entries = one.size === 0 ? [] : [one.entry];
  }

  fill({ fill, shares }: FillRow): void {
    for (const share of shares) {
      const holding = this.#holding(share.followId, fill.instrument);
      if (holding === null) continue;
      const { purse } = holding;
      holding.closed += trade(purse, exact(share.size), Number(fill.price)) - Number(share.fee);
      [holding.size, holding.entry] = [coins(purse.size), purse.entry];
      if (holding.size !== 0) holding.entries.push(holding.entry);
    }
  }

  fund(report: Extract<VenueReport, { kind: "funding" }>): void {
    for (const { instrument, hour, amount } of report.payments) {
      if (this.#funded.has(`${instrument}|${hour}`)) continue;
      this.#funded.add(`${instrument}|${hour}`);
      for (const { holdings } of this.follows.values()) {
        const holding = holdings.get(instrument);
        if (holding === undefined) continue;
        holding.fundedLeast += Math.min(0, Number(amount));
        holding.fundedMost += Math.max(0, Number(amount));
      }
    }
  }

  /** A follow; of an account (null) all of them. */
  of(followId: string | null): readonly KnownFollow[] {
    if (followId === null) return [...this.follows.values()];
    const follow = this.follows.get(followId);
    return follow === undefined ? [] : [follow];
  }

  /** Those of them that a rule would close; null while it is not judged. */
  judgedOf(followId: string | null): readonly KnownFollow[] | null {
    const all = this.of(followId);
    if (followId !== null) return all.some(isJudged) ? all : null;
    return all.length === 0 ? null : all.filter(({ status }) => status !== "closing" && status !== "stopped");
  }

  #holding(followId: string, instrument: string): Holding | null {
    const holdings = this.follows.get(followId)?.holdings;
    if (holdings === undefined) return null;
    const known = holdings.get(instrument);
    if (known !== undefined) return known;
    const nothing = { size: 0, entry: 0, closed: 0, fundedLeast: 0, fundedMost: 0, side: 0 };
    const holding: Holding = { ...nothing, instrument, purse: { size: 0n, entry: 0 }, entries: [] };
    holdings.set(instrument, holding);
    return holding;
  }
}

/** What is closing has nothing left to lose, what was stopped is the user's, and what has not begun holds nothing. */
export function isJudged({ begun, status }: KnownFollow): boolean {
  return begun && (status === "mirroring" || status === "paused" || status === "leaving");
}

function signOf(size: DecimalString): number {
  return size === "0" ? 0 : size.startsWith("-") ? -1 : 1;
}
