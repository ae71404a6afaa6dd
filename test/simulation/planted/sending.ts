import { committedOf } from "../../../lib/journal/committed-of.ts";
import { JournalError } from "../../../lib/model/journal-change.ts";
import { PAPER_ACCOUNT } from "../../../lib/model/identity.ts";
import type { CommittedIntent, Intent, Venue } from "../../../lib/model/order.ts";
import type { Clock } from "../../../lib/model/request.ts";
import type { Schedule } from "../schedule.ts";
import { neverWithdrawing } from "./afterwards.ts";
import { again, putBack, seen } from "./lies.ts";
import { aLifeEnds, someFault } from "./occasions.ts";
import {
  type Mistake,
  type PlantedBug,
  journalBug,
  sameAs,
  sameReal,
  stepBug,
  venueBug,
  withVenue,
} from "./planted-bug.ts";

const DAY_MS = 86_400_000;
const LIFE_MS = 5_000;
const NOTHING = { put: [], remove: [] };

/** Orders as if they had been committed. */
const uncommitted = (intents: readonly Intent[]): readonly CommittedIntent[] =>
  intents as readonly CommittedIntent[];

/** An order may go out while the transaction is under way, one after the other. */
const writeAheadLeftOut = journalBug("write-ahead-left-out", (journal) => {
  let writing: Promise<unknown> = Promise.resolve();
  return {
    async commit(change) {
      const write = (): Promise<unknown> => journal.commit(change);
      writing = writing.then(write, write);
      return committedOf(change);
    },
  };
});

const failedCommitAdopted = journalBug(
  "failed-commit-adopted",
  (journal) => ({
    async commit(change) {
      try {
        return await journal.commit(change);
      } catch (error) {
        if (error instanceof JournalError && (error.problem === "unwritable" || error.problem === "full"))
          return committedOf(change);
        throw error;
      }
    },
  }),
  someFault("journal-unwritable", "journal-full"),
);

/** First what the leader did, then what it means: a life that ends between the two never copies it. */
const leaderCommittedFirst = journalBug(
  "leader-committed-first",
  (journal) => ({
    async commit(change) {
      const { leaders, leaderBooks } = change;
      if (leaderBooks.put.length > 0) {
        await journal.commit({ ...nothingOf(change), leaders, leaderBooks });
      }
      return journal.commit({ ...change, leaders: NOTHING, leaderBooks: NOTHING });
    },
  }),
  aLifeEnds,
);

/** First how orders ended, then what they filled. */
const ordersCommittedFirst = journalBug(
  "orders-committed-first",
  (journal) => ({
    async commit(change) {
      const ended = change.intents.filter(({ status }) => status !== "committed");
      if (ended.length > 0) await journal.commit({ ...nothingOf(change), intents: ended });
      return journal.commit(change);
    },
  }),
  aLifeEnds,
);

function nothingOf<Change extends { readonly leaders: unknown }>(change: Change): Change {
  const parts = Object.entries(change).map(([name, part]) => {
    if (name === "meta" || name === "instruments") return [name, null];
    return [name, Array.isArray(part) ? [] : NOTHING];
  });
  return Object.fromEntries(parts) as Change;
}

const sentAgainAfterTimeout = venueBug("sent-again-after-timeout", (venue) => ({
  async submit(intent) {
    const report = await venue.submit(intent);
    return report.kind === "order-unknown" ? venue.submit(intent) : report;
  },
}));

function sendingAgain(
  venue: Venue,
  clock: Clock,
  left: () => readonly Intent[],
  onPaper: boolean,
): Pick<Venue, "start"> {
  return {
    async start() {
      await venue.start();
      const expiresAt = clock.now() + LIFE_MS;
      const own = left().filter(({ accountId }) => (accountId === PAPER_ACCOUNT) === onPaper);
      for (const intent of uncommitted(own)) void venue.submit({ ...intent, expiresAt });
    },
  };
}

/** A new life sends what the last one left open, as if it were its own. */
const sentAgainAfterRestart: PlantedBug = {
  name: "sent-again-after-restart",
  mayShow: aLifeEnds,
  wiring: () => ({
    wire: (ports) => {
      let left: readonly Intent[] = [];
      return {
        ...ports,
        journal: {
          ...ports.journal,
          load: async () => {
            const rows = await ports.journal.load();
            left = rows.openIntents.map(({ intent }) => intent);
            return rows;
          },
        },
        makeVenue: (context) => {
          const venue = ports.makeVenue(context);
          return { ...sameAs(venue), ...sendingAgain(venue, context.clock, () => left, true) };
        },
        realAccounts: withVenue(ports.realAccounts, (venue, clock) => ({
          ...sameReal(venue),
          ...sendingAgain(venue, clock, () => left, false),
        })),
      };
    },
  }),
};

const expiryNotLookedAt = journalBug("expiry-not-looked-at", (journal) => ({
  async commit(change) {
    const committed = await journal.commit(change);
    const intents = committed.intents.map((intent) => ({ ...intent, expiresAt: intent.expiresAt + DAY_MS }));
    return { ...committed, intents };
  },
}));

/** What is under way is not seen by whoever makes the next order. */
function blindTo(status: "committed" | "unknown"): Mistake {
  return (step, state, event) => {
    if (event.kind === "boot" || event.kind === "tick") return step(state, event);
    const about = "clientOrderId" in event ? event.clientOrderId : null;
    const openIntents = seen(state.openIntents, (row) =>
      row.status === status && row.intent.clientOrderId !== about ? null : row,
    );
    const done = step({ ...state, openIntents }, event);
    putBack(done.work.intents, state.openIntents, openIntents, (after) => after);
    return again(done);
  };
}

const orderIdsBeginAnew = journalBug(
  "order-ids-begin-anew",
  (journal) => ({
    async load() {
      const rows = await journal.load();
      return { ...rows, accountBooks: rows.accountBooks.map((book) => ({ ...book, sequence: 0 })) };
    },
  }),
  aLifeEnds,
);

/** The user pauses while the first leader's acts are on their way, and resumes soon after. */
function restless(schedule: Schedule): Schedule {
  const first = schedule.commands.find(({ command }) => command.kind === "follow")?.command;
  if (first?.kind !== "follow") return schedule;
  const { followId, leaderId } = first;
  const acts = schedule.leaders.find(({ id }) => id === leaderId)?.acts ?? [];
  const pauses = acts.flatMap(({ at }): Schedule["commands"] => [
    { at: at + 70, command: { kind: "pause", at: 0, followId } },
    { at: at + 80, command: { kind: "resume", at: 0, followId } },
    { at: at + 90, command: { kind: "pause", at: 0, followId } },
    { at: at + 300, command: { kind: "resume", at: 0, followId } },
  ]);
  return { ...schedule, commands: [...schedule.commands, ...pauses] };
}

const withdrawnOrderSent: PlantedBug = {
  ...stepBug(
    "withdrawn-order-sent",
    neverWithdrawing((step, state, event) => step(state, event)),
  ),
  given: restless,
};

export const SENDING: readonly PlantedBug[] = [
  writeAheadLeftOut,
  failedCommitAdopted,
  leaderCommittedFirst,
  ordersCommittedFirst,
  sentAgainAfterTimeout,
  sentAgainAfterRestart,
  expiryNotLookedAt,
  stepBug("two-orders-in-flight", blindTo("committed")),
  stepBug("growth-while-unknown", blindTo("unknown")),
  orderIdsBeginAnew,
  withdrawnOrderSent,
];
