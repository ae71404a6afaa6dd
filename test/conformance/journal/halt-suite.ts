import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Journal } from "../../../lib/model/journal.ts";
import { type JournalChange, JournalError } from "../../../lib/model/journal-change.ts";
import { META, accountRows, changeWith } from "../../journal/sample-rows.ts";
import { sampleLeverageOrder } from "../../journal/sample-leverage.ts";
import { order, sampleDecision, sampleIntent } from "../../journal/sample-orders.ts";
import { cancelOf, protection, sampleStop } from "../../journal/sample-stops.ts";
import { T0 } from "../../journal/sample-values.ts";
import type { JournalDriver } from "./driver.ts";
import { refusalOf } from "./refusal.ts";

/** No order is committed behind a halt, whatever journal it is. */
export function haltConformance(name: string, make: () => Promise<JournalDriver>): void {
  describe(`the halt of ${name}`, () => {
    let driver: JournalDriver;
    let journal: Journal;

    beforeEach(async () => {
      driver = await make();
      journal = await driver.open();
    });
    afterEach(() => driver.close());

    const refusal = (change: JournalChange): Promise<JournalError["problem"]> =>
      refusalOf(driver, journal, change);
    const begun = async (): Promise<void> => {
      await journal.keepIdentity(META);
      await journal.commit(accountRows("paper", "f1", "a", 1));
    };

    it("refuses every order while the halt is set, and writes nothing of their change", async () => {
      await begun();
      await driver.setHalt(T0 + 5);
      const change = changeWith({ ...order(sampleIntent(2)), decisions: [sampleDecision(5)] });
      expect(await refusal(change)).toBe("halted");
      expect((await journal.load()).haltedSince).toBe(T0 + 5);
      await driver.setHalt(null);
      expect((await journal.commit(change)).intents).toHaveLength(1);
      expect((await journal.load()).haltedSince).toBeNull();
    });

    it("refuses every stop and every removal of one while the halt is set; what is told of them is written", async () => {
      await begun();
      const resting = sampleStop(1, { status: "resting" });
      await journal.commit(changeWith({ stops: [resting] }));
      await driver.setHalt(T0 + 5);
      const cancelling = sampleStop(1, { status: "cancelling" });
      const removal = changeWith({ stops: [cancelling], stopCancels: [cancelOf(cancelling)] });
      expect(await refusal(changeWith(protection(sampleStop(2))))).toBe("halted");
      expect(await refusal(removal)).toBe("halted");
      expect((await journal.load()).openStops).toEqual([resting]);
      await journal.commit(changeWith({ stops: [sampleStop(1, { status: "fired" })] }));
      expect((await journal.load()).openStops).toEqual([]);
    });

    it("refuses to have leverage set while the halt is set", async () => {
      await begun();
      await driver.setHalt(T0 + 5);
      expect(await refusal(changeWith({ leverageOrders: [sampleLeverageOrder()] }))).toBe("halted");
    });

    it("stays halted in the next life", async () => {
      await begun();
      await driver.setHalt(T0);
      journal = await driver.open();
      expect(await refusal(changeWith(order(sampleIntent(2))))).toBe("halted");
    });

    it("still writes what has no order to send while the halt is set", async () => {
      await begun();
      await driver.setHalt(T0);
      await journal.commit(changeWith({ intents: [sampleIntent(1, { status: "filled" })] }));
      await journal.commit(changeWith({ decisions: [sampleDecision(5)] }));
      expect(await driver.count("decisions")).toBe(2);
    });

    it("commits no order behind a halt that was set before it", async () => {
      await begun();
      const halt = driver.setHalt(T0);
      const commit = journal.commit(changeWith(order(sampleIntent(2)))).catch((error: unknown) => error);
      await halt;
      // Whichever came first: an order that is durable was committed before the halt, and none is behind it.
      const outcome = await commit;
      if (outcome instanceof JournalError) expect(outcome.problem).toBe("halted");
      expect(await refusal(changeWith(order(sampleIntent(3))))).toBe("halted");
    });

    it("refuses every order while the halt cannot be read", async () => {
      await begun();
      driver.breakHalt();
      const error: unknown = await journal
        .commit(changeWith(order(sampleIntent(2))))
        .catch((error: unknown) => error);
      expect(error).toBeInstanceOf(JournalError);
      expect(await driver.count("intents")).toBe(1);
    });
  });
}
