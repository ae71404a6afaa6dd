import { describe, expect, it } from "vitest";
import type { JournalRows } from "../../lib/model/journal-change.ts";
import { restoreState } from "../../lib/runtime/restore-state.ts";
import { MemoryJournal } from "../simulation/memory-journal.ts";
import { EngineDriver, T0 } from "../engine/engine-driver.ts";

const { meta } = new EngineDriver().state;
const rows = async (more: Partial<JournalRows>): Promise<JournalRows> => ({
  ...(await new MemoryJournal().load()),
  ...more,
});

describe("the state of a new life", () => {
  it("is halted by the switch alone, and stays halted where only the engine was told", async () => {
    expect(restoreState(await rows({ haltedSince: T0 }), meta).meta.haltedSince).toBe(T0);
    const told = { ...meta, haltedSince: T0 };
    expect(restoreState(await rows({}), told).meta.haltedSince).toBe(T0);
  });

  it("tells of each damaged row", async () => {
    const damaged = [{ table: "books", key: "f1|BTC", detail: "held Required", accounts: "all" as const }];
    expect([...restoreState(await rows({ damaged }), meta).problems.values()]).toMatchObject([
      { kind: "row-damaged", about: "books", detail: "f1|BTC: held Required", dismissible: false },
    ]);
  });
});
