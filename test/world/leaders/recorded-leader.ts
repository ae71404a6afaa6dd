import { exact } from "../exact.ts";
import type { Exchange } from "../exchange.ts";
import { changePosition } from "../accounts/position.ts";
import { settle, type Execution } from "../trading/settlement.ts";
import type { Fill } from "../wire/fill.ts";
import { Leader } from "./leader.ts";
import type { RecordedScript } from "./leader-script.ts";

/** Fills that happened in the same millisecond. */
interface Batch {
  readonly time: number;
  readonly fills: readonly Fill[];
}

function batchesOf(fills: readonly Fill[]): Batch[] {
  const batches: { time: number; fills: Fill[] }[] = [];
  for (const fill of fills.toSorted((a, b) => a.time - b.time)) {
    const last = batches.at(-1);
    if (last?.time === fill.time) last.fills.push(fill);
    else batches.push({ time: fill.time, fills: [fill] });
  }
  return batches;
}

/** A leader who does again what was recorded, in the world's present and at a chosen speed. */
export class RecordedLeader extends Leader {
  readonly #script: RecordedScript;
  readonly #batches: readonly Batch[];
  #next = 0;
  #dueAt = 0;
  #cancel: (() => void) | undefined;

  constructor(exchange: Exchange, script: RecordedScript) {
    super(exchange, script);
    this.#script = script;
    this.#batches = batchesOf(script.fills);
    this.account.liquidatable = false;
    this.#takeStartPositions();
  }

  override play(): void {
    if (this.#cancel !== undefined) return;
    if (this.#next >= this.#batches.length) this.#next = 0;
    this.#dueAt = Date.now();
    this.#schedule();
  }

  override rest(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  /** A recording may begin in mid-position. */
  #takeStartPositions(): void {
    const seen = new Set<string>();
    for (const { fills } of this.#batches) {
      for (const fill of fills) {
        if (seen.has(fill.coin)) continue;
        seen.add(fill.coin);
        const size = exact(fill.startPosition);
        const market = this.exchange.markets.find(fill.coin);
        market?.moveTo(exact(fill.px), this.exchange.startedAt);
        if (size.isZero()) continue;
        const { after } = changePosition(undefined, fill.coin, size, exact(fill.px));
        if (after !== undefined) this.account.positions.set(fill.coin, after);
      }
    }
  }

  #schedule(): void {
    const batch = this.#batches[this.#next];
    if (batch === undefined) {
      this.#cancel = undefined;
      this.finish();
      return;
    }
    const before = this.#batches[this.#next - 1]?.time ?? batch.time;
    const gap = Math.min((batch.time - before) / this.#script.speed, this.#script.maxGapMs ?? Infinity);
    // Due times add up, so that late timers do not slow the recording down.
    this.#dueAt += gap;
    this.#cancel = this.exchange.clock.after(Math.max(0, this.#dueAt - Date.now()), () => {
      this.#next += 1;
      this.#emit(batch);
      if (this.#cancel !== undefined) this.#schedule();
    });
  }

  #emit(batch: Batch): void {
    const executions = batch.fills.map((fill): Execution => {
      const px = exact(fill.px);
      this.moveMarketFor(fill.coin, fill.side, px, fill.crossed);
      const fresh = this.exchange.ids.claim(fill.oid, fill.tid);
      return {
        coin: fill.coin,
        side: fill.side,
        px,
        size: exact(fill.sz),
        crossed: fill.crossed,
        fee: exact(fill.fee),
        oid: fresh ? fill.oid : this.exchange.ids.oid(),
        tid: fresh ? fill.tid : this.exchange.ids.tid(),
        hash: fresh ? fill.hash : this.exchange.ids.hash(),
        cloid: fill.cloid ?? undefined,
      };
    });
    settle(this.exchange, this.account, executions);
  }
}
