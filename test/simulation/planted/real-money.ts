import type { Account } from "../../../lib/model/account.ts";
import type { LeverageReport, LeverageSetting } from "../../../lib/model/leverage-setting.ts";
import type { AccountBook } from "../../../lib/model/state.ts";
import type { Schedule } from "../schedule.ts";
import type { KeyAct } from "../real-plan.ts";
import { again, putBack, seen } from "./lies.ts";
import { both } from "./occasions.ts";
import { type Mistake, type PlantedBug, stepBug, venueBug } from "./planted-bug.ts";

const BY_HAND_MS = 6_000;
/** Further apart than growth may be judged by. */
const FAR_MS = 45_000;

const onReal = ({ real }: Schedule): boolean => real !== null;
const someKeyAct =
  (test: (act: KeyAct) => boolean) =>
  ({ real }: Schedule): boolean =>
    real?.keyActs.some(test) === true;
const found = someKeyAct(({ finding }) => finding !== null);
const locks = someKeyAct(({ locked }) => locked);
/** Every few seconds the user sets another leverage somewhere. */
function byHandAgainAndAgain(schedule: Schedule): Schedule {
  const { real, beganAt, calmAt, listings } = schedule;
  if (real === null) return schedule;
  const byHand = listings.flatMap(({ id }, coin) =>
    Array.from({ length: Math.floor((calmAt - beganAt) / BY_HAND_MS) }, (_, number) => ({
      at: beganAt + number * BY_HAND_MS + coin * 700,
      instrument: id,
      setting: { times: 6 + (number % 3), marginMode: "cross" } as const,
    })),
  );
  return { ...schedule, real: { ...real, byHand, marginMode: "cross" } };
}
const refusals = ({ real }: Schedule): boolean =>
  real?.faults.some(({ name }) => name === "leverage-refused") === true;

/** An engine that takes accounts for others; what it writes of them is `truth`. */
function withAccounts(
  lie: (account: Account) => Account,
  truth: (after: Account, before: Account) => Account,
): Mistake {
  return (step, state, event) => {
    if (event.kind === "account-access" || event.kind === "boot") return step(state, event);
    const accounts = seen(state.accounts, (account) => (account.kind === "real" ? lie(account) : account));
    const done = step({ ...state, accounts }, event);
    const added = event.kind === "command" && event.command.kind === "add-account";
    putBack(done.work.accounts, state.accounts, accounts, (after, before) =>
      added ? after : truth(after, before),
    );
    return again(done);
  };
}

const takenForReady = (...states: readonly Account["access"]["state"][]): Mistake =>
  withAccounts(
    (account) =>
      states.includes(account.access.state)
        ? { ...account, access: { ...account.access, state: "ready" } }
        : account,
    (after, before) => ({ ...after, access: before.access }),
  );

const numbersByTheClock = withAccounts(
  (account) => ({ ...account, lastNonce: 0 }),
  (after) => after,
);

const venueClockIgnored = withAccounts(
  (account) => ({ ...account, clock: null }),
  (after, before) => ({ ...after, clock: after.clock ?? before.clock }),
);

/** An engine that takes what is known of leverage for something else. */
function withLeverage(
  lie: (leverage: NonNullable<AccountBook["leverage"]>) => AccountBook["leverage"],
): Mistake {
  return (step, state, event) => {
    const accountBooks = seen(state.accountBooks, (book) =>
      book.leverage === null ? book : { ...book, leverage: lie(book.leverage) },
    );
    const done = step({ ...state, accountBooks, leverageAsks: new Map() }, event);
    putBack(done.work.accountBooks, state.accountBooks, accountBooks, (after, before) => {
      const untouched = JSON.stringify(after.leverage) === JSON.stringify(lieOf(before, lie));
      return untouched ? { ...after, leverage: before.leverage } : after;
    });
    return again(done);
  };
}

function lieOf(
  { leverage }: AccountBook,
  lie: (leverage: NonNullable<AccountBook["leverage"]>) => AccountBook["leverage"],
): AccountBook["leverage"] {
  return leverage === null ? null : lie(leverage);
}

const answerNotWaitedFor = withLeverage((leverage) =>
  leverage.status === "asking"
    ? { ...leverage, told: leverage.asked, toldAt: leverage.askedAt, status: "set" }
    : leverage,
);

/** Whatever is told is taken for what nobody but the venue has set. */
const usersLeverageOverwritten = withLeverage((leverage) =>
  leverage.status === "set" ? { ...leverage, status: "none" } : leverage,
);

/** A desk whose answers to a setting are other ones. */
function deskBug(
  name: string,
  answer: (report: () => Promise<LeverageReport>, setting: LeverageSetting) => Promise<LeverageReport>,
  mayShow: (schedule: Schedule) => boolean,
): PlantedBug {
  return venueBug(
    name,
    (venue) => {
      const { setLeverage } = venue;
      if (setLeverage === undefined) return {};
      return { setLeverage: (order) => answer(() => setLeverage.call(venue, order), order.setting) };
    },
    both(onReal, mayShow),
  );
}

const asSet = (report: LeverageReport, setting: LeverageSetting): LeverageReport => ({
  kind: "leverage-told",
  accountId: report.accountId,
  at: report.at,
  instrument: report.instrument,
  setting,
});

export const REAL_MONEY: readonly PlantedBug[] = [
  stepBug("restricted-key-grows", takenForReady("restricted"), found),
  stepBug(
    "unchecked-key-grows",
    takenForReady("unchecked"),
    someKeyAct(({ forgets }) => forgets),
  ),
  stepBug(
    "locked-account-orders",
    takenForReady("locked", "unusable"),
    (schedule) => found(schedule) || locks(schedule),
  ),
  stepBug("signers-numbers-by-the-clock-alone", numbersByTheClock, onReal),
  {
    ...stepBug("venues-clock-not-looked-at", venueClockIgnored, onReal),
    given: (schedule) => ({ ...schedule, venueClockOffsetMs: FAR_MS }),
  },
  stepBug("leverage-not-waited-for", answerNotWaitedFor, onReal),
  {
    ...stepBug("users-leverage-overwritten", usersLeverageOverwritten, onReal),
    given: byHandAgainAndAgain,
  },
  deskBug(
    "refused-leverage-taken-for-set",
    async (report, setting) => {
      const told = await report();
      return told.kind === "leverage-refused" ? asSet(told, setting) : told;
    },
    refusals,
  ),
  deskBug(
    "unknown-leverage-taken-for-set",
    async (report, setting) => {
      const told = await report();
      return told.kind === "leverage-unknown" ? asSet(told, setting) : told;
    },
    onReal,
  ),
];
