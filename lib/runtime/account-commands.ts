import type { EngineEvent } from "../engine/engine-event.ts";
import type { EngineState } from "../engine/engine-state.ts";
import type { AccountKey } from "../model/account-key.ts";
import type { Command } from "../model/command.ts";
import type { AccountId } from "../model/identity.ts";
import type { JournalError } from "../model/journal-change.ts";
import type { Clock } from "../model/request.ts";
import type { CommandOutcome } from "./account-keys.ts";
import { isAccountInUse } from "./account-in-use.ts";

/** The part of a shell that is needed. */
interface Engine {
  readonly state: EngineState;
  readonly halted: JournalError | null;
  post(event: EngineEvent): void;
}

export interface AccountCommandsPorts {
  readonly clock: Clock;
  /** Rejects where the engine cannot start. */
  engine(): Promise<Engine>;
  /** Calls back after every change of the engine's state; answers how to stop that. */
  onChange(listener: () => void): () => void;
}

/** Longest wait for the journal, ms: a view waits for the answer. */
const WAIT_MS = 5_000;

/** Brings an account into the engine, or gives it another key; waits until that is durable. */
export async function addAccount(
  ports: AccountCommandsPorts,
  accountId: AccountId,
  key: AccountKey,
): Promise<CommandOutcome> {
  const isThere = ({ accounts }: EngineState): boolean => {
    const known = accounts.get(accountId)?.key;
    return known?.agent === key.agent && known.checkedAt >= key.checkedAt;
  };
  return carriedOut(ports, { kind: "add-account", at: ports.clock.now(), accountId, key }, (state) => {
    if (isThere(state)) return "done";
    return state.damaged.has(accountId) ? "refused" : null;
  });
}

/** Has the engine forget an account, unless it is used; waits until that is durable. */
export async function removeAccount(
  ports: AccountCommandsPorts,
  accountId: AccountId,
): Promise<CommandOutcome> {
  return carriedOut(ports, { kind: "remove-account", at: ports.clock.now(), accountId }, (state) => {
    // Where its history names it, the row stays, without a key.
    if ((state.accounts.get(accountId)?.key ?? null) === null) return "done";
    return isAccountInUse(state, accountId) ? "refused" : null;
  });
}

/** Posts a command and waits until a durable state shows what became of it. */
async function carriedOut(
  ports: AccountCommandsPorts,
  command: Command,
  outcomeIn: (state: EngineState) => CommandOutcome | null,
): Promise<CommandOutcome> {
  const { clock } = ports;
  const running = await ports.engine();
  if (running.halted !== null) return "halted";
  return new Promise((resolve) => {
    const end = (outcome: CommandOutcome): void => {
      stop();
      clock.clearTimeout(timer);
      resolve(outcome);
    };
    const look = (): void => {
      const outcome = outcomeIn(running.state);
      if (outcome !== null) end(outcome);
    };
    const timer = clock.setTimeout(() => end("late"), WAIT_MS);
    const stop = ports.onChange(look);
    running.post({ kind: "command", at: command.at, command });
    look();
  });
}
