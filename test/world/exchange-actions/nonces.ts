const KEPT = 100;
const PAST = 2 * 86_400_000;
const FUTURE = 86_400_000;

/** Per signer the 100 highest nonces: a new one is unused, above the smallest kept one, and near the present. */
export class Nonces {
  readonly #used = new Map<string, number[]>();

  /** Why a nonce is refused; undefined when it was taken. */
  take(signer: string, nonce: number, now: number): string | undefined {
    if (nonce <= now - PAST || nonce >= now + FUTURE) return `Invalid nonce: ${nonce} is not near ${now}`;
    const used = this.#used.get(signer) ?? [];
    if (used.includes(nonce)) return `Invalid nonce: duplicate nonce ${nonce}`;
    if (used.length >= KEPT && nonce < (used[0] ?? 0)) return `Invalid nonce: ${nonce} is too low`;
    this.#used.set(signer, [...used, nonce].toSorted((a, b) => a - b).slice(-KEPT));
    return undefined;
  }
}
