import type { EngineState } from "../../../lib/engine/engine-state.ts";
import { pairKey } from "../../../lib/engine/engine-state.ts";
import type { Step } from "../../../lib/engine/step.ts";
import { type Decimal, ZERO, decimal, decimalString } from "../../../lib/model/decimal.ts";
import type { VenueFill, VenueReport } from "../../../lib/model/order.ts";
import type { FillRow, FillShare } from "../../../lib/model/state.ts";
import { changeBooks, unheard } from "./afterwards.ts";
import { again, putBack, seen } from "./lies.ts";
import { severalFollows, someHappening } from "./occasions.ts";
import { type Mistake, type PlantedBug, stepBug } from "./planted-bug.ts";

/** What is told of fills again counts again. */
const foreignFillsTwice: Mistake = (step, state, event) => {
  const accountBooks = seen(state.accountBooks, (book) => ({ ...book, seenReports: [] }));
  const done = step({ ...state, accountBooks }, event);
  putBack(done.work.accountBooks, state.accountBooks, accountBooks, (after, before) => ({
    ...after,
    seenReports: [...before.seenReports, ...after.seenReports],
  }));
  return again(done);
};

const foreignFillsIgnored: Mistake = (step, state, event) => {
  if (event.kind === "foreign-fills") return unheard(state, event);
  if (event.kind !== "account-read") return step(state, event);
  return step(state, { ...event, fills: event.fills.filter(({ clientOrderId }) => clientOrderId !== null) });
};

/** Every report with fills tells them otherwise. */
function fillsTold(change: (fill: VenueFill, report: VenueReport, state: EngineState) => VenueFill): Mistake {
  return (step, state, event) => {
    if (event.kind !== "order-done" && event.kind !== "foreign-fills" && event.kind !== "account-read")
      return step(state, event);
    return step(state, { ...event, fills: event.fills.map((fill) => change(fill, event, state)) });
  };
}

const feeForgotten = fillsTold((fill, { kind }) =>
  kind === "order-done" ? { ...fill, fee: decimalString(0) } : fill,
);

const bookedAtTheLimit = fillsTold((fill, report, state) => {
  if (report.kind !== "order-done") return fill;
  const price = state.openIntents.get(report.clientOrderId)?.intent.limitPrice;
  return price === undefined ? fill : { ...fill, price };
});

const liquidationTakenForAHand = fillsTold((fill) =>
  fill.cause === "liquidation" ? { ...fill, cause: "user" } : fill,
);

/** Shares out anew what was filled by an order, or met inside; `parts` are signed coins, one for each share. */
function sharedOut(
  parts: (row: FillRow, lot: Decimal) => readonly Decimal[] | null,
  isMeant: (fill: VenueFill) => boolean = ({ clientOrderId }) => clientOrderId !== null,
): Mistake {
  return (step, state, event) => {
    const done = step(state, event);
    for (const [index, row] of done.work.fills.entries()) {
      const lot = state.instruments.get(row.fill.instrument)?.lotSize;
      if (lot === undefined || !isMeant(row.fill)) continue;
      const told = parts(row, decimal(lot));
      if (told !== null) done.work.fills[index] = withParts(done, row, told);
    }
    return again(done);
  };
}

function withParts({ work }: Step, row: FillRow, parts: readonly Decimal[]): FillRow {
  const shares = row.shares.map((share, index): FillShare => {
    const part = parts[index] ?? ZERO;
    const book = work.book(share.followId, row.fill.instrument);
    if (book !== undefined) {
      const held = decimal(book.held).plus(part).minus(share.size);
      work.putBook({ ...book, held: decimalString(held) });
    }
    return { ...share, size: decimalString(part) };
  });
  return { ...row, shares: shares.filter(({ size }) => size !== "0") };
}

const halfLots = sharedOut(({ shares }, lot) => {
  const [first, second, ...more] = shares.map(({ size }) => decimal(size));
  if (first === undefined || second === undefined) return null;
  const half = lot.div(first.isNegative() ? -2 : 2);
  return [first.minus(half), second.plus(half), ...more];
});

const lotLost = sharedOut(({ shares }, lot) => {
  const [first, ...more] = shares.map(({ size }) => decimal(size));
  if (first === undefined || more.length === 0) return null;
  return [first.minus(first.isNegative() ? lot.negated() : lot), ...more];
});

/** The first of those who share an order takes what another one was to have. */
const firstTakesAll = sharedOut(({ shares }) => {
  const [first, second, ...more] = shares.map(({ size }) => decimal(size));
  if (first === undefined || second === undefined) return null;
  return [first.plus(second), ZERO, ...more];
});

/** Of those who meet inside the account one gets a lot more than the other gives. */
const crossedUnevenly = sharedOut(
  ({ shares }, lot) => shares.map(({ size }, index) => decimal(size).plus(index === 0 ? lot : 0)),
  ({ cause }) => cause === "cross",
);

/** What is too small for the venue is no longer counted as held. */
const dustDropped: Mistake = (step, state, event) =>
  changeBooks(step(state, event), state, (book) => {
    const worth = decimal(book.held).abs().times(book.entryPrice);
    return worth.lt(10) && decimal(book.target).isZero() ? { ...book, held: decimalString(0) } : book;
  });

/** What the user did with his own hands is taken for the follow's. */
const ownTakenForTheFollows: Mistake = (step, state, event) => {
  const done = step(state, event);
  for (const { fill, shares } of done.work.fills) {
    if (fill.cause !== "user" || shares.length > 0) continue;
    const book = [...done.work.books.view.values()].find(
      ({ instrument, held }) => instrument === fill.instrument && held !== "0",
    );
    if (book === undefined) continue;
    const signed = decimal(fill.size).times(fill.side === "buy" ? 1 : -1);
    const held = decimalString(decimal(book.held).plus(signed));
    done.work.books.put(pairKey(book.followId, book.instrument), { ...book, held });
  }
  return again(done);
};

const byHand = someHappening("manual-trade");
const foreign = someHappening("manual-trade", "liquidation");

export const FILLS: readonly PlantedBug[] = [
  stepBug("foreign-fills-booked-twice", foreignFillsTwice, foreign),
  stepBug("foreign-fills-ignored", foreignFillsIgnored, foreign),
  stepBug("fee-forgotten", feeForgotten),
  stepBug("fills-booked-at-the-limit", bookedAtTheLimit),
  stepBug("liquidation-taken-for-a-trade-by-hand", liquidationTakenForAHand, someHappening("liquidation")),
  stepBug("half-lot-allocation", halfLots, severalFollows),
  stepBug("allocation-loses-a-lot", lotLost, severalFollows),
  stepBug("first-follow-takes-all", firstTakesAll, severalFollows),
  stepBug("crossed-unevenly", crossedUnevenly, severalFollows),
  stepBug("dust-dropped", dustDropped),
  stepBug("own-position-taken-for-a-follows", ownTakenForTheFollows, byHand),
];
