import { describe, expect, it } from "vitest";
import { decimalString } from "../../../lib/model/decimal.ts";
import { Bench } from "./bench.ts";
import { ACCOUNT_CASES } from "./cases/account-cases.ts";
import { LEVERAGE_CASES } from "./cases/leverage-cases.ts";
import { ORDER_CASES } from "./cases/order-cases.ts";
import { REJECT_CASES } from "./cases/reject-cases.ts";
import { RESTART_CASES } from "./cases/restart-cases.ts";
import { STOP_CASES } from "./cases/stop-cases.ts";
import { TROUBLE_CASES } from "./cases/trouble-cases.ts";
import type { VenueDriver, VenueUnderTest } from "./driver.ts";
import type { VenueCase } from "./venue-case.ts";

/** Every case, in the order of the table. */
const CASES: readonly VenueCase[] = [
  ...ORDER_CASES,
  ...REJECT_CASES,
  ...TROUBLE_CASES,
  ...ACCOUNT_CASES,
  ...LEVERAGE_CASES,
  ...STOP_CASES,
  ...RESTART_CASES,
];

/** A cell of the table, as a test leaves it for the reporter. */
export interface TableCell {
  readonly venue: string;
  readonly name: string;
  /** Why the venue cannot have the case; null where it was tried. */
  readonly notThere: string | null;
}

declare module "vitest" {
  interface TaskMeta {
    venueCells?: readonly TableCell[];
  }
}

/**
 * What every venue must do. A new venue brings a driver. What it cannot have it says with a reason, and the table shows
 * that reason in the place of the result.
 */
export function venueConformance({ name: venue, notThere, open }: VenueUnderTest): void {
  const missing = CASES.flatMap(({ name, needs }) => {
    const why = needs === undefined ? undefined : notThere[needs];
    return why === undefined ? [] : [{ venue, name, notThere: why }];
  });
  const tried = CASES.filter(({ needs }) => needs === undefined || notThere[needs] === undefined);

  // Each has its own account and market, and waits more than it works.
  describe.concurrent(`${venue} as a venue`, () => {
    it.for(tried)("$name", async (one, { task }) => {
      task.meta.venueCells = [{ venue, name: one.name, notThere: null }];
      await tryCase(one, await open());
    });
  });

  it(`${venue} says why it has not what it has not`, ({ task }) => {
    task.meta.venueCells = missing;
    const needed = new Set<string>(CASES.flatMap(({ needs }) => needs ?? []));
    expect(Object.keys(notThere).filter((ability) => !needed.has(ability))).toEqual([]);
    expect(Object.values(notThere).filter((why) => why.length < 20)).toEqual([]);
  });
}

async function tryCase({ run }: VenueCase, driver: VenueDriver): Promise<void> {
  try {
    for (const instrument of driver.instruments) await driver.movePrice(instrument, decimalString("100"));
    await run(new Bench(driver));
  } finally {
    await driver.close();
  }
}
