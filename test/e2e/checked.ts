import { expect } from "@playwright/test";
import { checkFollow } from "../check/check-follow.ts";
import { dumpJournal } from "../check/journal-dump.ts";
import { worldFacts } from "../check/world-facts.ts";
import { expectOrdersInOrder } from "./order-checks.ts";
import type { Stage } from "./stage.ts";

/** On paper, and every order is in its place. */
export async function expectChecked(stage: Stage, followId: string, address: string): Promise<void> {
  await expectJudged(stage, followId, address);
  await expectOrdersInOrder(stage.journal);
}

/** The judge that shares no code with the engine finds nothing wrong, and no drift without a verified reason. */
export async function expectJudged(stage: Stage, followId: string, address: string): Promise<void> {
  const judged = async () => {
    const journal = await dumpJournal(stage.journal.page);
    const facts = worldFacts(stage.world.ledger, address);
    const { driftLots, findings } = checkFollow({ facts, journal, followId, at: Date.now() });
    return { driftLots, findings };
  };
  await expect
    .poll(judged, { message: `the follow of ${address}`, timeout: 20_000 })
    .toEqual({ driftLots: 0, findings: [] });
}
