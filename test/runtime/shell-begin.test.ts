import { describe, expect, it } from "vitest";
import { step } from "../../lib/engine/step.ts";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import type { JournalRows } from "../../lib/model/journal-change.ts";
import { NOTHING_COMMITTED } from "../../lib/model/journal.ts";
import { Shell } from "../../lib/runtime/shell.ts";
import { settle } from "../leaders/fake-clock.ts";
import { MemoryJournal } from "../simulation/memory-journal.ts";
import { BrowserSession, NO_MARKET, NotingVenue, realState } from "./real-account-rig.ts";

const done = (): Promise<void> => Promise.resolve();

/** A life of the worker that begins now; what it does, in its order: accesses that are written down, leaders watched. */
async function beginLife(session: BrowserSession, withRealAccounts = true): Promise<string[]> {
  const { clock } = session;
  const state = realState(clock.now(), true);
  const rows: JournalRows = {
    ...(await new MemoryJournal().load()),
    meta: state.meta,
    follows: [...state.follows.values()],
    accounts: [...state.accounts.values()].filter(({ kind }) => withRealAccounts || kind === "paper"),
  };
  const did: string[] = [];
  await Shell.boot({
    clock,
    journal: {
      load: () => Promise.resolve(rows),
      keepIdentity: done,
      commit: ({ events }) => {
        did.push(...events.filter(({ kind }) => kind === "account-access").map(({ kind }) => kind));
        return Promise.resolve(NOTHING_COMMITTED);
      },
    },
    signs: { writeSign: done, writeDay: done },
    marketData: NO_MARKET,
    log: { warn: () => undefined, error: () => undefined },
    makeSource: () => ({
      watch: () => did.push("watch"),
      unwatch: () => did.push("unwatch"),
      refresh: () => undefined,
      read: () => Promise.reject(new Error("nobody reads this here")),
      close: () => undefined,
    }),
    makeVenue: () => new NotingVenue(PAPER_ACCOUNT).venue,
    realAccounts: withRealAccounts ? session.ports() : null,
    step,
    isOnline: () => true,
    localDay: () => "2026-11-22",
    newInstallationId: () => "0".repeat(32),
    newFollowId: () => "f9",
    changed: () => undefined,
  });
  await settle();
  return did;
}

describe("a new life", () => {
  it("watches leaders only once it knows whether its accounts can sign: else it would forgo what they did meanwhile", async () => {
    const session = new BrowserSession();
    let open = (): void => undefined;
    session.vaultOpens = new Promise((resolve) => (open = resolve));
    const did = await beginLife(session);
    await session.clock.advance(1_500);
    expect(did).toEqual([]);
    open();
    await settle();
    expect(did[0]).toBe("account-access");
    expect(did).toContain("watch");
    await session.clock.advance(10_000);
    expect(did.filter((one) => one === "watch")).toHaveLength(1);
  });

  it("watches them after two seconds although a vault does not answer", async () => {
    const session = new BrowserSession();
    session.vaultOpens = new Promise(() => undefined);
    const did = await beginLife(session);
    await session.clock.advance(1_900);
    expect(did).toEqual([]);
    await session.clock.advance(200);
    expect(did).toEqual(["watch"]);
  });

  it("watches them at once where there is only paper", async () => {
    expect(await beginLife(new BrowserSession(), false)).toEqual(["watch"]);
  });
});
