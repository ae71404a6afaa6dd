import { decimalString } from "../model/decimal.ts";
import { type AccountId, PAPER_ACCOUNT } from "../model/identity.ts";
import { askForAccount, forgetReading } from "./account-readings.ts";
import type { Effect } from "./engine-event.ts";
import { forgetFollow } from "./forget-follow.ts";
import { clearFrozen } from "./frozen.ts";
import { forgetAccountGuard } from "./guards.ts";
import { dropOrder } from "./order-reports.ts";
import { moveStop } from "./stops/move-stop.ts";
import type { Work } from "./work.ts";

export const RESET_PAPER: Effect = { kind: "reset-venue", accountId: PAPER_ACCOUNT };

/** Problems about one position each. */
const OF_POSITIONS = ["position-differs", "stop-missing", "stop-without-price", "stop-fired"] as const;

/** Ends all paper follows and forgets the paper positions. The venue drops the orders that are under way. */
export function resetPaper(work: Work): void {
  if (work.damaged.has(PAPER_ACCOUNT)) return;
  for (const row of work.intents.view.values()) {
    if (row.intent.accountId === PAPER_ACCOUNT) dropOrder(work, row);
  }
  for (const [id, { stop }] of work.stops.view) {
    if (stop.accountId === PAPER_ACCOUNT) moveStop(work, id, "dropped");
  }
  for (const follow of work.follows.view.values()) {
    if (follow.accountId === PAPER_ACCOUNT) forgetFollow(work, follow);
  }
  clearAccount(work, PAPER_ACCOUNT);
  work.meta = { ...work.meta, paperSince: work.at, paperResetPending: true };
  work.effects.push(RESET_PAPER);
}

/** The ledger has forgotten too. What it told before that (a liquidation under way) is forgotten with the rest. */
export function finishReset(work: Work): void {
  clearAccount(work, PAPER_ACCOUNT);
  work.meta = { ...work.meta, paperResetPending: false };
  askForAccount(work, PAPER_ACCOUNT);
}

function clearAccount(work: Work, accountId: AccountId): void {
  for (const [key, book] of work.accountBooks.view) {
    if (book.accountId !== accountId) continue;
    work.accountBooks.put(key, { ...book, net: decimalString(0), heldBack: [] });
    clearFrozen(work, accountId, book.instrument);
  }
  for (const kind of ["paper-liquidated", "account-unreadable", "other-installation"]) {
    work.problems.remove(`${kind}:${accountId}`);
  }
  for (const [id, problem] of work.problems.view) {
    const ofPosition = OF_POSITIONS.some((kind) => kind === problem.kind);
    if (ofPosition && id.startsWith(`${problem.kind}:${accountId}|`)) work.problems.remove(id);
  }
  // What is told of them now is told of another account.
  work.ended = new Map([...work.ended].filter(([, ended]) => ended.accountId !== accountId));
  const account = work.accounts.get(accountId);
  if (account === undefined) return;
  work.accounts.put(accountId, {
    ...account,
    equity: null,
    equityAt: null,
    liquidationPrices: {},
    withoutLiquidationPrice: {},
    disagreedSince: null,
    foreignOrder: null,
    recentOpenings: [],
  });
  forgetAccountGuard(work, accountId);
  forgetReading(work, accountId);
}
