import type { InstrumentId } from "../../lib/model/identity.ts";
import type { LeverageOrder, LeverageSetting } from "../../lib/model/leverage-setting.ts";
import type { FaultDesk } from "./fault-desk.ts";
import type { SettingTruth, Stamped } from "./record.ts";
import type { VenueLedger } from "./venue-ledger.ts";

const AT_FIRST: LeverageSetting = { times: 20, marginMode: "cross" };

/** What the exchange has set for the instruments of the one account. */
export class VenueSettings {
  readonly all: Stamped<SettingTruth>[] = [];
  readonly #ledger: VenueLedger;
  readonly #faults: FaultDesk;
  readonly #now = new Map<InstrumentId, LeverageSetting>();

  constructor(ledger: VenueLedger, faults: FaultDesk, start: ReadonlyMap<InstrumentId, LeverageSetting>) {
    this.#ledger = ledger;
    this.#faults = faults;
    for (const [instrument, setting] of start) this.#put(instrument, setting, "start", 0, null);
  }

  of(instrument: InstrumentId): LeverageSetting {
    return this.#now.get(instrument) ?? AT_FIRST;
  }

  /** The exchange's words where it refuses; null when it is set. */
  receive({ instrument, setting, nonce }: LeverageOrder, expiresAt: number, at: number): string | null {
    if (at > expiresAt) return "The order has expired.";
    if (this.#faults.take("leverage-refused", instrument)) return "Invalid leverage value";
    const held = this.#ledger.lotsOf(instrument) !== 0;
    if (held && setting.marginMode !== this.of(instrument).marginMode)
      return "Cannot switch leverage type with open position.";
    this.#put(instrument, setting, "product", at, nonce);
    return null;
  }

  byHand(instrument: InstrumentId, setting: LeverageSetting, at: number): void {
    if (this.#ledger.lotsOf(instrument) !== 0 && setting.marginMode !== this.of(instrument).marginMode)
      return;
    this.#faults.note("leverage-by-hand", `${setting.times}x ${setting.marginMode} ${instrument}`);
    this.#put(instrument, setting, "user", at, null);
  }

  #put(
    instrument: InstrumentId,
    setting: LeverageSetting,
    by: SettingTruth["by"],
    at: number,
    nonce: number | null,
  ): void {
    this.#now.set(instrument, setting);
    const position = by === "start" ? this.#ledger.text(instrument, 0) : this.#ledger.sizeText(instrument);
    this.all.push({ at, instrument, setting, by, position, nonce });
  }
}
