import { pairKey } from "../../../lib/engine/engine-state.ts";
import type { Step } from "../../../lib/engine/step.ts";
import { type Decimal, decimal, decimalString, floorToLot } from "../../../lib/model/decimal.ts";
import type { Intent } from "../../../lib/model/order.ts";
import { changeOrders, neverWithdrawing } from "./afterwards.ts";
import { severalFollows } from "./occasions.ts";
import { type Mistake, type PlantedBug, stepBug } from "./planted-bug.ts";

/** Every order that is made is made otherwise. */
function orders(change: (intent: Intent, step: Step) => Intent | null): Mistake {
  return neverWithdrawing((step, state, event) => changeOrders(step(state, event), change));
}

const netOf = ({ work }: Step, { accountId, instrument }: Intent): Decimal =>
  decimal(work.accountBooks.get(pairKey(accountId, instrument))?.net ?? 0);

/** An order of such coins for its first share, and the rest of its shares as they are. */
function larger(intent: Intent, coins: Decimal, reduceOnly: boolean): Intent | null {
  const [first, ...more] = intent.shares;
  if (first === undefined || coins.lte(0)) return null;
  const added = intent.side === "buy" ? coins : coins.negated();
  const share = { ...first, size: decimalString(added.plus(first.size)) };
  return { ...intent, size: decimalString(coins.plus(intent.size)), reduceOnly, shares: [share, ...more] };
}

/** A sale takes all that the account holds, also what the user or another follow holds. */
const sellsTheNet = orders((intent, step) => {
  if (!intent.reduceOnly) return null;
  return larger(intent, netOf(step, intent).abs().minus(intent.size), true);
});

/** From one side to the other at once. */
const flipInOne = orders((intent, step) => {
  const [share, ...more] = intent.shares;
  const book = share && step.work.book(share.followId, intent.instrument);
  const lot = step.work.instruments.get(intent.instrument)?.lotSize;
  if (share === undefined || book === undefined || lot === undefined || more.length > 0) return null;
  const target = floorToLot(decimal(book.target), decimal(lot));
  const closes = decimal(book.held).plus(share.size).isZero();
  return closes && target.times(book.held).lt(0) ? larger(intent, target.abs(), false) : null;
});

/** What several follows want goes out whole, also where it takes the account across 0. */
const notSplitAtZero = orders((intent, step) => {
  const net = netOf(step, intent);
  if (!intent.reduceOnly || !net.abs().eq(intent.size)) return null;
  const lot = decimal(step.work.instruments.get(intent.instrument)?.lotSize ?? 1);
  const shares = intent.shares.map((share) => {
    const book = step.work.book(share.followId, intent.instrument);
    if (book === undefined) return share;
    const target = floorToLot(decimal(book.target), lot);
    const closes = target.times(book.held).lt(0);
    const size = (closes ? decimal(0) : target).minus(book.held);
    return { ...share, size: decimalString(size) };
  });
  const size = shares.reduce((sum, share) => sum.plus(decimal(share.size).abs()), decimal(0));
  return size.gt(intent.size) ? { ...intent, size: decimalString(size), reduceOnly: false, shares } : null;
});

export const ORDERS: readonly PlantedBug[] = [
  stepBug(
    "always-reduce-only",
    orders((intent) => ({ ...intent, reduceOnly: true })),
  ),
  stepBug(
    "never-reduce-only",
    orders((intent) => ({ ...intent, reduceOnly: false })),
  ),
  stepBug("sells-what-others-hold", sellsTheNet),
  stepBug("flip-in-one-order", flipInOne),
  stepBug("not-split-at-zero", notSplitAtZero, severalFollows),
];
