import type { EngineEvent } from "../../../lib/engine/engine-event.ts";
import { decimalString } from "../../../lib/model/decimal.ts";
import { PAPER_ACCOUNT } from "../../../lib/model/identity.ts";
import {
  type ApprovedIntent,
  type CommittedIntent,
  type Venue,
  VenueReport,
} from "../../../lib/model/order.ts";
import { Executor } from "../../../lib/runtime/executor.ts";
import { VenueUpkeep } from "../../../lib/runtime/venue-upkeep.ts";
import type { Dice } from "../../simulation/dice.ts";
import { type BaseState, baseStates } from "../base-states.ts";
import { NOW, coin, doneReport } from "../story.ts";
import { mutated } from "../mutate.ts";
import { checkStep, refuseDamaged } from "../state-rules.ts";
import { takeEvents } from "../take-events.ts";
import { FuzzFault, type Outcome, type Target, refused, taken } from "../target.ts";

const clock = { now: () => NOW, setTimeout: () => ({ timer: null }), clearTimeout: () => undefined };
const common = { accountId: PAPER_ACCOUNT, at: NOW };
const text = (value: string) => decimalString(value);

const foreignFill = {
  id: "venue-1",
  accountId: PAPER_ACCOUNT,
  instrument: coin("ETH"),
  clientOrderId: null,
  side: "sell",
  price: text("1990"),
  size: text("0.03"),
  fee: text("0.02"),
  time: NOW - 400,
  cause: "user",
} as const;

const payment = {
  accountId: PAPER_ACCOUNT,
  instrument: coin("ETH"),
  hour: NOW,
  size: text("0.2"),
  rate: text("0.0000125"),
  price: text("2000"),
  amount: text("-0.005"),
};

/** What a venue may say of an order. */
function ofOrder(dice: Dice, order: ApprovedIntent): VenueReport {
  const about = { ...common, clientOrderId: order.clientOrderId, instrument: order.instrument };
  switch (dice.int(0, 6)) {
    case 0:
      return {
        kind: "order-rejected",
        ...about,
        handedAt: NOW - 500,
        reason: "insufficient-margin",
        detail: "No.",
      };
    case 1:
      return { kind: "order-unknown", ...about, detail: "No answer came." };
    case 2:
      return { kind: "order-not-found", ...about };
    case 3:
      return { kind: "order-not-sent", ...about };
    case 4: {
      const done = doneReport(order, NOW);
      return { ...done, fills: [], unfilled: "depth-ran-out" };
    }
    default:
      return doneReport(order, NOW);
  }
}

function unasked(dice: Dice): VenueReport {
  if (dice.chance(0.4)) return { kind: "funding", ...common, payments: [payment] };
  const cause = dice.pick(["user", "liquidation"] as const);
  return { kind: "foreign-fills", ...common, fills: [{ ...foreignFill, cause }] };
}

function wholeAccount(dice: Dice, { state, open }: BaseState): VenueReport {
  const [first] = open;
  return {
    kind: "account-read",
    ...common,
    equity: text("9990"),
    positions: [...state.accountBooks.values()]
      .filter((book) => book.net !== "0")
      .map(({ instrument, net }) => ({
        instrument,
        size: net,
        entryPrice: text("100"),
        liquidationPrice: text("50"),
      })),
    openOrders:
      first === undefined
        ? []
        : [{ clientOrderId: first.clientOrderId, instrument: first.instrument, stop: null }],
    leverages: [],
    clock: null,
    fills: dice.chance(0.5) ? [foreignFill] : [],
    until: NOW,
  };
}

interface Asked {
  readonly raw: unknown;
  /** Hands it over as the runtime would get it. */
  readonly deliver: (venue: Venue, post: (event: EngineEvent) => void) => void;
}

function ask(dice: Dice, base: BaseState): Asked {
  const order = base.open.length === 0 ? null : dice.pick(base.open);
  const kind = dice.int(0, order === null ? 3 : 9);
  if (kind < 2 || (kind < 4 && order === null)) {
    return {
      raw: mutated(dice, unasked(dice)),
      deliver: (venue, post) => upkeep(venue, post, base).start(),
    };
  }
  if (kind < 4 || order === null) {
    return {
      raw: mutated(dice, wholeAccount(dice, base)),
      deliver: (venue, post) => upkeep(venue, post, base).read(0),
    };
  }
  const executor = (venue: Venue, post: (event: EngineEvent) => void): Executor =>
    new Executor({ clock, venueOf: () => venue, post });
  return {
    raw: mutated(dice, ofOrder(dice, order)),
    deliver: (venue, post) =>
      kind % 2 === 0
        ? executor(venue, post).lookup(order, 1)
        : // A look at what an answer does needs no journal: the type is all that a commit would add.
          executor(venue, post).submit({ ...order, expiresAt: NOW + 1_000 } as CommittedIntent),
  };
}

function upkeep(venue: Venue, post: (event: EngineEvent) => void, base: BaseState): VenueUpkeep {
  const signs = { writeSign: () => Promise.resolve(), writeDay: () => Promise.resolve() };
  return new VenueUpkeep({
    accountId: PAPER_ACCOUNT,
    clock,
    venue,
    signs,
    log: { warn: () => undefined, error: () => undefined },
    state: () => base.state,
    post,
    localDay: () => "2026-11-22",
  });
}

const isProblem = (event: unknown): boolean =>
  typeof event === "object" && event !== null && "kind" in event && event.kind === "venue-problem";

/** A venue that says one thing, whatever it is asked, and once unasked. */
function venueThatSays(raw: unknown): Venue {
  const say = (): Promise<VenueReport> => Promise.resolve(raw as VenueReport);
  const done = (): Promise<void> => Promise.resolve();
  return {
    submit: say,
    lookup: say,
    readAccount: say,
    onReport: (listener) => {
      listener(raw as VenueReport);
      return () => undefined;
    },
    start: done,
    tick: done,
    onMarks: done,
    acknowledge: done,
    reset: done,
    close: () => undefined,
  };
}

/**
 * What a venue says, changed. The engine hears only reports that the model accepts; what is not one leaves the
 * order unknown or the account unread. An accepted one that cannot be true breaks no rule either.
 */
export const venueReports: Target = {
  name: "venue-reports",
  weight: 40,
  async run(dice): Promise<Outcome> {
    const base = dice.pick(baseStates());
    const { raw, deliver } = ask(dice, base);
    const posted: EngineEvent[] = [];
    deliver(venueThatSays(raw), (event) => posted.push(event));
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
    const readable = VenueReport.safeParse(raw);
    for (const event of posted) {
      if (VenueReport.safeParse(event).success || isProblem(event)) continue;
      const why = readable.success ? "" : (readable.error.issues[0]?.path.join(".") ?? "");
      throw new FuzzFault("stateChanged", `a report that the model refuses reached the engine: ${why}`);
    }
    const told = await takeEvents(base.state, posted, NOW, refuseDamaged);
    const [failure] = told.failures;
    if (failure !== undefined) throw failure.error;
    checkStep(base.state, told.state, told.change);
    if (readable.success) return taken;
    const answer = posted.find((event) => "detail" in event);
    return refused(answer !== undefined && "detail" in answer ? answer.detail : "Nothing was told.");
  },
};
