import type { Address } from "../model/identity.ts";
import type { FeedReason } from "../model/leader.ts";
import type { Clock, TimerHandle } from "../model/request.ts";

/** The exchange streams the fills of 10 users to an IP address (docs, "Rate limits"). */
const MOST_STREAMED = 10;
const HISTORY_WITHIN_MS = 10_000;

interface FillSubscriptionsOptions {
  readonly clock: Clock;
  readonly send: (message: unknown) => void;
  /** A leader gets no stream on this connection. */
  readonly onRefused: (address: Address, reason: FeedReason, detail: string) => void;
  /** Nobody gets an answer: the connection is of no use. */
  readonly onSilent: (detail: string) => void;
}

interface FillSubscriptions {
  add(address: Address): void;
  remove(address: Address): void;
  /** The connection opened: all who have a place are subscribed. */
  opened(): void;
  closed(): void;
  /** The server echoed a subscription. */
  acknowledged(address: Address): void;
  /** The history came: the stream has begun. */
  begun(address: Address): void;
  /** An error frame. It does not name its request; requests are answered in order. */
  failed(words: string): void;
}

/** none: no place. asked: sent. acknowledged: echoed, history awaited. begun: streaming. refused: not on this connection. */
type Stage = "none" | "waiting" | "asked" | "acknowledged" | "begun" | "refused";

/** Who is subscribed to `userFills` on the one socket. The first ten watched have a place. */
export function createFillSubscriptions(options: FillSubscriptionsOptions): FillSubscriptions {
  const { clock, send } = options;
  const stages = new Map<Address, Stage>();
  const deadlines = new Map<Address, TimerHandle>();
  let open = false;

  function inStage(...wanted: readonly Stage[]): Address[] {
    return [...stages].filter(([, stage]) => wanted.includes(stage)).map(([address]) => address);
  }

  function clearDeadline(address: Address): void {
    const handle = deadlines.get(address);
    if (handle) clock.clearTimeout(handle);
    deadlines.delete(address);
  }

  function subscribe(address: Address): void {
    stages.set(address, "asked");
    clearDeadline(address);
    deadlines.set(
      address,
      clock.setTimeout(() => late(address), HISTORY_WITHIN_MS),
    );
    send({ method: "subscribe", subscription: { type: "userFills", user: address } });
  }

  function late(address: Address): void {
    deadlines.delete(address);
    const detail = "No answer to the subscription within 10 s.";
    if (inStage("begun").length === 0) options.onSilent(detail);
    else refuse(address, "silent", detail);
  }

  function refuse(address: Address, reason: FeedReason, detail: string): void {
    clearDeadline(address);
    stages.set(address, "refused");
    options.onRefused(address, reason, detail);
  }

  function placesTaken(): number {
    return stages.size - inStage("none").length;
  }

  function place(address: Address): void {
    if (open) subscribe(address);
    else stages.set(address, "waiting");
  }

  return {
    add(address) {
      if (placesTaken() < MOST_STREAMED) {
        place(address);
        return;
      }
      stages.set(address, "none");
      options.onRefused(
        address,
        "refused",
        `The exchange streams ${MOST_STREAMED} leaders at most; this one is read every 5 s.`,
      );
    },
    remove(address) {
      const stage = stages.get(address);
      clearDeadline(address);
      stages.delete(address);
      if (stage === undefined || stage === "none") return;
      if (open) send({ method: "unsubscribe", subscription: { type: "userFills", user: address } });
      const next = inStage("none")[0];
      if (next) place(next);
      if (open) for (const refused of inStage("refused")) subscribe(refused);
    },
    opened() {
      open = true;
      for (const address of inStage("waiting")) subscribe(address);
    },
    closed() {
      open = false;
      for (const address of deadlines.keys()) clearDeadline(address);
      for (const address of inStage("asked", "acknowledged", "begun", "refused"))
        stages.set(address, "waiting");
    },
    acknowledged(address) {
      if (stages.get(address) === "asked") stages.set(address, "acknowledged");
    },
    begun(address) {
      if (!stages.has(address)) return;
      clearDeadline(address);
      stages.set(address, "begun");
    },
    failed(words) {
      const named = inStage("asked", "acknowledged").find((address) => words.toLowerCase().includes(address));
      const tooMany = /cannot track more than/i.test(words) ? inStage("asked")[0] : undefined;
      const address = named ?? tooMany;
      // Subscribed twice is still subscribed; if the history does not follow, the deadline tells.
      if (address && !/already subscribed/i.test(words)) refuse(address, "refused", words);
    },
  };
}
