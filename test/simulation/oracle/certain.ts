import type { VenueReport } from "../../../lib/model/order.ts";
import type { Chapter, Facts } from "./facts.ts";

/** What was under way when the account was read may have been read or not; a reading takes less than this. */
const READING_MS = 12_000;

type AccountRead = Extract<VenueReport, { kind: "account-read" }>;

/**
 * Where it is certain what the account holds: it was read in this life and agreed; nothing there is frozen, waits to
 * be booked, differed when it was last read, or is unknown.
 */
export class Certain {
  readonly #facts: Facts;
  #agreed = false;
  readonly #nets = new Map<string, number>();
  readonly #held = new Set<string>();
  readonly #doubts = new Set<string>();
  readonly #touchedAt = new Map<string, number>();
  /** Unknown orders, and where they are. */
  readonly #unknown = new Map<string, string>();

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  begin(): void {
    this.#agreed = false;
    this.#doubts.clear();
  }

  take({ at, change }: Chapter): void {
    for (const { reconciled } of change.accounts.put) this.#agreed = reconciled;
    for (const book of change.accountBooks.put) {
      this.#nets.set(book.instrument, this.#facts.lots(book.instrument, book.net));
      if (book.frozen !== null || book.heldBack.length > 0) this.#held.add(book.instrument);
      else this.#held.delete(book.instrument);
    }
    for (const { intent, status } of change.intents) {
      this.#touchedAt.set(intent.instrument, at);
      if (status === "unknown") this.#unknown.set(intent.clientOrderId, intent.instrument);
      else this.#unknown.delete(intent.clientOrderId);
    }
    for (const { fill } of change.fills) this.#touchedAt.set(fill.instrument, at);
    for (const { kind, body } of change.events) {
      // The user's word about an order: the venue is to show what it holds.
      if (kind === "command" && JSON.stringify(body).includes('"settle-order"')) this.#agreed = false;
    }
  }

  read(report: AccountRead, at: number): void {
    const told = new Map(report.positions.map(({ instrument, size }) => [instrument as string, size]));
    for (const instrument of new Set([...told.keys(), ...this.#nets.keys()])) {
      const size = this.#facts.lots(instrument, told.get(instrument) ?? "0");
      const recently = at - (this.#touchedAt.get(instrument) ?? 0) < READING_MS;
      if (size !== (this.#nets.get(instrument) ?? 0)) this.#doubts.add(instrument);
      else if (!recently) this.#doubts.delete(instrument);
    }
  }

  of(instrument: string): boolean {
    if (!this.#agreed || this.#held.has(instrument) || this.#doubts.has(instrument)) return false;
    return this.#unknown.size === 0 || ![...this.#unknown.values()].includes(instrument);
  }
}
