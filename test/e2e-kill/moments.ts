import type { Page } from "@playwright/test";

/** Moments in the life of an order at which a worker is stopped. */
export const MOMENTS = ["any", "committed", "booked"] as const;
export type Moment = (typeof MOMENTS)[number];

/**
 * Runs in a page of the extension, where looking costs a millisecond or two: the moment is short. Waits until an
 * order is committed, or is in the paper ledger while the journal has not heard of it. There it keeps the table
 * of orders busy with reading until it is let go, as a slow disk would: the worker's next write waits, and can be
 * cut off.
 */
async function watch([moment, timeoutMs]: readonly [Moment, number]): Promise<boolean> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open("pilotfish");
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("open failed")));
  });
  const keys = (request: IDBRequest<IDBValidKey[]>): Promise<IDBValidKey[]> =>
    new Promise((resolve, reject) => {
      request.addEventListener("success", () => resolve(request.result));
      request.addEventListener("error", () => reject(request.error ?? new Error("read failed")));
    });
  const end = performance.now() + timeoutMs;
  while (performance.now() < end) {
    const transaction = database.transaction(["intents", "paperOrders"], "readonly");
    const intents = transaction.objectStore("intents");
    const [committed, booked] = await Promise.all([
      keys(intents.index("status").getAllKeys("committed")),
      keys(transaction.objectStore("paperOrders").getAllKeys()),
    ]);
    const ledger = new Set(booked);
    if (moment === "booked" && committed.some((id) => ledger.has(id))) {
      const until = performance.now() + 5_000;
      Reflect.set(globalThis, "letGo", false);
      const hold = (): void => {
        const letGo = Reflect.get(globalThis, "letGo") === true;
        // A transaction lives as long as it is asked for something.
        if (!letGo && performance.now() < until) intents.count().addEventListener("success", hold);
        else database.close();
      };
      hold();
      return true;
    }
    if (moment === "committed" && committed.length > 0) break;
  }
  database.close();
  return performance.now() < end;
}

/** Waits for a moment, at most so long; where it does not come, any moment will do. */
export async function reached(page: Page, moment: Moment, timeoutMs: number): Promise<void> {
  if (moment !== "any") await page.evaluate(watch, [moment, timeoutMs] as const);
}

/** Ends what `reached` may still hold. */
export async function letGo(page: Page): Promise<void> {
  await page.evaluate(() => Reflect.set(globalThis, "letGo", true));
}
