import { DEFAULT_ACCOUNT_SETTINGS } from "../../../lib/model/account.ts";
import { type ExitRules, NO_EXIT_RULES } from "../../../lib/model/exit-rules.ts";
import type { FollowSettings } from "../../../lib/model/follow-settings.ts";
import { PAPER_ACCOUNT } from "../../../lib/model/identity.ts";
import { chapter, command, firstOf } from "./breaking.ts";
import { BEGAN, LEADER, book, change, put } from "./hand-made-rows.ts";
import { type MutableRecord, soundRecord } from "./hand-made.ts";
import { judge } from "./judge.ts";
import type { RuleName } from "./violation.ts";

export type Harm = (record: MutableRecord) => void;
/** Each from a moment on, ms. */
export type Prices = readonly (readonly [number, string])[];
/** In words, the prices, and what is otherwise in the sound record. */
export type MarketCase = readonly [string, Prices, readonly Harm[]];

export const CALM: Prices = [[0, "100"]];
export const DOWN: Prices = [
  [0, "100"],
  [12_000, "90"],
];
export const UP: Prices = [
  [0, "100"],
  [12_000, "110"],
];

/** The details of a rule's violations in the sound record, with prices and what is otherwise. */
export function found(rule: RuleName, prices: Prices, more: readonly Harm[]): string[] {
  return judge(lived(prices, more)).flatMap((one) => (one.rule === rule ? [one.detail] : []));
}

/**
 * A life that is told a price every two seconds, and writes it down. The follow holds 0.2 BTC from 100 and has paid 0.03
 * of its 1,000 USD; the account has 10,000.
 */
function lived(prices: Prices, more: readonly Harm[]): MutableRecord {
  const record = soundRecord();
  record.endedAt = BEGAN + 40_000;
  for (let at = 200; at < 40_000; at += 2_000) {
    const price = prices.findLast(([from]) => from <= at)?.[1] ?? "100";
    const quote = { at: BEGAN + at, life: 1, askedAt: BEGAN + at - 200, marks: new Map([["BTC", price]]) };
    record.quotes.push(quote as never);
    record.journal.changes.push({ at: BEGAN + at + 10, life: 1, change: change({}) as never });
  }
  chapter(record, 7).change.books.put.push(book({ target: "0.2", held: "0.2" }));
  for (const harm of more) harm(record);
  record.journal.changes.sort((a, b) => a.at - b.at);
  return record;
}

export function settings(more: Partial<FollowSettings>): Harm {
  return ({ journal }) => {
    const { body } = firstOf(firstOf(journal.changes).change.events) as { body: unknown };
    const told = body as { command: { settings: FollowSettings } };
    told.command.settings = { ...told.command.settings, ...more };
  };
}

export function rules(exits: Partial<ExitRules>): Harm {
  return settings({ exits: { ...NO_EXIT_RULES, ...exits } });
}

export function accountRules(exits: Partial<ExitRules>): Harm {
  const edited = { ...DEFAULT_ACCOUNT_SETTINGS, exits: { ...NO_EXIT_RULES, ...exits } };
  return (record) =>
    command(record, 20, { kind: "edit-account", accountId: PAPER_ACCOUNT, settings: edited });
}

/** The journal has it at a moment. */
export function written(at: number, parts: Record<string, unknown>, life = 1): Harm {
  return ({ journal }) => {
    journal.changes.push({ at: BEGAN + at, life, change: change(parts) as never });
  };
}

export function tripped(at: number, trip: Record<string, unknown>): Harm {
  const row = { instrument: null, at: BEGAN + at, measured: 1, ...trip };
  return written(at, { guards: put({ id: "follow:f1", trips: [row] }) });
}

/** What the leader's source says of itself. */
export function fed(at: number, state: string): Harm {
  return ({ leaders }) => {
    const feed = { state, reason: "silent", detail: null, since: BEGAN, latencyMs: null, attempts: 1 };
    const event = { kind: "leader-feed", leaderId: LEADER, at: BEGAN + at, feed };
    firstOf(leaders).told.push({ at: BEGAN + at, life: 1, event } as never);
  };
}

/** Another life begins, and reads the account. */
export function restarted(at: number): Harm {
  return (record) => {
    const born = { life: 2, bornAt: BEGAN + at, diedAt: null, diedIn: null };
    record.lives = [{ life: 1, bornAt: BEGAN, diedAt: BEGAN + at, diedIn: "anywhere" }, born];
    for (const one of [...record.quotes, ...record.journal.changes]) if (one.at > BEGAN + at) one.life = 2;
    const account = { ...firstOf(record.journal.rows.accounts), reconciled: true };
    written(at + 50, { accounts: put(account) }, 2)(record);
  };
}
