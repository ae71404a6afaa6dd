import type { Page } from "@playwright/test";
import { setTimeout as wait } from "node:timers/promises";
import type { World } from "../world/world.ts";

/**
 * Moments at which a worker is stopped: at any, when an order (a stop) is durable and perhaps not sent yet, or when the
 * exchange has taken it and the journal has not heard of it.
 */
export const REAL_MOMENTS = [
  "any",
  "order-committed",
  "order-taken",
  "order-taken",
  "stop-committed",
  "stop-taken",
  "stop-cancelling",
] as const;
export type RealMoment = (typeof REAL_MOMENTS)[number];

interface Watch {
  readonly table: "intents" | "stops";
  readonly status: "committed" | "cancelling";
  /** Whether the table is kept busy with reading afterwards, so that the worker's next write can be cut off. */
  readonly hold: boolean;
  readonly timeoutMs: number;
}

/**
 * Runs in a page of the extension. Answers the ids of the rows that have the status, as soon as there are some; none
 * when the time is over. What it holds `letGo` ends.
 */
async function watch({ table, status, hold, timeoutMs }: Watch): Promise<string[]> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open("pilotfish");
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("open failed")));
  });
  const end = performance.now() + timeoutMs;
  while (performance.now() < end) {
    const rows = database.transaction(table, "readonly").objectStore(table);
    const ids = await new Promise<string[]>((resolve, reject) => {
      const request = rows.index("status").getAllKeys(status);
      request.addEventListener("success", () => resolve(request.result.map(String)));
      request.addEventListener("error", () => reject(request.error ?? new Error("read failed")));
    });
    if (ids.length === 0) continue;
    const until = performance.now() + 5_000;
    Reflect.set(globalThis, "letGo", !hold);
    const keep = (): void => {
      const letGo = Reflect.get(globalThis, "letGo") === true;
      // A transaction lives as long as it is asked for something.
      if (!letGo && performance.now() < until) rows.count().addEventListener("success", keep);
      else database.close();
    };
    keep();
    return ids;
  }
  database.close();
  return [];
}

const WATCHES: Readonly<Record<Exclude<RealMoment, "any">, Omit<Watch, "timeoutMs">>> = {
  "order-committed": { table: "intents", status: "committed", hold: false },
  "order-taken": { table: "intents", status: "committed", hold: true },
  "stop-committed": { table: "stops", status: "committed", hold: false },
  "stop-taken": { table: "stops", status: "committed", hold: true },
  "stop-cancelling": { table: "stops", status: "cancelling", hold: false },
};

/** The exchange takes an order within this where nothing is wrong, ms. */
const TAKEN_MS = 500;

/** Waits for a moment, at most so long; where it does not come, any moment will do. Answers what is on its way then. */
export async function reachedReal(
  page: Page,
  world: World,
  owner: string,
  moment: RealMoment,
  timeoutMs: number,
): Promise<readonly string[]> {
  if (moment === "any") return [];
  const ids = await page.evaluate(watch, { ...WATCHES[moment], timeoutMs });
  if (!WATCHES[moment].hold || ids.length === 0) return ids;
  const isTaken = (): boolean =>
    world.ledger.ordersAccepted(owner).some(({ cloid }) => cloid !== null && ids.includes(cloid));
  for (const end = Date.now() + TAKEN_MS; !isTaken() && Date.now() < end;) await wait(2);
  return ids;
}
