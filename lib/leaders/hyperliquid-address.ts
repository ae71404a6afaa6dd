import { z } from "zod";
import { addressOf, leaderIdOf } from "../model/identity.ts";
import type { Address, LeaderId } from "../model/identity.ts";
import { Millis } from "../model/identity.ts";
import type { LeaderEvent, LeaderSource, NotCopyable } from "../model/leader.ts";
import type { AskInfo, Clock, TimerHandle } from "../model/request.ts";
import { createFillSubscriptions } from "./fill-subscriptions.ts";
import { keyOf, whyNotCopyable } from "./hyperliquid-fills.ts";
import { readFrame } from "./hyperliquid-frames.ts";
import { WireFill } from "./hyperliquid-wire.ts";
import { createLeaderReader } from "./leader-reader.ts";
import { createLeaderWatch } from "./leader-watch.ts";
import type { LeaderWatch } from "./leader-watch.ts";
import { createReconnectingSocket } from "../model/reconnecting-socket.ts";
import type { WebSocketLike } from "../model/web-socket-like.ts";

interface HyperliquidAddressSourceOptions {
  readonly emit: (event: LeaderEvent) => void;
  readonly ask: AskInfo;
  /** For `read()`, when that is to have a budget of its own. */
  readonly askForCards?: AskInfo;
  readonly openSocket: (url: string) => WebSocketLike;
  readonly clock: Clock;
  /** Evenly distributed in [0, 1). */
  readonly random: () => number;
  readonly url?: string;
  /** The browser's `navigator.onLine`; only for the words when a connection fails. */
  readonly isOnline?: () => boolean;
}

/** Frames that nobody can read are answered with snapshots of all, at most so often. */
const RESYNC_ALL_EVERY_MS = 2_000;

/** How far back missed acts that cannot be copied are told. */
const MISSED_MS = 24 * 3_600_000;

const Timed = z.looseObject({ time: Millis });

/**
 * Any Hyperliquid account or vault as a leader: `userFills` of all watched on one socket, and
 * `clearinghouseState` for what the stream does not tell. The history that comes with a subscription is
 * never told as news; a snapshot after it closes the gap that it stands for.
 */
export function createHyperliquidAddressSource(options: HyperliquidAddressSourceOptions): LeaderSource {
  const { clock, url = "wss://api.hyperliquid.xyz/ws", isOnline = () => true } = options;
  const watches = new Map<Address, LeaderWatch>();
  const read = createLeaderReader({ ask: options.askForCards ?? options.ask, clock });
  let resync: { timer: TimerHandle; again: boolean } | null = null;
  let closed = false;

  const socket = createReconnectingSocket({
    ...options,
    url,
    isOnline,
    onOpen: () => subscriptions.opened(),
    onFrame,
    onLost(reason, detail) {
      subscriptions.closed();
      for (const watch of watches.values()) watch.lost(reason, detail);
    },
    onLatency() {
      for (const watch of watches.values()) watch.tellFeed();
    },
  });

  const subscriptions = createFillSubscriptions({
    clock,
    send: (message) => socket.send(message),
    onRefused: (address, reason, detail) => watches.get(address)?.pollOnly(reason, detail),
    onSilent: (detail) => socket.lose("silent", detail),
  });

  function onFrame(text: string | null): void {
    const frame = readFrame(text);
    switch (frame.kind) {
      case "pong":
        socket.pong();
        break;
      case "subscribed":
        subscriptions.acknowledged(frame.address);
        break;
      case "error":
        subscriptions.failed(frame.words);
        break;
      case "fills":
        if (frame.isHistory) onHistory(frame.address, frame.rows);
        else watches.get(frame.address)?.fills(frame.rows);
        break;
      case "broken":
        watches.get(frame.address)?.broken(frame.detail);
        break;
      case "unreadable":
        resyncAll();
        break;
      case "irrelevant":
        break;
    }
  }

  function onHistory(address: Address, rows: unknown): void {
    subscriptions.begun(address);
    socket.settled();
    watches.get(address)?.streaming(newestTime(rows));
    tellMissedNotCopyable(address, rows);
  }

  /**
   * A snapshot after a gap makes good what was missed of positions, but it does not show spot trades and the
   * like: those are told from the history. Who hears it knows what it was told before.
   */
  function tellMissedNotCopyable(address: Address, rows: unknown): void {
    if (!Array.isArray(rows)) return;
    const at = clock.now();
    const notCopyable = rows.flatMap((row: unknown): NotCopyable[] => {
      const fill = WireFill.safeParse(row).data;
      const reason = fill === undefined ? null : whyNotCopyable(fill);
      if (fill === undefined || reason === null || fill.time < at - MISSED_MS) return [];
      return [{ instrument: fill.coin, reason, time: fill.time, key: keyOf(fill) }];
    });
    if (notCopyable.length === 0) return;
    options.emit({ kind: "leader-fills", leaderId: leaderIdOf(address), at, fills: [], notCopyable });
  }

  function resyncAll(): void {
    if (resync) {
      resync.again = true;
      return;
    }
    for (const watch of watches.values()) watch.refresh("gap");
    const timer = clock.setTimeout(() => {
      const again = resync?.again;
      resync = null;
      if (again) resyncAll();
    }, RESYNC_ALL_EVERY_MS);
    resync = { timer, again: false };
  }

  function unwatch(leaderId: LeaderId): void {
    const address = addressOf(leaderId);
    const watch = watches.get(address);
    if (!watch) return;
    watch.stop();
    watches.delete(address);
    subscriptions.remove(address);
    if (watches.size === 0) stopSocket();
  }

  function stopSocket(): void {
    socket.stop();
    subscriptions.closed();
    if (resync) clock.clearTimeout(resync.timer);
    resync = null;
  }

  return {
    watch(leaderId) {
      const address = addressOf(leaderId);
      if (closed || watches.has(address)) return;
      const watch = createLeaderWatch({ ...options, leaderId, isOnline, connection: socket });
      watches.set(address, watch);
      watch.tellFeed();
      subscriptions.add(address);
      socket.start();
    },
    unwatch,
    refresh(leaderId, cause) {
      watches.get(addressOf(leaderId))?.refresh(cause);
    },
    read,
    close() {
      closed = true;
      for (const watch of watches.values()) watch.stop();
      watches.clear();
      stopSocket();
    },
  };
}

/** The time of the newest fill in a history. It is not news, so rows that we cannot read do not matter. */
function newestTime(rows: unknown): number | null {
  if (!Array.isArray(rows)) return null;
  const times = rows.flatMap((row: unknown) => Timed.safeParse(row).data?.time ?? []);
  return times.length > 0 ? times.reduce((a, b) => Math.max(a, b)) : null;
}
