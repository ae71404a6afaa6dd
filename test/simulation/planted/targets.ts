import { decimal, decimalString, floorToLot } from "../../../lib/model/decimal.ts";
import type { FollowBook } from "../../../lib/model/follow.ts";
import type { EngineState } from "../../../lib/engine/engine-state.ts";
import { wholeOf } from "../../../lib/engine/follow-book.ts";
import { changeBooks, changeOrders, neverWithdrawing } from "./afterwards.ts";
import { withBooks, withSettings } from "./lies.ts";
import { someSettings } from "./occasions.ts";
import { type Mistake, type PlantedBug, rememberingStepBug, stepBug } from "./planted-bug.ts";

const ZERO = decimalString(0);

/** What stood before the follow began is copied with his next act. */
const baselineForgotten: Mistake = (step, state, event) => {
  const done = step(state, event);
  return changeBooks(done, state, (book, before) => {
    const begins = done.state.follows.get(book.followId)?.baselineAt === event.at && before === undefined;
    return begins ? { ...book, baseline: ZERO } : book;
  });
};

const keyOf = ({ followId, instrument }: FollowBook): string => `${followId}|${instrument}`;

function baselineNeverShrinks(): Mistake {
  const first = new Map<string, FollowBook["baseline"]>();
  return (step, state, event) => {
    const done = withBooks(
      step,
      state,
      event,
      (book) => ({ ...book, baseline: first.get(keyOf(book)) ?? book.baseline }),
      (after) => after,
    );
    for (const book of done.state.books.values()) {
      if (book.baseline !== "0" && !first.has(keyOf(book))) first.set(keyOf(book), book.baseline);
    }
    return done;
  };
}

const roundedUp = neverWithdrawing((step, state, event) =>
  changeOrders(step(state, event), (intent) => {
    const [share, ...more] = intent.shares;
    const lot = state.instruments.get(intent.instrument)?.lotSize;
    if (share === undefined || lot === undefined || !share.growth) return null;
    const size = decimalString(
      decimal(share.size).plus(intent.side === "buy" ? lot : decimal(lot).negated()),
    );
    return {
      ...intent,
      size: decimalString(decimal(intent.size).plus(lot)),
      shares: [{ ...share, size }, ...more],
    };
  }),
);

const lotOf = (state: EngineState, { instrument }: FollowBook) =>
  decimal(state.instruments.get(instrument)?.lotSize ?? 1);

/** What is left of a target after the leader has sold is rounded away from 0. */
const reductionRoundedUp: Mistake = (step, state, event) =>
  changeBooks(step(state, event), state, (book, before) => {
    const target = decimal(book.target);
    const shrank = before !== undefined && decimal(book.copyable).abs().lt(decimal(before.copyable).abs());
    if (event.kind !== "leader-fills" || !shrank || target.isZero()) return book;
    const lot = lotOf(state, book);
    const lots = floorToLot(target, lot).plus(target.isNegative() ? lot.negated() : lot);
    return { ...book, target: decimalString(lots) };
  });

/** Every second what was forgone is wanted again. */
const forgoneBoughtBack: Mistake = (step, state, event) => {
  if (event.kind !== "tick") return step(state, event);
  const books = new Map(state.books);
  for (const [key, book] of state.books) {
    if (book.forgone.length === 0) continue;
    const target = decimalString(wholeOf(book));
    books.set(key, { ...book, target, forgone: [], newestGrowthAt: event.at });
  }
  return step({ ...state, books }, event);
};

/** A sale of the leader leaves what was forgone as it is. */
const forgoneNotShrunk: Mistake = (step, state, event) =>
  changeBooks(step(state, event), state, (book, before) => {
    const shrank = before !== undefined && decimal(book.copyable).abs().lt(decimal(before.copyable).abs());
    return shrank && book.copyable !== "0" && event.kind === "leader-fills"
      ? { ...book, forgone: before.forgone }
      : book;
  });

/** A sale of the leader takes the same number of coins, not the same share. */
const shrunkByCoins: Mistake = (step, state, event) =>
  changeBooks(step(state, event), state, (book, before) => {
    if (before === undefined || event.kind !== "leader-fills" || book.target === "0") return book;
    const less = decimal(book.copyable).minus(before.copyable);
    const shrank = decimal(book.copyable).abs().lt(decimal(before.copyable).abs());
    const target = decimal(before.target).plus(less);
    const same = target.isNegative() === decimal(before.target).isNegative();
    return shrank ? { ...book, target: decimalString(same ? target : 0) } : book;
  });

const wrongSide: Mistake = (step, state, event) =>
  event.kind !== "leader-fills"
    ? step(state, event)
    : withSettings(step, state, event, (settings) => ({ ...settings, direction: "same" }));

const multiplierForgotten: Mistake = (step, state, event) =>
  withSettings(step, state, event, (settings) => ({ ...settings, multiplier: decimalString(1) }));

const existingCopied: Mistake = (step, state, event) =>
  withSettings(step, state, event, (settings) => ({ ...settings, existing: "all" }));

const leverageNotCapped: Mistake = (step, state, event) =>
  withSettings(step, state, event, (settings) => ({ ...settings, leverage: { kind: "leader" } }));

const shareTakenForAmount: Mistake = (step, state, event) =>
  withSettings(step, state, event, (settings) => {
    const { allocation } = settings;
    if (allocation.kind !== "share") return settings;
    return { ...settings, allocation: { kind: "amount", amount: decimalString(allocation.percent) } };
  });

/** A fixed amount is bought with every growth. */
const amountBoughtAgain: Mistake = (step, state, event) => {
  if (event.kind !== "leader-fills") return step(state, event);
  const fixed = ({ followId }: FollowBook): boolean =>
    state.follows.get(followId)?.settings.sizing.kind === "fixed-amount";
  return changeBooks(step(state, event), state, (book, before) => {
    const grew = before !== undefined && decimal(book.copyable).abs().gt(decimal(before.copyable).abs());
    if (!fixed(book) || !grew || before.target === "0" || book.target === "0") return book;
    return {
      ...book,
      target: decimalString(decimal(book.target).plus(before.target)),
      newestGrowthAt: event.at,
    };
  });
};

export const TARGETS: readonly PlantedBug[] = [
  stepBug("baseline-forgotten", baselineForgotten),
  rememberingStepBug("baseline-never-shrinks", baselineNeverShrinks),
  stepBug("rounded-up-to-the-lot", roundedUp),
  stepBug("reduction-rounded-to-a-buy", reductionRoundedUp),
  stepBug("forgone-bought-back-by-itself", forgoneBoughtBack),
  stepBug("forgone-not-shrunk", forgoneNotShrunk),
  stepBug("shrunk-by-coins-not-by-share", shrunkByCoins),
  stepBug(
    "reverse-on-the-leaders-side",
    wrongSide,
    someSettings(({ direction }) => direction === "reverse"),
  ),
  stepBug(
    "multiplier-forgotten",
    multiplierForgotten,
    someSettings(({ multiplier }) => multiplier !== "1"),
  ),
  stepBug(
    "existing-positions-copied",
    existingCopied,
    someSettings(({ existing }) => existing === "none"),
  ),
  stepBug(
    "own-leverage-not-looked-at",
    leverageNotCapped,
    someSettings(({ sizing, leverage }) => sizing.kind === "fixed-margin" && leverage.kind !== "leader"),
  ),
  stepBug(
    "share-taken-for-an-amount",
    shareTakenForAmount,
    someSettings(({ allocation }) => allocation.kind === "share"),
  ),
  stepBug(
    "fixed-amount-bought-again",
    amountBoughtAgain,
    someSettings(({ sizing }) => sizing.kind === "fixed-amount"),
  ),
];
