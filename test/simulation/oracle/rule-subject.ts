import type { ExitRuleName, ExitRules } from "../../../lib/model/exit-rules.ts";
import type { FollowSettings } from "../../../lib/model/follow-settings.ts";
import { EquityMemory } from "./equity-memory.ts";
import type { ValueRange } from "./value-range.ts";
import type { Measure } from "./rule-measures.ts";
import type { Standings } from "./standing.ts";

/** Since when a rule has surely been past its limit, and what it measured then. */
export interface Streak {
  readonly since: number;
  readonly rule: NonNullable<ExitRules[ExitRuleName]>;
  readonly measure: Measure;
  told: boolean;
}

/** Whose rules are judged: a follow, or the account with all its follows. */
export class RuleSubject {
  readonly guardId: string;
  /** Null for the account. */
  readonly followId: string | null;
  readonly memory = new EquityMemory();
  begun = false;
  /** Of the account, from its beginning or the last reset on, USD. */
  capital: ValueRange | null = null;
  beganAnew = false;
  streaks: ReadonlyMap<string, Streak> = new Map();
  readonly #uses = new Set<ExitRuleName>();

  constructor(guardId: string, followId: string | null) {
    this.guardId = guardId;
    this.followId = followId;
  }

  use(rules: ExitRules): void {
    for (const [name, rule] of Object.entries(rules)) if (rule !== null) this.#uses.add(name as ExitRuleName);
  }

  /** Whether it ever has a rule about equity. */
  get weighs(): boolean {
    return ["dailyLoss", "drawdown", "takeProfit"].some((name) => this.#uses.has(name as ExitRuleName));
  }
}

/** Everybody who ever has an exit rule. */
export function ruleSubjects(standings: Standings): Map<string, RuleSubject> {
  const subjects = new Map<string, RuleSubject>();
  const add = (guardId: string, followId: string | null, exits: ExitRules): void => {
    if (Object.values(exits).every((rule) => rule === null)) return;
    const subject = subjects.get(guardId) ?? new RuleSubject(guardId, followId);
    subject.use(exits);
    subjects.set(guardId, subject);
  };
  for (const { command } of standings.said) {
    if (command.kind === "follow" || command.kind === "edit-follow")
      add(`follow:${command.followId}`, command.followId, command.settings.exits);
    if (command.kind === "edit-account") add(`account:${command.accountId}`, null, command.settings.exits);
  }
  return subjects;
}

/**
 * USD that a follow's results are added to; null while none is known. Of a share of the account it is the share of what
 * the account has without these results, whenever it was last reckoned.
 */
export function capitalOf(
  { allocation }: FollowSettings,
  equities: ValueRange,
  results: ValueRange,
): ValueRange | null {
  if (allocation.kind === "amount")
    return { low: Number(allocation.amount), high: Number(allocation.amount) };
  if (equities.low > equities.high) return null;
  const share = allocation.percent / 100;
  return { low: (equities.low - results.high) * share, high: (equities.high - results.low) * share };
}
