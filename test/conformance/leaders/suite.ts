import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { positionAfter } from "../../../lib/leaders/position-chain.ts";
import type { LeaderId } from "../../../lib/model/identity.ts";
import { LeaderEvent, LeaderReading } from "../../../lib/model/leader.ts";
import { CheckingListener } from "./checking-listener.ts";
import { EventLog } from "./event-log.ts";
import type { ConnectedSource, LeaderWorld } from "./leader-world.ts";

/** What every leader source must do, whatever stands behind it. */
export function describeLeaderSource(name: string, startWorld: () => Promise<LeaderWorld>): void {
  describe(`leader source ${name}`, () => {
    let world: LeaderWorld;
    let log: EventLog;
    let connected: ConnectedSource;
    let A: LeaderId;
    let B: LeaderId;

    beforeEach(async () => {
      world = await startWorld();
      log = new EventLog();
      connected = world.connect(log.emit);
      [A, B] = world.leaders;
    });

    afterEach(async () => {
      connected.source.close();
      await world.close();
      for (const event of log.events) expect(LeaderEvent.parse(event)).toEqual(event);
    });

    async function watch(...leaders: LeaderId[]): Promise<void> {
      for (const leader of leaders) connected.source.watch(leader);
      await Promise.all(leaders.map((leader) => log.untilConnected(leader)));
    }

    function snapshotSize(leader: LeaderId): string {
      const positions = log.snapshots(leader).at(-1)?.snapshot.positions ?? [];
      return positions.find((position) => position.instrument === world.instrument)?.size ?? "0";
    }

    it("tells a feed state first, and a start snapshot before it is connected", async () => {
      world.trade(A, "2");
      await watch(A);
      const kinds = log.of(A).map((event) => event.kind);
      expect(kinds[0]).toBe("leader-feed");
      expect(log.feeds(A)[0]?.feed.state).toBe("lost");
      expect(kinds.lastIndexOf("leader-feed")).toBeGreaterThan(kinds.indexOf("leader-snapshot"));
      const [start] = log.snapshots(A);
      expect(start?.cause).toBe("start");
      expect(start?.goodUntil).toBe(start?.at);
      expect(snapshotSize(A)).toBe("2");
    });

    it("never tells history as news, and tells each new fill once and exactly", async () => {
      world.trade(A, "2");
      world.trade(A, "-0.5");
      await watch(A);
      expect(log.fills(A)).toEqual([]);
      world.trade(A, "1");
      world.trade(A, "-4");
      await log.until("two fills", () => log.fills(A).length === 2);
      expect(log.fills(A).map((fill) => fill.startPosition)).toEqual(["1.5", "2.5"]);
      expect(log.fills(A).map(positionAfter)).toEqual(["2.5", "-1.5"]);
      expect(world.position(A)).toBe("-1.5");
    });

    it("keeps leaders apart", async () => {
      await watch(A, B);
      world.trade(A, "1");
      world.trade(B, "-3");
      await log.until("a fill of each", () => log.fills(A).length > 0 && log.fills(B).length > 0);
      expect(log.fills(A).map((fill) => fill.size)).toEqual(["1"]);
      expect(log.fills(B).map((fill) => fill.size)).toEqual(["3"]);
    });

    it("tells a loss, and after it a reconnect snapshot that is good until before the loss", async () => {
      world.trade(A, "2");
      await watch(A);
      world.trade(A, "1");
      await log.until("a fill", () => log.fills(A).length === 1);
      const cutAt = connected.now();
      world.cut();
      await log.until("lost", () => log.feeds(A).at(-1)?.feed.state === "lost");
      world.trade(A, "-2");
      world.mend();
      await log.untilConnected(A);
      const reconnects = log.snapshots(A).filter((event) => event.cause === "reconnect");
      expect(reconnects).toHaveLength(1);
      expect(reconnects[0]?.goodUntil).toBeLessThanOrEqual(cutAt);
      expect(snapshotSize(A)).toBe("1");
      expect(log.fills(A)).toHaveLength(1);
      world.trade(A, "-1");
      await log.until("news again", () => log.fills(A).length === 2);
      expect(log.fills(A).at(-1)?.startPosition).toBe("1");
    });

    it("notices silence by itself, and comes back", async () => {
      connected.source.close();
      connected = world.connect(log.emit, 10);
      await watch(A);
      world.silence();
      await log.until("lost for silence", () => log.feeds(A).some((event) => event.feed.reason === "silent"));
      world.trade(A, "3");
      world.mend();
      await log.untilConnected(A);
      await log.until("the position", () => snapshotSize(A) === "3");
      expect(log.fills(A)).toEqual([]);
    });

    it("gives a fill that is told twice the same key", async () => {
      await watch(A);
      world.repeatNextFills();
      world.trade(A, "1");
      world.trade(A, "1");
      await log.until("three tellings", () => log.fills(A).length === 3);
      const [first, again, second] = log.fills(A);
      expect(again).toEqual(first);
      expect(second?.key).not.toBe(first?.key);
    });

    it("answers refresh with a snapshot of that cause", async () => {
      await watch(A);
      world.loseNextFills();
      world.trade(A, "1");
      world.trade(A, "1");
      await log.until("a fill after a gap", () => log.fills(A)[0]?.startPosition === "1");
      const asked = connected.now();
      connected.source.refresh(A, "gap");
      await log.until("the gap snapshot", () => log.snapshots(A).at(-1)?.cause === "gap");
      expect(log.snapshots(A).at(-1)?.goodUntil).toBeLessThanOrEqual(asked);
      expect(snapshotSize(A)).toBe("2");
    });

    it("loses one leader for a message that breaks the form, heals him, and leaves the other alone", async () => {
      await watch(A, B);
      const before = log.feeds(B).length;
      world.breakNextFills();
      world.trade(A, "1");
      await log.until("unreadable", () => log.feeds(A).at(-1)?.feed.reason === "unreadable");
      expect(log.feeds(A).at(-1)?.feed.detail).toBeTruthy();
      world.trade(B, "1");
      await log.until("the other's news", () => log.fills(B).length === 1);
      await log.untilConnected(A);
      expect(snapshotSize(A)).toBe("1");
      expect(
        log
          .feeds(B)
          .slice(before)
          .filter((event) => event.feed.state === "lost"),
      ).toEqual([]);
    });

    it("is idempotent, and tells nothing of a leader who is no longer watched", async () => {
      await watch(A, A, B);
      expect(log.snapshots(A)).toHaveLength(1);
      connected.source.unwatch(A);
      const told = log.of(A).length;
      connected.source.refresh(A, "gap");
      world.trade(A, "1");
      world.trade(B, "1");
      await log.until("the other's news", () => log.fills(B).length === 1);
      expect(log.of(A)).toHaveLength(told);
      await watch(A);
      expect(log.snapshots(A).at(-1)?.cause).toBe("start");
    });

    it("leaves no timer and tells nothing after it was closed", async () => {
      await watch(A, B);
      const told = log.events.length;
      connected.source.refresh(A, "gap");
      connected.source.close();
      connected.source.watch(A);
      world.trade(A, "1");
      expect(connected.timersWaiting()).toBe(0);
      const other = new EventLog();
      const second = world.connect(other.emit);
      second.source.watch(A);
      await other.untilConnected(A);
      second.source.close();
      expect(log.events).toHaveLength(told);
    });

    it("lets a listener who checks each fill's start end where the leader stands, whatever gets lost", async () => {
      connected.source.close();
      const listener = new CheckingListener(world.instrument, () => connected.source.refresh(A, "gap"));
      connected = world.connect((event) => {
        log.emit(event);
        listener.take(event);
      });
      await watch(A);
      const misbehave = [
        () => world.repeatNextFills(),
        () => world.loseNextFills(),
        () => world.breakNextFills(),
        () => world.cut(),
      ];
      const trades = ["1", "-2", "3", "1", "-4", "2", "-1", "5", "-3", "-1", "2", "4"];
      for (const [round, size] of trades.entries()) {
        misbehave[(round * 3) % misbehave.length]?.();
        world.trade(A, size);
        if (round % 3 !== 2) continue;
        world.mend();
        await log.untilConnected(A);
      }
      // As the next poll would, after the last message was lost.
      connected.source.refresh(A, "poll");
      await log.until("the leader's position", () => listener.held === world.position(A));
      expect(listener.held).toBe("7");
    });

    it("reads a leader once, watched or not, and a stranger as unknown", async () => {
      world.trade(A, "2");
      const reading = await connected.source.read(A);
      expect(LeaderReading.parse(reading)).toEqual(reading);
      expect(reading.role).not.toBe("unknown");
      expect(reading.lastTradeAt).not.toBeNull();
      expect(reading.snapshot.positions).toMatchObject([{ instrument: world.instrument, size: "2" }]);
      expect(await connected.source.read(world.nobody)).toMatchObject({ role: "unknown", lastTradeAt: null });
      expect(log.events).toEqual([]);
    });

    it("rejects a reading that fails with words, and throws nothing at those who watch", async () => {
      world.failRequests();
      await expect(connected.source.read(A)).rejects.toMatchObject({ name: "RequestError" });
      connected.source.watch(A);
      await log.until("a reason", () => log.feeds(A).some((event) => event.feed.detail !== null));
      expect(log.feeds(A).at(-1)?.feed.state).toBe("lost");
      world.mend();
      await log.untilConnected(A);
    });
  });
}
