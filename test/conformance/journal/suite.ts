import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Journal } from "../../../lib/model/journal.ts";
import type { JournalChange, JournalError } from "../../../lib/model/journal-change.ts";
import {
  INSTRUMENT,
  META,
  PROBLEM,
  accountRows,
  changeWith,
  sampleAccountBook,
  sampleBook,
  sampleFollow,
  sampleGuard,
  sampleLeader,
} from "../../journal/sample-rows.ts";
import { sampleLeverageOrder } from "../../journal/sample-leverage.ts";
import { order, sampleDecision, sampleIntent } from "../../journal/sample-orders.ts";
import { cancelOf, protection, sampleStop } from "../../journal/sample-stops.ts";
import { T0 } from "../../journal/sample-values.ts";
import type { JournalDriver } from "./driver.ts";
import { haltConformance } from "./halt-suite.ts";
import { countRows, refusalOf } from "./refusal.ts";

/** What every journal must do with what it is given. A new one brings a driver. */
export function journalConformance(name: string, make: () => Promise<JournalDriver>): void {
  describe(`${name} as a journal`, () => {
    let driver: JournalDriver;
    let journal: Journal;

    beforeEach(async () => {
      driver = await make();
      journal = await driver.open();
    });
    afterEach(() => driver.close());

    const counts = (): Promise<number[]> => countRows(driver);
    const refusal = (change: JournalChange): Promise<JournalError["problem"]> =>
      refusalOf(driver, journal, change);
    /** A journal with an identity and one account. */
    const begun = async (): Promise<void> => {
      await journal.keepIdentity(META);
      await journal.commit(accountRows("paper", "f1", "a", 1));
    };

    it("is empty when it is new", async () => {
      expect(await journal.load()).toEqual({
        meta: null,
        leaders: [],
        leaderBooks: [],
        follows: [],
        books: [],
        accounts: [],
        accountBooks: [],
        guards: [],
        dayStarts: [],
        problems: [],
        openIntents: [],
        openStops: [],
        instruments: [],
        haltedSince: null,
        damaged: [],
      });
    });

    it("keeps its identity, and takes a later one with a change", async () => {
      await journal.keepIdentity(META);
      journal = await driver.open();
      expect((await journal.load()).meta).toEqual(META);
      await journal.commit(changeWith({ meta: { ...META, decisionSequence: 8 } }));
      journal = await driver.open();
      expect((await journal.load()).meta).toEqual({ ...META, decisionSequence: 8 });
    });

    it("gives the next life every row that was committed, as it was", async () => {
      await journal.keepIdentity(META);
      const rows = accountRows("paper", "f1", "a", 2);
      const open = sampleIntent(1);
      const resting = sampleStop(2, { status: "resting" });
      await journal.commit({
        ...rows,
        intents: [...rows.intents, open],
        submits: order(open).submits,
        stops: [resting, sampleStop(1, { status: "fired" })],
        problems: { put: [PROBLEM], remove: [] },
        instruments: [INSTRUMENT],
      });
      journal = await driver.open();
      expect(await journal.load()).toEqual({
        meta: META,
        leaders: rows.leaders.put,
        leaderBooks: rows.leaderBooks.put,
        follows: rows.follows.put,
        books: rows.books.put,
        accounts: rows.accounts.put,
        accountBooks: rows.accountBooks.put,
        guards: expect.arrayContaining([...rows.guards.put]),
        dayStarts: rows.dayStarts.put,
        problems: [PROBLEM],
        openIntents: [open],
        openStops: [resting],
        instruments: [INSTRUMENT],
        haltedSince: null,
        damaged: [],
      });
      expect(await counts()).toEqual([1, 2, 1, 1, 1, 2]);
    });

    it("replaces and removes rows by their keys", async () => {
      await begun();
      await journal.commit(changeWith({ guards: { put: [sampleGuard("follow:over")], remove: [] } }));
      await journal.commit(
        changeWith({
          books: { put: [sampleBook("f1", "0.2")], remove: [] },
          guards: { put: [], remove: ["follow:over"] },
          dayStarts: { put: [], remove: [sampleFollow("f1").id] },
          instruments: [INSTRUMENT],
        }),
      );
      await journal.commit(changeWith({ instruments: [] }));
      const rows = await journal.load();
      expect(rows.books).toEqual([sampleBook("f1", "0.2")]);
      expect(rows.guards.map((guard) => guard.id).toSorted()).toEqual(["account:paper", "follow:f1"]);
      expect(rows.dayStarts).toEqual([]);
      expect(rows.instruments).toEqual([]);
      await journal.commit(
        changeWith({
          books: { put: [], remove: ["f1|ETH"] },
          follows: { put: [], remove: [sampleFollow("f1").id] },
          guards: { put: [], remove: ["follow:f1"] },
          leaders: { put: [], remove: [sampleLeader("a").id] },
        }),
      );
      expect(await journal.load()).toMatchObject({ follows: [], books: [], leaders: [] });
    });

    it("hands back as committed exactly what was to be sent", async () => {
      await begun();
      const row = sampleIntent(2);
      const stop = sampleStop(3);
      const cancel = cancelOf(sampleStop(1, { status: "cancelling" }));
      const setting = sampleLeverageOrder();
      const committed = await journal.commit(
        changeWith({
          ...order(row),
          ...protection(stop),
          stops: [stop, sampleStop(1, { status: "cancelling" })],
          stopCancels: [cancel],
          leverageOrders: [setting],
          accountBooks: { put: [sampleAccountBook("paper")], remove: [] },
        }),
      );
      expect(committed).toEqual({
        intents: [row.intent],
        stops: [stop.stop],
        cancels: [cancel],
        leverages: [setting],
      });
      const nothing = { intents: [], stops: [], cancels: [], leverages: [] };
      expect(await journal.commit(changeWith({ decisions: [sampleDecision(9)] }))).toEqual(nothing);
    });

    it("refuses an order that is not among the rows it writes, or not as committed", async () => {
      await begun();
      const { submits } = order(sampleIntent(2));
      expect(await refusal(changeWith({ submits }))).toBe("damaged");
      expect(await refusal(changeWith({ submits, intents: [sampleIntent(2, { status: "not-sent" })] }))).toBe(
        "damaged",
      );
      expect(await refusal(changeWith({ submits, intents: [sampleIntent(3)] }))).toBe("damaged");
    });

    it("refuses a stop that is not among the rows it writes, or not as committed", async () => {
      await begun();
      const { stopSubmits } = protection(sampleStop(2));
      expect(await refusal(changeWith({ stopSubmits }))).toBe("damaged");
      const resting = sampleStop(2, { status: "resting" });
      expect(await refusal(changeWith({ stopSubmits, stops: [resting] }))).toBe("damaged");
      expect(await refusal(changeWith({ stopSubmits, stops: [sampleStop(3)] }))).toBe("damaged");
      // An order of the same number is no stop.
      expect(await refusal(changeWith({ stopSubmits, intents: [sampleIntent(2)] }))).toBe("damaged");
    });

    it("keeps a stop for the next life until it is final", async () => {
      await begun();
      const books = { accountBooks: { put: [sampleAccountBook("paper")], remove: [] } };
      await journal.commit(changeWith({ ...protection(sampleStop(2)), ...books }));
      for (const status of ["unknown", "resting", "cancelling"] as const) {
        await journal.commit(changeWith({ stops: [sampleStop(2, { status })] }));
        expect((await journal.load()).openStops).toEqual([sampleStop(2, { status })]);
      }
      await journal.commit(changeWith({ stops: [sampleStop(2, { status: "cancelled" })] }));
      expect((await journal.load()).openStops).toEqual([]);
      expect(await driver.count("stops")).toBe(1);
    });

    it("forgets an order in the next life once it is final", async () => {
      await begun();
      await journal.commit(
        changeWith({
          ...order(sampleIntent(2)),
          accountBooks: { put: [sampleAccountBook("paper")], remove: [] },
        }),
      );
      expect((await journal.load()).openIntents).toHaveLength(1);
      await journal.commit(changeWith({ intents: [sampleIntent(2, { status: "unknown" })] }));
      expect((await journal.load()).openIntents).toEqual([sampleIntent(2, { status: "unknown" })]);
      await journal.commit(changeWith({ intents: [sampleIntent(2, { status: "absent" })] }));
      expect((await journal.load()).openIntents).toEqual([]);
      expect(await driver.count("intents")).toBe(2);
    });

    it("writes all of a change or nothing: one row that could not be read again", async () => {
      await begun();
      const bad = { ...sampleBook("f1"), target: "lots" } as never;
      expect(
        await refusal(
          changeWith({
            ...order(sampleIntent(2)),
            decisions: [sampleDecision(5)],
            books: { put: [bad], remove: [] },
          }),
        ),
      ).toBe("damaged");
      expect((await journal.load()).books).toEqual([sampleBook("f1")]);
    });

    it.each(["full", "unwritable"] as const)(
      "writes nothing and says so when the disk is %s",
      async (how) => {
        await begun();
        const change = changeWith({
          ...order(sampleIntent(2)),
          decisions: [sampleDecision(5)],
          books: { put: [sampleBook("f1", "0.3")], remove: [] },
        });
        driver.failWrites(how);
        expect(await refusal(change)).toBe(how);
        await expect(journal.keepIdentity(META)).rejects.toMatchObject({
          name: "JournalError",
          problem: how,
        });
        driver.failWrites(null);
        expect((await journal.load()).books).toEqual([sampleBook("f1")]);
        expect((await journal.commit(change)).intents).toHaveLength(1);
      },
    );

    it("keeps the order of changes that were given at once", async () => {
      await begun();
      const changes = ["0.2", "0.3", "0.4"].map((held) =>
        changeWith({
          books: { put: [sampleBook("f1", held)], remove: [] },
          events: [{ at: T0, kind: "tick", body: held }],
        }),
      );
      await Promise.all(changes.map((change) => journal.commit(change)));
      expect((await journal.load()).books).toEqual([sampleBook("f1", "0.4")]);
      expect(await driver.count("events")).toBe(4);
    });
  });
  haltConformance(name, make);
}
