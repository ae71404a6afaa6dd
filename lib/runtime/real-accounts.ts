import type { JournalDatabase } from "../journal/database.ts";
import { venueMarketTable } from "../journal/venue-market-table.ts";
import { createKeyAudits } from "../venues/key-audit/key-audits.ts";
import { type HyperliquidAccountsPorts, createHyperliquidAccounts } from "./hyperliquid-accounts.ts";
import { notifyLocked } from "./notify-locked.ts";
import type { KeyStore, RealAccountPorts, SessionNotes } from "./real-account-ports.ts";

interface RealAccountsWorld extends Omit<HyperliquidAccountsPorts, "marketStore" | "at"> {
  readonly database: JournalDatabase;
  readonly keys: KeyStore;
  readonly session: SessionNotes;
}

/** Accounts with real money, as the extension has them. */
export function createRealAccounts(world: RealAccountsWorld): RealAccountPorts {
  const { database, keys, session, ask } = world;
  const hyperliquid = createHyperliquidAccounts({
    ...world,
    marketStore: venueMarketTable(database, "hyperliquid"),
  });
  return {
    keys,
    session,
    audits: createKeyAudits({ ask }),
    makeVenue: hyperliquid,
    notifyLocked: () => notifyLocked(session),
  };
}
