import { describe, expect, it } from "vitest";
import type { EngineEvent } from "../../lib/engine/engine-event.ts";
import { step } from "../../lib/engine/step.ts";
import { committedOf } from "../../lib/journal/committed-of.ts";
import { JournalError, type JournalChange } from "../../lib/model/journal-change.ts";
import type { CommittedIntent } from "../../lib/model/order.ts";
import type { Clock } from "../../lib/model/request.ts";
import { Mailbox } from "../../lib/runtime/mailbox.ts";
import { EngineDriver, FOLLOW, T0 } from "../engine/engine-driver.ts";

/** Lets what has been promised happen. */
async function turns(): Promise<void> {
  for (let i = 0; i < 5; i += 1) await Promise.resolve();
}

/** A mailbox over a journal that is told when to succeed. */
function rig() {
  const engine = new EngineDriver();
  engine.follow();
  engine.snapshot({});
  engine.marks({ ETH: 2_000 });
  const commits: JournalChange[] = [];
  const acted: { intents: readonly CommittedIntent[]; events: number }[] = [];
  const timers: (() => void)[] = [];
  const dropped: string[] = [];
  const outcomes: ((error: JournalError | null) => void)[] = [];
  const clock: Clock = {
    now: () => engine.now,
    setTimeout: (callback) => {
      timers.push(callback);
      return { timer: timers.length };
    },
    clearTimeout: () => undefined,
  };
  const mailbox = new Mailbox(engine.state, {
    clock,
    log: console,
    step,
    commit: (change) =>
      new Promise((resolve, reject) => {
        commits.push(change);
        outcomes.push((error) => (error === null ? resolve(committedOf(change)) : reject(error)));
      }),
    act: ({ intents }, _effects, events) => acted.push({ intents, events: events.length }),
    changed: () => undefined,
    failed: (event) => dropped.push(event.kind),
  });
  const settle = async (error: JournalError | null = null): Promise<void> => {
    const outcome = outcomes.shift();
    if (outcome === undefined) throw new Error("nothing is being committed");
    outcome(error);
    await turns();
  };
  const trade = (size: number): EngineEvent => ({
    kind: "leader-fills",
    at: engine.now,
    leaderId: [...engine.state.leaders.keys()][0] as never,
    fills: [engine.leaderFill("ETH", size, 2_000)],
    notCopyable: [],
  });
  return { engine, mailbox, commits, acted, timers, settle, trade, dropped };
}

describe("mailbox", () => {
  it("adopts and acts only after the commit, and writes the intent with the event and the decision", async () => {
    const { mailbox, commits, acted, settle, trade } = rig();
    mailbox.post(trade(10));
    expect(commits).toHaveLength(1);
    expect(commits[0]).toMatchObject({
      events: [{ kind: "leader-fills" }],
      intents: [{ status: "committed", intent: { size: "0.1" } }],
      decisions: [{ outcome: "ordered" }],
      books: { put: [{ target: "0.1" }] },
    });
    expect(mailbox.state.openIntents.size).toBe(0);
    expect(acted).toEqual([]);
    await settle();
    expect(mailbox.state.openIntents.size).toBe(1);
    expect(acted[0]?.intents).toHaveLength(1);
  });

  it("takes a burst in one transaction", async () => {
    const { mailbox, commits, settle } = rig();
    mailbox.post({ kind: "command", at: T0, command: { kind: "pause-all", at: T0 } });
    for (let i = 0; i < 50; i += 1) {
      mailbox.post({
        kind: "command",
        at: T0,
        command: { kind: i % 2 ? "pause-all" : "resume-all", at: T0 },
      });
    }
    await settle();
    await settle();
    expect(commits).toHaveLength(2);
    expect(commits[1]?.events).toHaveLength(50);
  });

  it("halts when the journal cannot be written: nothing is adopted, nothing is sent, commands are kept", async () => {
    const { engine, mailbox, commits, acted, timers, settle, trade } = rig();
    mailbox.post(trade(10));
    mailbox.post({ kind: "command", at: T0, command: { kind: "pause", at: T0, followId: FOLLOW } });
    await settle(new JournalError("full", "no space"));
    expect(mailbox.halted?.problem).toBe("full");
    expect(acted).toEqual([]);
    expect(mailbox.state.openIntents.size).toBe(0);
    mailbox.post(trade(10));
    mailbox.post({ kind: "tick", at: engine.now, day: "2026-11-22", online: true });
    timers.shift()?.();
    await settle(new JournalError("full", "no space"));
    timers.shift()?.();
    await settle();
    expect(mailbox.halted).toBeNull();
    expect(mailbox.state.follows.get(FOLLOW)?.status).toBe("paused");
    expect(mailbox.state.openIntents.size).toBe(0);
    expect(commits.at(-1)?.events[0]).toMatchObject({ kind: "journal-resumed" });
    expect(acted.flatMap((act) => act.intents)).toEqual([]);
  });

  it("proves the journal with a note when nothing else waits", async () => {
    const { mailbox, commits, timers, settle, trade } = rig();
    mailbox.post(trade(10));
    await settle(new JournalError("unwritable", "gone"));
    timers.shift()?.();
    expect(commits.at(-1)?.events).toMatchObject([
      { kind: "journal-resumed", body: { problem: "unwritable" } },
    ]);
    await settle();
    expect(mailbox.halted).toBeNull();
  });

  it("stops loudly when a commit fails in a way nobody foresaw, and goes on when it works again", async () => {
    const { mailbox, timers, settle, trade } = rig();
    mailbox.post(trade(10));
    await settle(new TypeError("boom") as never);
    expect(mailbox.halted?.problem).toBe("unwritable");
    mailbox.post({ kind: "command", at: T0, command: { kind: "pause-all", at: T0 } });
    timers.shift()?.();
    await settle();
    expect(mailbox.halted).toBeNull();
    expect(mailbox.state.meta.pausedSince).toBe(T0);
  });

  it("sends no growth that a pause, and no purchase that a sale, of the same commit has overtaken", async () => {
    for (const after of ["pause", "sale", "reset"] as const) {
      const { mailbox, commits, acted, settle, trade } = rig();
      mailbox.post({ kind: "command", at: T0, command: { kind: "resume-all", at: T0 } });
      const buy = trade(10);
      mailbox.post(buy);
      if (after === "pause")
        mailbox.post({ kind: "command", at: T0, command: { kind: "pause-all", at: T0 } });
      else if (after === "reset")
        mailbox.post({ kind: "command", at: T0, command: { kind: "reset-paper", at: T0 } });
      else if (buy.kind === "leader-fills") {
        const sold = buy.fills.map((fill) => ({
          ...fill,
          side: "sell" as const,
          startPosition: fill.size,
          key: "sold",
        }));
        mailbox.post({ ...buy, fills: sold });
      }
      await settle();
      await settle();
      expect(acted.flatMap((act) => act.intents)).toEqual([]);
      expect(commits[1]?.intents.every((row) => row.status !== "committed")).toBe(true);
      expect(mailbox.state.openIntents.size).toBe(0);
    }
  });

  it("takes a group without the one event that makes a row nobody could read again", async () => {
    const { mailbox, settle, trade, dropped } = rig();
    mailbox.post({ kind: "command", at: T0, command: { kind: "resume-all", at: T0 } });
    mailbox.post(trade(10));
    mailbox.post({ kind: "command", at: T0, command: { kind: "pause-all", at: T0 } });
    const damaged = new JournalError("damaged", "Not a row");
    await settle();
    await settle(damaged);
    await settle(damaged);
    await settle();
    expect(dropped).toEqual(["leader-fills"]);
    expect(mailbox.halted).toBeNull();
    expect(mailbox.state.meta.pausedSince).toBe(T0);
  });

  it("takes nothing twice when the journal fails in the middle of such a group", async () => {
    const { mailbox, commits, timers, settle, trade } = rig();
    mailbox.post({ kind: "command", at: T0, command: { kind: "resume-all", at: T0 } });
    mailbox.post({ kind: "command", at: T0 + 1, command: { kind: "pause-all", at: T0 + 1 } });
    mailbox.post(trade(10));
    mailbox.post({ kind: "command", at: T0 + 2, command: { kind: "pause", at: T0 + 2, followId: FOLLOW } });
    const damaged = new JournalError("damaged", "Not a row");
    await settle();
    await settle(damaged);
    await settle();
    await settle(damaged);
    await settle(new JournalError("full", "no space"));
    expect(mailbox.halted?.problem).toBe("full");
    timers.shift()?.();
    await settle();
    expect(commits.at(-1)?.events.map((event) => event.at)).toEqual([T0, T0 + 2]);
    expect(commits.at(-1)?.events.map((event) => event.kind)).toEqual(["journal-resumed", "command"]);
    expect(mailbox.halted).toBeNull();
    expect(mailbox.state.follows.get(FOLLOW)?.status).toBe("paused");
  });

  it("withdraws its orders and goes on when the halt switch is set before the engine heard of it", async () => {
    const { mailbox, commits, acted, settle, trade } = rig();
    mailbox.post(trade(10));
    await settle(new JournalError("halted", "Everything is halted."));
    expect(mailbox.halted).toBeNull();
    expect(commits.at(-1)?.submits).toEqual([]);
    expect(commits.at(-1)?.intents).toMatchObject([{ status: "not-sent" }]);
    await settle();
    expect(mailbox.state.meta.haltedSince).toBe(T0);
    expect(acted.flatMap((act) => act.intents)).toEqual([]);
    mailbox.post({ kind: "command", at: T0, command: { kind: "pause-all", at: T0 } });
    await settle();
    expect(mailbox.state.meta.pausedSince).toBe(T0);
  });

  it("adopts and sends nothing any more once its life has ended, though the commit under way succeeds", async () => {
    const { mailbox, commits, acted, settle, trade } = rig();
    mailbox.post(trade(10));
    mailbox.end();
    await settle();
    mailbox.post({ kind: "command", at: T0, command: { kind: "pause-all", at: T0 } });
    expect(commits).toHaveLength(1);
    expect(acted).toEqual([]);
    expect(mailbox.state.openIntents.size).toBe(0);
  });

  it("does not journal what changes nothing", async () => {
    const { engine, mailbox, commits, settle } = rig();
    mailbox.post({ kind: "tick", at: engine.now, day: "2026-11-22", online: true });
    await settle();
    mailbox.post({ kind: "tick", at: engine.now, day: "2026-11-22", online: true });
    expect(commits.at(-1)).toMatchObject({ events: [], decisions: [], books: { put: [] } });
  });
});
