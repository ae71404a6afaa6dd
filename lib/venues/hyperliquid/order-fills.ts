import { ZERO, decimal } from "../../model/decimal.ts";
import type { ClientOrderId } from "../../model/identity.ts";
import type { VenueFill } from "../../model/order.ts";
import { type AskInfo, type Clock, RequestError, type TimerHandle } from "../../model/request.ts";
import type { WireFill } from "./account-answers.ts";
import type { FillMemory } from "./fill-memory.ts";
import type { OrderFills } from "./ports.ts";
import { readFills } from "./read-fills.ts";
import { type FillOwner, isPerpFill, venueFillOf } from "./venue-fill-of.ts";

/** The stream tells a fill within a moment; what has not come by then is asked for. */
const ASK_AFTER_MS = 1_500;
const ASK_AGAIN_MS = 1_000;
/** Fills are asked for from so long before the order was handed over: clocks differ. */
const MARGIN_MS = 30_000;
/** An order that never rests has its fills within a moment of being placed. */
const SPAN_MS = 10 * 60_000;

interface OrderFillsOptions {
  readonly memory: FillMemory;
  readonly whose: FillOwner;
  readonly ask: AskInfo;
  readonly clock: Clock;
  /** The venue's time now, as far as it is known, ms. */
  readonly venueNow: () => number;
  /** Fills that nobody knew, oldest first. */
  readonly onFresh: (rows: readonly WireFill[]) => void;
}

export interface FillDesk extends OrderFills {
  /** As `fillsOf`, for an order that was placed at `since`, venue's time. */
  fillsOfOrder(order: PlacedOrder, withinMs: number): Promise<readonly VenueFill[] | null>;
  /** Takes fills that somebody was told; who waits for them has them, and those that nobody knew are told on. */
  learn(rows: readonly WireFill[]): void;
  /** Somebody else put new fills into the memory. */
  look(): void;
  /** Nobody waits any more. */
  close(): void;
}

interface Waiting {
  /** Ends it where its fills are complete. */
  check(): void;
  /** Ends it as it is. */
  giveUp(): void;
}

interface PlacedOrder {
  readonly clientOrderId: ClientOrderId;
  readonly oid: number;
  readonly totalSize: string;
  readonly since: number;
  /** How long the stream may take before a list is asked for, ms. */
  readonly askAfterMs: number;
}

/** Whoever waits for the fills of an order has them as soon as stream, history or an answer has told all of them. */
export function createOrderFills(options: OrderFillsOptions): FillDesk {
  const { memory, whose, ask, clock, venueNow } = options;
  const waiting = new Set<Waiting>();

  function complete({ clientOrderId, oid, totalSize }: PlacedOrder): readonly VenueFill[] | null {
    return addingUp(memory.ofOrder(oid), clientOrderId, totalSize);
  }

  /** Null while they do not add up. More than the order's size is told as it is: who reads it judges it. */
  function addingUp(
    known: readonly WireFill[],
    clientOrderId: ClientOrderId,
    totalSize: string,
  ): readonly VenueFill[] | null {
    const rows = known.filter(isPerpFill);
    const sum = rows.reduce((size, row) => size.plus(row.sz), ZERO);
    if (sum.lt(decimal(totalSize))) return null;
    return rows.map((row): VenueFill => {
      const fill = venueFillOf(row, whose);
      // Whoever asks knows whose order it is.
      return fill.cause === "user" ? { ...fill, clientOrderId, cause: "order" } : fill;
    });
  }

  async function askFor(order: PlacedOrder): Promise<void> {
    try {
      const rows = await readFills(ask, whose.owner, order.since, order.since + SPAN_MS);
      learn(rows);
    } catch (error) {
      // The stream may tell them yet; else who waits is told that they are not known.
      if (!(error instanceof RequestError)) throw error;
    }
  }

  function learn(rows: readonly WireFill[]): void {
    options.onFresh(memory.take(rows));
    look();
  }

  function look(): void {
    for (const one of waiting) one.check();
  }

  function fillsOfOrder(order: PlacedOrder, withinMs: number): Promise<readonly VenueFill[] | null> {
    const known = complete(order);
    if (known !== null) return Promise.resolve(known);
    return new Promise((resolve) => {
      const timers = new Set<TimerHandle>();
      const after = (ms: number, action: () => void): void => {
        const timer = clock.setTimeout(() => {
          timers.delete(timer);
          action();
        }, ms);
        timers.add(timer);
      };
      const end = (fills: readonly VenueFill[] | null): void => {
        waiting.delete(entry);
        for (const timer of timers) clock.clearTimeout(timer);
        resolve(fills);
      };
      const entry: Waiting = {
        check() {
          const fills = complete(order);
          if (fills !== null) end(fills);
        },
        giveUp: () => end(complete(order)),
      };
      const askAgain = (): void => {
        void askFor(order);
        after(ASK_AGAIN_MS, askAgain);
      };
      waiting.add(entry);
      after(Math.min(order.askAfterMs, withinMs / 2), askAgain);
      after(withinMs, () => entry.giveUp());
    });
  }

  function toldWhole(
    clientOrderId: ClientOrderId,
    size: string,
    signal: AbortSignal,
  ): Promise<readonly VenueFill[] | null> {
    const whole = () => addingUp(memory.ofClientOrder(clientOrderId), clientOrderId, size);
    return new Promise((resolve) => {
      const end = (fills: readonly VenueFill[] | null): void => {
        waiting.delete(entry);
        resolve(fills);
      };
      const entry: Waiting = {
        check() {
          const fills = whole();
          if (fills !== null) end(fills);
        },
        giveUp: () => end(null),
      };
      waiting.add(entry);
      signal.addEventListener("abort", () => entry.giveUp(), { once: true });
      entry.check();
    });
  }

  return {
    toldWhole,
    fillsOf: (clientOrderId, oid, totalSize, withinMs) =>
      fillsOfOrder(
        { clientOrderId, oid, totalSize, since: venueNow() - MARGIN_MS, askAfterMs: ASK_AFTER_MS },
        withinMs,
      ),
    fillsOfOrder,
    learn,
    look,
    close() {
      for (const one of waiting) one.giveUp();
    },
  };
}
