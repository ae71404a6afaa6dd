import type { Transaction } from "dexie";
import { z } from "zod";
import { isIntact, signed } from "./checksum.ts";

/**
 * Each step turns the rows of one version into those of the next, inside the transaction in which the browser
 * changes the version: should it fail, the old version stays as it was. A step is never changed once it was
 * released, so it takes nothing from the model but writes its values out. A row that is not as its version
 * says is left as it is: loading finds it and stops its account, and the export has it.
 */
type Row = Record<string, unknown>;

const SettingsV1 = z.object({
  allocation: z.string(),
  sizing: z.looseObject({ kind: z.string() }),
  limits: z.object({
    maxLeverage: z.number(),
    maxPosition: z.string(),
    maxSlippageBps: z.number(),
    maxAgeMs: z.number(),
    allowedInstruments: z.array(z.string()).nullable(),
  }),
});

const NO_EXITS = {
  positionStopLoss: null,
  positionTakeProfit: null,
  dailyLoss: null,
  drawdown: null,
  takeProfit: null,
  liquidationDistance: null,
  liquidationVersusLeader: null,
  feedLost: null,
};

/** What version 1 did without being asked is what its settings say now; no exit rule closes what had none. */
function settingsV2(settings: z.output<typeof SettingsV1>): Row {
  return {
    allocation: { kind: "amount", amount: settings.allocation },
    sizing: settings.sizing,
    multiplier: "1",
    direction: "same",
    sides: "both",
    leverage: { kind: "leader" },
    marginMode: "cross",
    existing: "none",
    belowMinimum: "wait",
    limits: {
      ...settings.limits,
      maxOrder: null,
      maxNotional: null,
      maxPositions: null,
      maxOrdersPerMinute: null,
      deniedInstruments: [],
    },
    exits: NO_EXITS,
  };
}

function followV2(row: Row): Row | null {
  const settings = SettingsV1.safeParse(row["settings"]);
  return settings.success ? { ...row, settings: settingsV2(settings.data), recentOpenings: [] } : null;
}

/** The latch was for a liquidation, the one thing that set it. */
function bookV2(row: Row): Row | null {
  const { latched } = row;
  return typeof latched === "boolean" ? { ...row, latched: latched ? "liquidated" : null } : null;
}

const same = (row: Row): Row => row;

/** What becomes of each table's rows; null leaves a row as it is, and without a checksum. */
const VERSION_2: Readonly<Record<string, (row: Row) => Row | null>> = {
  events: same,
  meta: (row) => ({ ...row, haltedSince: null }),
  leaders: (row) => ({
    ...row,
    wallet: null,
    realisedSince: "0",
    usualLeverage: null,
    equityHeldSince: null,
    signs: {
      equity: null,
      readAt: null,
      unexplained: null,
      equityBeforeFall: null,
      leverageSeenMs: 0,
      unseenMoves: 0,
      losingAdds: {},
      standing: [],
    },
  }),
  leaderBooks: same,
  follows: followV2,
  books: bookV2,
  accountBooks: (row) => ({ ...row, heldBack: [], frozen: null }),
  intents: same,
  fills: same,
  decisions: same,
  dayStarts: same,
  problems: (row) => ({ ...row, dismissible: row["kind"] === "paper-liquidated" }),
  instruments: same,
  paperAccount: same,
  paperPositions: same,
  paperOrders: same,
  paperFundingDue: same,
  paperNotices: same,
};

/** Follows and books name their account. */
const OfAccount = z.looseObject({ accountId: z.string() });

/** Of an account that version 1 knew only by its id. Nothing was limited, and nothing is to be read of before. */
const accountV2 = (id: string, now: number): Row => ({
  id,
  kind: id === "paper" ? "paper" : "real",
  settings: {
    limits: {
      maxLeverage: null,
      maxOrder: null,
      maxPosition: null,
      maxNotional: null,
      maxPositions: null,
      maxSlippageBps: null,
      maxAgeMs: null,
      maxOrdersPerMinute: null,
      allowedInstruments: null,
      deniedInstruments: [],
    },
    exits: NO_EXITS,
    growBesideOwn: false,
  },
  reconciled: false,
  cursor: now,
  equity: null,
  equityAt: null,
  liquidationPrices: {},
  disagreedSince: null,
  foreignOrder: null,
  recentOpenings: [],
});

/** Exit rules that have seen nothing yet. */
const guardV2 = (id: string): Row => ({
  id,
  capital: null,
  peak: null,
  base: null,
  day: null,
  dayStart: null,
  equity: null,
  feedLostMs: 0,
  trips: [],
});

/** The rows that each account and each follow has from version 2 on. */
async function addRows(transaction: Transaction): Promise<void> {
  const table = (name: string) => transaction.table<Row>(name);
  const follows = await table("follows").toArray();
  const named = [...follows, ...(await table("accountBooks").toArray())];
  const accounts = new Set(named.flatMap((row) => OfAccount.safeParse(row).data?.accountId ?? []));
  const now = Date.now();
  const guards = [
    ...follows.map((follow) => `follow:${String(follow["id"])}`),
    ...[...accounts].map((id) => `account:${id}`),
  ];
  await table("accounts").bulkPut([...accounts].map((id) => signed("accounts", accountV2(id, now))));
  await table("guards").bulkPut(guards.map((id) => signed("guards", guardV2(id))));
}

/** Version 2: settings with all rules, exit rules' and accounts' rows, a checksum on every row. */
export async function toVersion2(transaction: Transaction): Promise<void> {
  // Version 1 had no checksums.
  await changeRows(transaction, VERSION_2);
  await addRows(transaction);
}

async function changeRows(
  transaction: Transaction,
  changes: Readonly<Record<string, (row: Row) => Row | null>>,
): Promise<void> {
  for (const [table, change] of Object.entries(changes)) {
    await transaction
      .table<Row>(table)
      .toCollection()
      .modify((row, reference) => {
        const next = change(row);
        if (next !== null) Object.assign(reference, { value: signed(table, next) });
      });
  }
}

const AccountRowV2 = z.looseObject({ settings: z.looseObject({}) });
const IntentRowV2 = z.looseObject({ intent: z.looseObject({}) });

/** What becomes of each table's rows. A row that was damaged before must not get a checksum that holds. */
const VERSION_3: Readonly<Record<string, (row: Row) => Row | null>> = {
  accounts: (row) => {
    const known = AccountRowV2.safeParse(row);
    if (!known.success) return null;
    return {
      ...row,
      venue: "paper",
      key: null,
      access: { state: "ready", since: row["cursor"], finding: null, detail: null },
      lastNonce: 0,
      clock: null,
      settings: {
        ...known.data.settings,
        disasterStop: { percentToLiquidation: 50 },
        restingStops: "real-money",
      },
    };
  },
  leaderBooks: (row) => ({ ...row, marginMode: null }),
  accountBooks: (row) => ({ ...row, leverage: null, recentStops: [] }),
  intents: (row) => {
    const known = IntentRowV2.safeParse(row);
    return known.success ? { ...row, intent: { ...known.data.intent, nonce: null } } : null;
  },
};

/** Version 3: accounts at a venue with a key, its signer's numbers, the venue's leverage, stops that rest there. */
export function toVersion3(transaction: Transaction): Promise<void> {
  const sound = Object.entries(VERSION_3).map(
    ([table, change]) => [table, (row: Row) => (isIntact(table, row) ? change(row) : null)] as const,
  );
  return changeRows(transaction, Object.fromEntries(sound));
}
