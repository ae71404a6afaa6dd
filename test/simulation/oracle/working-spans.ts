import type { Facts } from "./facts.ts";

/** A failed write is tried by a commit that began a moment before. */
const COMMIT_MS = 50;
/** More than from one tick to the next. */
const LONG_MS = 2_000;

interface Span {
  readonly from: number;
  until: number;
}

/**
 * When a life surely took what came: from its first commit to its last, less the time in which its journal failed.
 * What it took after its last commit nobody can tell.
 */
export class WorkingSpans {
  readonly #spans = new Map<number, Span[]>();

  constructor(facts: Facts) {
    for (const { at, life, change } of facts.chapters) {
      const spans = this.#spans.get(life) ?? [];
      this.#spans.set(life, spans);
      const last = spans.at(-1);
      const failed = change.events.find(({ kind }) => kind === "journal-resumed");
      if (last !== undefined && failed === undefined) {
        last.until = at;
        continue;
      }
      if (last !== undefined)
        last.until = Math.max(last.from, facts.momentOf(sinceOf(failed), at) - COMMIT_MS);
      spans.push({ from: at, until: at });
    }
  }

  covers(life: number, from: number, until: number): boolean {
    return this.#spans.get(life)?.some((span) => span.from <= from && until <= span.until) ?? false;
  }

  /** The end of the last span of a life that lasted long enough for everything due to be written. */
  lastOf(life: number): number {
    return this.#spans.get(life)?.findLast(({ from, until }) => until - from >= LONG_MS)?.until ?? 0;
  }
}

function sinceOf(event: { readonly body: unknown } | undefined): number {
  const body = event?.body;
  return typeof body === "object" && body !== null && "since" in body ? Number(body.since) : 0;
}
