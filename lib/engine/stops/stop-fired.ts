import { decimal, decimalString } from "../../model/decimal.ts";
import type { FollowBook } from "../../model/follow.ts";
import type { AccountId, ClientOrderId, InstrumentId } from "../../model/identity.ts";
import type { Side } from "../../model/leader.ts";
import type { RecentStop } from "../../model/state.ts";
import type { StopBasis } from "../../model/stop.ts";
import { clientOrderId } from "../client-order-id.ts";
import { ownDecision } from "../decisions.ts";
import { pairKey } from "../engine-state.ts";
import { type Latch, forgo, latch } from "../follow-book.ts";
import type { Work } from "../work.ts";
import { mirroredBooks } from "./mirrored.ts";

/** Why what a stop sold is held no longer. */
export function firedReason(basis: StopBasis): "stop-loss" | "disaster-stop" {
  return basis === "position-stop" ? "stop-loss" : "disaster-stop";
}

/** The stop of ours that an id belongs to, also one that has ended; null where the id is none of a stop. */
export function stopOfId(
  work: Work,
  accountId: AccountId,
  instrument: InstrumentId,
  id: ClientOrderId,
): RecentStop | null {
  const recent = work.accountBooks.get(pairKey(accountId, instrument))?.recentStops ?? [];
  const { installationId } = work.meta;
  return (
    recent.find(({ sequence }) => clientOrderId(installationId, accountId, instrument, sequence) === id) ??
    null
  );
}

/**
 * A stop fired: all that its follows still want on that side is forgone, once for each stop, and growth with it until
 * the leader has been flat. What the stop itself did not sell is then sold as any other reduction. A follow that is
 * turning to the other side is left alone: what it wants now was never protected by this stop.
 */
export function giveUpProtected(
  work: Work,
  accountId: AccountId,
  instrument: InstrumentId,
  sequence: number,
  side: Side,
): void {
  const key = pairKey(accountId, instrument);
  const account = work.accountBooks.get(key);
  const recent = account?.recentStops.find((one) => one.sequence === sequence);
  if (account === undefined || recent === undefined || recent.fired) return;
  work.accountBooks.put(key, {
    ...account,
    recentStops: account.recentStops.map((one) => (one === recent ? { ...one, fired: true } : one)),
  });
  const reason = firedReason(recent.basis);
  for (const book of mirroredBooks(work, accountId, instrument)) {
    if (isProtected(book, side)) giveUp(work, book, reason);
  }
  tellFired(work, accountId, instrument, sequence);
}

function isProtected({ held, target }: FollowBook, side: Side): boolean {
  const long = side === "sell";
  const onSide = held !== "0" && decimal(held).isPositive() === long;
  return onSide && (target === "0" || decimal(target).isPositive() === long);
}

function giveUp(work: Work, book: FollowBook, reason: Latch): void {
  const follow = work.follows.get(book.followId);
  if (follow === undefined) return;
  const target = decimal(book.target);
  const given = { ...forgo(book, target, reason), notBefore: 0 };
  work.putBook(latch(given, decimal(book.held), reason));
  if (target.isZero()) return;
  work.decisions.push({
    ...ownDecision(work, follow, book.instrument),
    outcome: "forgone",
    targetChange: decimalString(target.abs().negated()),
    forgone: [{ reason, size: book.target }],
  });
}

function tellFired(work: Work, accountId: AccountId, instrument: InstrumentId, sequence: number): void {
  const id = `stop-fired:${pairKey(accountId, instrument)}|${sequence}`;
  work.problems.put(id, {
    id,
    kind: "stop-fired",
    about: instrument,
    detail: null,
    measured: null,
    since: work.at,
    dismissible: true,
  });
}
