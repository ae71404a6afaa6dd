import { PaperLedgerError } from "../../../lib/venues/paper-ledger-keeper.ts";
import type { PaperRows } from "../../../lib/venues/paper-store.ts";
import { PaperRig } from "../../venues/paper-rig.ts";
import { BTC, ETH } from "../../venues/paper-fake-market.ts";
import type { Dice } from "../../simulation/dice.ts";
import { mutated } from "../mutate.ts";
import { FuzzFault, type Outcome, type Target, refused, taken } from "../target.ts";

/** A ledger with positions on both sides, orders, funding that is owed and reports that nobody took. */
async function usedLedger(): Promise<PaperRows> {
  const rig = new PaperRig();
  await rig.buy("2", "100");
  await rig.sell("30", "10", { instrument: ETH });
  await rig.buy("1", "90");
  await rig.place(rig.stop({ size: "2", triggerPrice: "80", limitPrice: "70" }));
  await rig.place(
    rig.stop({ size: "10", triggerPrice: "12", limitPrice: "13", side: "buy", instrument: ETH }),
  );
  rig.market.price(ETH, "12");
  await rig.watch(10_000);
  await rig.clock.advance(2 * 3_600_000);
  await rig.venue.tick();
  return rig.store.load();
}

let used: Promise<PaperRows> | null = null;

/** Made once; nobody writes to it. */
export function usedLedgerRows(): Promise<PaperRows> {
  used ??= usedLedger();
  return used;
}

function restored(rig: PaperRig, rows: PaperRows): void {
  const { store } = rig;
  store.account = rows.account;
  // Under keys of their own: a row whose key is damaged is still a row.
  const fill = (table: Map<string, unknown>, list: readonly unknown[]): void =>
    list.forEach((row, index) => table.set(`row ${index}`, row));
  fill(store.positions, rows.positions);
  fill(store.orders, rows.orders);
  fill(store.stops, rows.stops);
  fill(store.fundingDue, rows.fundingDue);
  fill(store.notices, rows.notices);
}

function mutatedRows(dice: Dice, rows: PaperRows): PaperRows {
  const next = mutated(dice, rows);
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
  if (typeof next !== "object" || next === null) return { ...rows, account: next };
  const { account, positions, orders, stops, fundingDue, notices } = { ...rows, ...next };
  return {
    account,
    positions: list(positions),
    orders: list(orders),
    stops: list(stops),
    fundingDue: list(fundingDue),
    notices: list(notices),
  };
}

/**
 * Stored rows of the paper account. A ledger that is not whole is never traded on: the venue says so, answers
 * every order all the same, and writes nothing.
 */
export const paperRows: Target = {
  name: "paper-rows",
  weight: 6,
  async run(dice): Promise<Outcome> {
    const rig = new PaperRig();
    rig.clock.time += 2 * 3_600_000 + 1_000;
    restored(rig, mutatedRows(dice, await usedLedgerRows()));
    const before = rig.store.writes;
    let words: string | null = null;
    try {
      await rig.venue.account();
    } catch (error) {
      if (!(error instanceof PaperLedgerError)) throw error;
      words = error.message;
    }
    const order = rig.order({ size: "1", limitPrice: "101", instrument: BTC });
    const report = await rig.send(order);
    if (words === null) return taken;
    if (rig.store.writes > before) throw new FuzzFault("stateChanged", "an unreadable ledger was written to");
    if (report.kind !== "order-rejected") {
      throw new FuzzFault("stateChanged", `an order on an unreadable ledger became ${report.kind}`);
    }
    const found = await rig.venue.lookup(order);
    if (found.kind !== "order-unknown")
      throw new FuzzFault("stateChanged", `it was looked up as ${found.kind}`);
    return refused(words);
  },
};
