import type { JournalDatabase } from "../../lib/journal/database.ts";
import { canonicalJson } from "../../lib/journal/canonical-json.ts";
import { createJournal } from "../../lib/journal/dexie-journal.ts";
import { paperTables } from "../../lib/journal/paper-tables.ts";
import type { JournalEvent } from "../../lib/model/journal-change.ts";
import { META, accountRows, changeWith } from "./sample-rows.ts";
import { clientOrderId, sampleDecision, sampleFill, sampleIntent } from "./sample-orders.ts";
import { T0 } from "./sample-values.ts";

const DAY_MS = 86_400_000;
const NONE = { put: [], remove: [] };

function events(sequence: number, at: number, ordered: boolean): JournalEvent[] {
  const id = clientOrderId(sequence);
  const fills = Array.from({ length: 6 }, (_, n) => ({
    instrument: "ETH",
    side: "buy",
    price: "2000.1",
    size: "1.6667",
    time: at,
    startPosition: "12.3456",
    key: `ETH|${at}|${sequence}|${n}`,
  }));
  const told = { at, kind: "leader-fills", body: { kind: "leader-fills", at, fills, notCopyable: [] } };
  const done = {
    at,
    kind: "order-done",
    body: { kind: "order-done", at, clientOrderId: id, fills: [fills[0]] },
  };
  return ordered ? [told, done] : [told];
}

/** A year of one follow with so many acts of its leader a day, six in ten of them copied; its last day is `T0`. */
export async function writeYear(database: JournalDatabase, actsPerDay: number): Promise<number> {
  const journal = createJournal(database);
  await journal.keepIdentity(META);
  await journal.commit(accountRows("paper", "f1", "a", 1_000_000));
  await paperTables(database).apply({
    account: { cash: "10000", startBalance: "10000", since: T0 - 400 * DAY_MS },
    positions: NONE,
    orders: NONE,
    stops: NONE,
    fundingDue: NONE,
    notices: NONE,
  });
  let sequence = 0;
  for (let day = 364; day >= 0; day -= 1) {
    const start = T0 - day * DAY_MS;
    const acts = Array.from({ length: actsPerDay }, (_, n) => {
      sequence += 1;
      return { sequence, at: start + n * 60_000, ordered: sequence % 10 < 6 };
    });
    const bought = acts.filter((act) => act.ordered);
    const boots = Array.from({ length: 4 }, (_, n) => ({
      at: start + n,
      kind: "boot",
      body: { kind: "boot", at: start + n },
    }));
    const funding = {
      at: start,
      kind: "funding",
      body: { payments: [{ hour: start, amount: "-0.0025", rate: "0.0000125" }] },
    };
    const command = { at: start, kind: "command", body: { command: { kind: "pause-all", at: start } } };
    await journal.commit(
      changeWith({
        decisions: acts.map((act) => sampleDecision(act.sequence, act)),
        intents: bought.map(({ sequence, at }) => sampleIntent(sequence, { at, status: "filled" })),
        fills: bought.map(({ sequence, at }) => sampleFill(sequence, { at })),
        events: [
          ...boots,
          funding,
          command,
          ...acts.flatMap((act) => events(act.sequence, act.at, act.ordered)),
        ],
      }),
    );
  }
  return sequence;
}

/** Bytes of all rows as JSON. */
export async function bytesOf(database: JournalDatabase): Promise<number> {
  let bytes = 0;
  for (const table of database.tables) {
    for (const row of (await table.toArray()) as unknown[]) bytes += canonicalJson(row).length;
  }
  return bytes;
}
