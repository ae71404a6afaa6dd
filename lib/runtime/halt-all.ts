import type { Reply } from "../messages/protocol.ts";
import type { Millis } from "../model/identity.ts";
import type { CommandMessage, CommandOrRefusal } from "./command-of.ts";

export interface HaltPorts {
  /** The journal's own switch, which every commit of an order looks at. Rejects when it cannot be written. */
  setHalt(since: Millis | null): Promise<void>;
  /** Since when it is set; null when it is not. Rejects when it cannot be read. */
  readHalt(): Promise<Millis | null>;
  /** Tells the engine. Rejects when it cannot start. */
  command(message: CommandMessage): Promise<CommandOrRefusal>;
}

/**
 * Halts everything. The switch comes first and alone is enough, so that it also works while the engine is deaf
 * or cannot start; nobody waits for the engine. Where the switch cannot be written the engine is told all the
 * same: it halts at its next commit, and until that succeeds nothing can be committed at all.
 */
export async function haltAll(ports: HaltPorts, at: Millis): Promise<Reply> {
  const keeping = ports.setHalt(at);
  ports.command({ type: "halt" }).catch((error: unknown) => {
    console.error("Pilotfish: the engine could not be told of the halt.", error);
  });
  try {
    await keeping;
    return { ok: true };
  } catch (error) {
    const detail = (error instanceof Error ? error.message : String(error)).slice(0, 400);
    return { ok: false, refusal: "halt-not-kept", detail };
  }
}

/**
 * Lifts the halt, for itself or because closing everything sends orders. The engine comes last: as long as one of
 * the two still says halted, nothing is sent. Where the engine refuses or fails, nothing was lifted or closed, and
 * the switch is set again.
 */
export async function liftHalt(
  ports: HaltPorts,
  message: Extract<CommandMessage, { type: "lift-halt" | "close-all" }>,
  at: Millis,
): Promise<CommandOrRefusal> {
  // A switch that cannot be read halts as one that is set.
  const since = await ports.readHalt().catch(() => at);
  await ports.setHalt(null);
  let taken = false;
  try {
    const result = await ports.command(message);
    taken = "command" in result;
    return result;
  } finally {
    if (!taken && since !== null) await ports.setHalt(since);
  }
}
