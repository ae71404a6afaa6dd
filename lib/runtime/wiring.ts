import { step } from "../engine/step.ts";
import type { JournalDatabase } from "../journal/database.ts";
import { createJournal } from "../journal/dexie-journal.ts";
import { paperTables } from "../journal/paper-tables.ts";
import { localDay } from "../journal/read/journal-view.ts";
import { writeDay, writeSign } from "../journal/signs.ts";
import { createHyperliquidAddressSource } from "../leaders/hyperliquid-address.ts";
import type { WebSocketLike } from "../model/web-socket-like.ts";
import { PAPER_ACCOUNT } from "../model/identity.ts";
import type { DamagedRow } from "../model/journal-change.ts";
import type { AskInfo, Clock } from "../model/request.ts";
import { createHyperliquidMarketData } from "../venues/hyperliquid-market-data.ts";
import { PAPER_SETTINGS, createPaperVenue } from "../venues/paper-venue.ts";
import { createGuestAsk } from "./guest-ask.ts";
import type { ShellPorts } from "./shell-ports.ts";

interface World extends Pick<
  ShellPorts,
  "isOnline" | "newInstallationId" | "newFollowId" | "changed" | "realAccounts"
> {
  readonly clock: Clock;
  readonly database: JournalDatabase;
  /** Rows of the journal's history that an earlier look found damaged. */
  readonly damagedHistory: readonly DamagedRow[];
  readonly ask: AskInfo;
  openSocket(url: string): WebSocketLike;
  random(): number;
}

/** The real thing: leaders from Hyperliquid, the paper account over its prices, the journal in IndexedDB. */
export function wire(world: World): ShellPorts {
  const { database, ask } = world;
  return {
    clock: world.clock,
    log: console,
    journal: createJournal(database, world.damagedHistory),
    signs: {
      writeSign: (at, day) => writeSign(database, at, day),
      writeDay: (day, equity) => writeDay(database, day, equity, true),
    },
    marketData: createHyperliquidMarketData({ ask }),
    makeSource: (emit, clock) =>
      createHyperliquidAddressSource({
        emit,
        clock,
        ask,
        askForCards: createGuestAsk(ask, clock),
        openSocket: (url) => world.openSocket(url),
        random: () => world.random(),
        isOnline: () => world.isOnline(),
      }),
    makeVenue: (context) =>
      createPaperVenue({
        ...context,
        accountId: PAPER_ACCOUNT,
        store: paperTables(database),
        settings: PAPER_SETTINGS,
      }),
    realAccounts: world.realAccounts,
    step,
    localDay,
    isOnline: () => world.isOnline(),
    newInstallationId: () => world.newInstallationId(),
    newFollowId: () => world.newFollowId(),
    changed: () => world.changed(),
  };
}
