import type { InstrumentId } from "../../model/identity.ts";
import type { Instrument } from "../../model/instrument.ts";
import { parseAnswer } from "../../model/parse-answer.ts";
import type { AskInfo, Clock } from "../../model/request.ts";
import { type MarketChange, changesBetween } from "./market-changes.ts";
import { MarketRow, type MarketStore } from "./market-store.ts";
import { MetaAnswer, instrumentOf, isIsolatedOnly } from "./meta-answer.ts";
import type { VenueAsset, VenueMarket } from "./ports.ts";

const META_WEIGHT = 20;
/** New listings are rare; delistings are announced. */
const REFRESH_EVERY_MS = 3_600_000;
const RETRY_EVERY_MS = 30_000;
/** Older ones are read again before an order goes out by them (docs: indices are appended, not changed). */
const TRUSTED_MS = 24 * 3_600_000;

interface VenueMarketOptions {
  readonly ask: AskInfo;
  readonly clock: Clock;
  readonly store: MarketStore;
  /** What differs from what was known before, never empty; and all instruments as they are now. */
  readonly onChange: (changes: readonly MarketChange[], instruments: readonly Instrument[]) => void;
  /** They could not be read again, kept or found: what is known stands. */
  readonly onFailure: (error: unknown) => void;
}

export interface KeptMarket extends VenueMarket {
  /** Every half minute: reads them again when they are an hour old. Never rejects. */
  tick(): Promise<void>;
}

/** The instruments as last read, so that a worker that woke up trades by them at once and reads them again meanwhile. */
export function createVenueMarket(options: VenueMarketOptions): KeptMarket {
  const { ask, clock, store } = options;
  let row: MarketRow | null = null;
  let byId = new Map<InstrumentId, VenueAsset>();
  let loaded: Promise<void> | null = null;
  let reading: Promise<void> | null = null;
  let triedAt = Number.NEGATIVE_INFINITY;

  function adopt(next: MarketRow): void {
    row = next;
    byId = new Map(next.assets.map((asset) => [asset.instrument.id, asset]));
  }

  async function load(): Promise<void> {
    try {
      const stored = MarketRow.safeParse(await store.load());
      if (stored.success && row === null) adopt(stored.data);
    } catch (error) {
      options.onFailure(error);
    }
  }

  async function read(): Promise<void> {
    triedAt = clock.now();
    const { body } = await ask({ type: "meta" }, META_WEIGHT, "orders");
    const { universe } = parseAnswer(MetaAnswer, body, "meta");
    const next: MarketRow = {
      readAt: clock.now(),
      assets: universe.map((asset, index) => ({
        instrument: instrumentOf(asset),
        index,
        sizeDecimals: asset.szDecimals,
        marginModes: isIsolatedOnly(asset) ? ["isolated"] : ["cross", "isolated"],
      })),
    };
    const changes = row === null ? [] : changesBetween(row.assets, next.assets);
    adopt(next);
    if (changes.length > 0) {
      options.onChange(
        changes,
        next.assets.map(({ instrument }) => instrument),
      );
    }
    try {
      await store.save(next);
    } catch (error) {
      options.onFailure(error);
    }
  }

  /** Those who want it at the same time share one request. */
  function readOnce(): Promise<void> {
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  }

  function loadOnce(): Promise<void> {
    loaded ??= load();
    return loaded;
  }

  /** A clock that was set back tells no age. */
  function age(): number {
    return row === null ? Number.POSITIVE_INFINITY : Math.abs(clock.now() - row.readAt);
  }

  /** What is known stands where it cannot be read again. */
  async function readIfDue(): Promise<void> {
    if (reading === null && Math.abs(clock.now() - triedAt) < RETRY_EVERY_MS) return;
    try {
      await readOnce();
    } catch (error) {
      options.onFailure(error);
    }
  }

  return {
    async asset(instrument) {
      await loadOnce();
      if (row === null) await readOnce();
      // It may have been listed since.
      else if (age() > TRUSTED_MS || !byId.has(instrument)) await readIfDue();
      return byId.get(instrument) ?? null;
    },
    async tick() {
      await loadOnce();
      if (age() > REFRESH_EVERY_MS) await readIfDue();
    },
  };
}
