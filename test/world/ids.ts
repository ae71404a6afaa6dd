import { randomStream, type Random } from "./random.ts";

/** Order ids, trade ids and hashes that look like the exchange's and are unique in the world. */
export class Ids {
  readonly #random: Random;
  readonly #tids = new Set<string>();
  #oid: number;

  constructor(seed: number) {
    this.#random = randomStream(seed, "ids");
    this.#oid = 510_000_000_000 + Math.floor(this.#random() * 1e9);
  }

  oid(): number {
    this.#oid += 1 + Math.floor(this.#random() * 5);
    return this.#oid;
  }

  /** 50 bits. */
  tid(): number {
    return Math.floor(this.#random() * 2 ** 50);
  }

  hash(): string {
    return `0x${Array.from({ length: 64 }, () => Math.floor(this.#random() * 16).toString(16)).join("")}`;
  }

  /** True the first time an (oid, tid) pair is seen; a replayed recording gets new ids. */
  claim(oid: number, tid: number): boolean {
    const key = `${oid}|${tid}`;
    if (this.#tids.has(key)) return false;
    this.#tids.add(key);
    return true;
  }
}
