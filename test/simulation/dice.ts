import { type Random, randomStream } from "../world/random.ts";

/** One named stream of a seed's chance. Each part of the world has its own, so that one's pace does not shift another's. */
export class Dice {
  readonly #random: Random;

  constructor(seed: number, name: string) {
    this.#random = randomStream(seed, name);
  }

  /** In [0, 1). */
  share(): number {
    return this.#random();
  }

  /** A whole number from `least` to `most`, both possible. */
  int(least: number, most: number): number {
    return least + Math.floor(this.#random() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.#random() < probability;
  }

  pick<T>(list: readonly T[]): T {
    const one = list[Math.floor(this.#random() * list.length)];
    if (one === undefined) throw new RangeError("nothing to pick from");
    return one;
  }

  /** Evenly around 0, as far as `width` on both sides. */
  around(width: number): number {
    return (this.#random() * 2 - 1) * width;
  }
}
