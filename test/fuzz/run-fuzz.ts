import { Dice } from "../simulation/dice.ts";
import { FuzzFault, type Outcome, type Target } from "./target.ts";

export interface TargetCounts {
  cases: number;
  refused: number;
  taken: number;
  /** Threw, rejected with nobody listening, or left the prototypes of all objects changed. */
  unhandled: number;
  /** Changed what it refused, or took what breaks a rule. */
  stateChanged: number;
  /** Refused without words that a person could read. */
  unclear: number;
}

export interface FuzzFinding {
  readonly target: string;
  /** With the seed it makes the same case again. */
  readonly case: number;
  readonly fault: "unhandled" | "stateChanged" | "unclear";
  readonly detail: string;
}

export interface FuzzResult {
  readonly seed: number;
  readonly cases: number;
  readonly unhandled: number;
  readonly stateChanged: number;
  readonly unclear: number;
  readonly targets: Readonly<Record<string, TargetCounts>>;
  /** The first of each kind and target. */
  readonly findings: readonly FuzzFinding[];
}

export interface FuzzOptions {
  readonly targets: readonly Target[];
  readonly seed: number;
  readonly cases: number;
  /** Only this case of each target. */
  readonly only?: number | undefined;
  readonly onTarget?: (name: string, counts: TargetCounts, ms: number) => void;
}

const FINDINGS_OF_ONE = 5;

/** What nobody caught, while a case runs. */
class Uncaught {
  readonly #seen: unknown[] = [];
  readonly #note = (error: unknown): void => {
    this.#seen.push(error);
  };

  listen(): void {
    process.on("uncaughtException", this.#note);
    process.on("unhandledRejection", this.#note);
  }

  /** Node tells a rejection that nobody took once the microtasks are done. */
  async settled(): Promise<unknown[]> {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
    return this.#seen.splice(0);
  }

  end(): void {
    process.off("uncaughtException", this.#note);
    process.off("unhandledRejection", this.#note);
  }
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return `threw ${String(error)}`;
  const place = /\n\s+at .*?([^/]+\/[^/]+\.ts:\d+)/.exec(error.stack ?? "")?.[1];
  return `${error.name}: ${error.message.slice(0, 300)}${place === undefined ? "" : ` (${place})`}`;
}

const PROTOTYPES = [Object.prototype, Array.prototype, String.prototype, Map.prototype] as const;
const isPolluted = (before: readonly number[]): boolean =>
  PROTOTYPES.some((one, index) => Reflect.ownKeys(one).length !== before[index]);

/** Runs the cases of all targets, one after the other. The same seed and number make the same cases. */
export async function runFuzz(options: FuzzOptions): Promise<FuzzResult> {
  const { targets, seed, cases, only, onTarget } = options;
  const all = targets.reduce((sum, target) => sum + target.weight, 0);
  const counted: Record<string, TargetCounts> = {};
  const findings: FuzzFinding[] = [];
  const uncaught = new Uncaught();
  const ownKeys = PROTOTYPES.map((one) => Reflect.ownKeys(one).length);
  uncaught.listen();
  try {
    for (const target of targets) {
      const began = performance.now();
      const counts = { cases: 0, refused: 0, taken: 0, unhandled: 0, stateChanged: 0, unclear: 0 };
      counted[target.name] = counts;
      const blame = (number: number, fault: FuzzFinding["fault"], detail: string): void => {
        counts[fault] += 1;
        if (counts[fault] <= FINDINGS_OF_ONE)
          findings.push({ target: target.name, case: number, fault, detail });
      };
      const until = Math.max(1, Math.round((cases * target.weight) / all));
      for (let number = only ?? 0; number < (only === undefined ? until : only + 1); number += 1) {
        counts.cases += 1;
        let outcome: Outcome | null = null;
        try {
          outcome = await target.run(new Dice(seed, `${target.name}|${number}`));
        } catch (error) {
          blame(number, error instanceof FuzzFault ? error.fault : "unhandled", textOf(error));
        }
        for (const error of await uncaught.settled())
          blame(number, "unhandled", `not caught: ${textOf(error)}`);
        if (isPolluted(ownKeys)) blame(number, "unhandled", "the prototype of all objects was changed");
        if (outcome !== null) counts[outcome.kind] += 1;
      }
      onTarget?.(target.name, counts, performance.now() - began);
    }
  } finally {
    uncaught.end();
  }
  const total = (of: keyof TargetCounts): number =>
    Object.values(counted).reduce((sum, counts) => sum + counts[of], 0);
  return {
    seed,
    cases: total("cases"),
    unhandled: total("unhandled"),
    stateChanged: total("stateChanged"),
    unclear: total("unclear"),
    targets: counted,
    findings,
  };
}
