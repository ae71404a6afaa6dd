import { Decimal, ZERO, decimal, decimalString } from "../../lib/model/decimal.ts";
import type { DecimalString } from "../../lib/model/decimal.ts";
import type { Decision, Follow } from "../../lib/model/follow.ts";
import { type Coverage, coverFills } from "./cover-fills.ts";
import { type Letters, nearly, sumOf } from "./follow-arithmetic.ts";
import { type FollowHistory, followHistory } from "./follow-history.ts";
import type { JournalDump } from "./journal-dump.ts";
import { accountFindings, followOrderFindings } from "./order-findings.ts";
import { copiedAtStart, startFindings, startMoves } from "./start-positions.ts";
import { DecisionWalk } from "./walk-decisions.ts";
import type { WorldFacts } from "./world-facts.ts";

/** Why a target is not held yet; each one was verified here. */
export type Excuse = "below-minimum" | "order-open" | "instrument-frozen";

export interface CheckedInstrument {
  /** Signed coins: the leader's position in the world, T and F recomputed, A from the fills. */
  readonly leader: DecimalString;
  readonly target: DecimalString;
  readonly held: DecimalString;
  readonly forgone: DecimalString;
  /** Whole lots between the target rounded towards 0 and what is held. */
  readonly driftLots: number;
  readonly excuse: Excuse | null;
}

export interface CheckResult {
  readonly instruments: Readonly<Record<string, CheckedInstrument>>;
  /** Largest drift of the instruments without a verified excuse. */
  readonly driftLots: number;
  /** Everything that is not as it must be; empty when all is well. */
  readonly findings: readonly string[];
  /** Fills of the leader that came to nothing and that nothing answers; a fault where no message was lost. */
  readonly unseen: readonly string[];
}

export interface CheckQuestion {
  readonly facts: WorldFacts;
  readonly journal: JournalDump;
  readonly followId: string;
  /** Now, by the world's time; the leader's fills until then must have been answered. */
  readonly at: number;
}

/** An order is final within this; one that is still open then is no excuse any more, ms. */
const ORDER_OPEN_MS = 15_000;
/** Before this the fills of a leader whose follow was just stopped may not have been answered, ms. */
const STOP_MS = 5_000;

/**
 * Whether a follow holds what DESIGN's table says, from what the leader really did. Shares no code with the
 * engine: it reads the world's ledger and judges the journal.
 */
export function checkFollow(question: CheckQuestion): CheckResult {
  const { journal, facts } = question;
  const follow = journal.follows.find((one) => one.id === question.followId);
  if (follow === undefined) return blame("there is no such follow in the journal");
  if (follow.baselineAt === null) return blame("the follow has not begun: it has no baseline");
  const history = followHistory(journal, follow);
  const decisions = journal.decisions
    .filter((decision) => decision.followId === follow.id)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const copied = copiedAtStart(follow, decisions);
  const covered = coverAll(question, follow, decisions, copied, endOf(follow, history));
  const walk = new DecisionWalk({
    facts,
    journal,
    follow,
    history,
    // What was copied at the start is no baseline.
    baselines: new Map(
      [...covered].map(([name, { baseline }]) => [name, copied.has(name) ? ZERO : baseline]),
    ),
    moves: new Map([...startMoves(copied), ...[...covered.values()].flatMap(({ moves }) => [...moves])]),
  });
  walk.run(decisions);
  const instruments = Object.fromEntries(
    [...new Set([...covered.keys(), ...booksOf(journal, follow)])]
      .filter((name) => facts.instruments.has(name))
      .map((name) => [name, instrumentOf(question, follow, name, walk.of(name))]),
  );
  const drifts = Object.values(instruments).filter((one) => one.excuse === null);
  return {
    instruments,
    unseen: [...covered.values()].flatMap((coverage) => coverage.unseen),
    driftLots: Math.max(0, ...drifts.map((one) => one.driftLots)),
    findings: [
      ...[...covered.values()].flatMap((coverage) => coverage.findings),
      ...startFindings(facts, history.settingsAt(follow.baselineAt), follow.baselineAt, copied, covered),
      ...walk.findings,
      ...followOrderFindings(journal, follow, history),
      ...accountFindings(journal),
      ...bookFindings(journal, follow, walk, instruments),
    ],
  };
}

/** After this the leader's acts are not the follow's any more; null while they are. */
function endOf(follow: Follow, { stop, leavingSince }: FollowHistory): number | null {
  if (stop !== null) return stop.at;
  return leavingSince !== null && follow.status === "stopped" ? follow.statusSince : null;
}

function blame(finding: string): CheckResult {
  return { instruments: {}, driftLots: 0, findings: [finding], unseen: [] };
}

function booksOf(journal: JournalDump, follow: Follow): string[] {
  return journal.books.filter((book) => book.followId === follow.id).map((book) => book.instrument);
}

function coverAll(
  { facts, at }: CheckQuestion,
  follow: Follow,
  decisions: readonly Decision[],
  copied: ReadonlyMap<string, Decision>,
  stoppedAt: number | null,
): Map<string, Coverage> {
  const copyable = decisions.filter(
    (one) => one.source !== "own" && one.outcome !== "not-copyable" && copied.get(one.instrument) !== one,
  );
  const names = [
    ...copied.keys(),
    ...facts.fills.map((fill) => fill.instrument),
    ...copyable.map((one) => one.instrument),
  ];
  const answered = new Set(decisions.flatMap((one) => (one.outcome === "not-copyable" ? one.fillKeys : [])));
  return new Map(
    [...new Set(names)].map((instrument) => [
      instrument,
      coverFills({
        facts: { ...facts, fills: facts.fills.filter((fill) => !answered.has(fill.key)) },
        instrument,
        decisions: copyable.filter((one) => one.instrument === instrument),
        since: follow.baselineAt ?? 0,
        until: stoppedAt === null ? at : Math.min(at, stoppedAt - STOP_MS),
      }),
    ]),
  );
}

/** What the follow's part of every fill adds up to. */
function heldOf(journal: JournalDump, follow: Follow, instrument: string): Decimal {
  return journal.fills
    .filter(({ fill }) => fill.instrument === instrument)
    .flatMap(({ shares }) => shares)
    .filter((share) => share.followId === follow.id)
    .reduce((sum, share) => sum.plus(share.size), ZERO);
}

/** Rounded towards 0; what is whole but for a last digit is whole. */
function wholeLots(size: Decimal, lot: Decimal): Decimal {
  return size
    .div(lot)
    .plus(size.isNegative() ? "-1e-9" : "1e-9")
    .toDecimalPlaces(0, Decimal.ROUND_DOWN);
}

function instrumentOf(
  question: CheckQuestion,
  follow: Follow,
  name: string,
  letters: Letters,
): CheckedInstrument {
  const { facts, journal } = question;
  const lot = facts.instruments.get(name)?.lot ?? decimal(1);
  const held = heldOf(journal, follow, name);
  const wanted = wholeLots(letters.target, lot).minus(held.div(lot));
  const driftLots = wanted.abs().toNumber();
  const forgone = [...letters.forgone.values()].reduce((sum, size) => sum.plus(size), ZERO);
  const leader = facts.fills.findLast((fill) => fill.instrument === name)?.to ?? ZERO;
  return {
    leader: decimalString(leader),
    target: decimalString(letters.target),
    held: decimalString(held),
    forgone: decimalString(forgone),
    driftLots,
    excuse: driftLots === 0 ? null : excuseOf(question, name, wanted.times(lot)),
  };
}

function excuseOf({ facts, journal, at }: CheckQuestion, name: string, order: Decimal): Excuse | null {
  const open = journal.intents.filter(({ intent }) => intent.instrument === name);
  if (open.some(({ status }) => status === "unknown")) return "instrument-frozen";
  if (open.some((row) => row.status === "committed" && at - row.statusAt < ORDER_OPEN_MS))
    return "order-open";
  const minimum = facts.instruments.get(name)?.minNotional ?? ZERO;
  return order.abs().times(facts.midAt(name, at)).lt(minimum) ? "below-minimum" : null;
}

/** The books that the surfaces show say the same. */
function bookFindings(
  journal: JournalDump,
  follow: Follow,
  walk: DecisionWalk,
  instruments: CheckResult["instruments"],
): string[] {
  return journal.books
    .filter((book) => book.followId === follow.id)
    .flatMap((book) => {
      const letters = walk.of(book.instrument);
      const forgone = [...letters.forgone.values()].reduce((sum, size) => sum.plus(size), ZERO);
      const pairs: [string, Decimal, Decimal][] = [
        ["held", decimal(book.held), decimal(instruments[book.instrument]?.held ?? 0)],
        ["target", decimal(book.target), letters.target],
        ["forgone", sumOf(book.forgone), forgone],
        ["baseline", decimal(book.baseline), letters.baseline],
      ];
      return pairs
        .filter(([, theirs, ours]) => !nearly(theirs, ours))
        .map(
          ([what, theirs, ours]) =>
            `book ${book.instrument}: ${what} is ${theirs.toFixed()}, not ${ours.toFixed()}`,
        );
    });
}
