import type { Facts } from "../facts.ts";

/** What stood in an instrument at the end of a chapter, signed lots. */
export interface Exposed {
  readonly chapter: number;
  readonly at: number;
  /** What the follows hold together that are not left to the user. */
  readonly mirrored: number;
  /** What the journal explains of the account. */
  readonly net: number;
}

/**
 * "For what its follows hold together": by each follow's parts of the fills, and by who was stopped with his positions
 * left to the user.
 */
export class MirroredPath {
  readonly #paths = new Map<string, Exposed[]>();

  constructor(facts: Facts) {
    const held = new Map<string, Map<string, number>>();
    const net = new Map<string, number>();
    const stopped = new Set<string>();
    for (const { change, index, at } of facts.chapters) {
      for (const { fill, shares } of change.fills) {
        const parts = held.get(fill.instrument) ?? new Map<string, number>();
        held.set(fill.instrument, parts);
        for (const { followId, size } of shares)
          parts.set(followId, (parts.get(followId) ?? 0) + facts.lots(fill.instrument, size));
        if (fill.cause !== "cross")
          net.set(fill.instrument, (net.get(fill.instrument) ?? 0) + facts.signedLots(fill));
      }
      for (const { id, status } of change.follows.put) {
        if (status === "stopped") stopped.add(id);
        else stopped.delete(id);
      }
      for (const id of change.follows.remove) stopped.add(id);
      for (const [instrument, parts] of held) {
        const mirrored = [...parts].reduce((sum, [id, lots]) => (stopped.has(id) ? sum : sum + lots), 0);
        this.#note(instrument, { chapter: index, at, mirrored, net: net.get(instrument) ?? 0 });
      }
    }
  }

  instruments(): string[] {
    return [...this.#paths.keys()];
  }

  /** At the end of a chapter; null before anything was held. */
  at(instrument: string, chapter: number): Exposed | null {
    return this.#paths.get(instrument)?.findLast((one) => one.chapter <= chapter) ?? null;
  }

  last(instrument: string): Exposed | null {
    return this.#paths.get(instrument)?.at(-1) ?? null;
  }

  #note(instrument: string, exposed: Exposed): void {
    const path = this.#paths.get(instrument) ?? [];
    this.#paths.set(instrument, path);
    const last = path.at(-1);
    if (last !== undefined && last.mirrored === exposed.mirrored && last.net === exposed.net) return;
    path.push(exposed);
  }
}

/** What a stop may sell, signed lots: what is mirrored, as far as the account itself holds it on that side. */
export function exposureOf({ mirrored, net }: Exposed): number {
  if (mirrored === 0 || Math.sign(net) !== Math.sign(mirrored)) return 0;
  return Math.sign(mirrored) * Math.min(Math.abs(mirrored), Math.abs(net));
}
