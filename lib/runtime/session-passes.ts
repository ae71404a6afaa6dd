import { z } from "zod";
import { AccountId, Address, Millis } from "../model/identity.ts";
import type { SessionNotes } from "./real-account-ports.ts";

/** An audit that passed in this browser session. */
const Pass = z.object({ agent: Address, at: Millis });
type Pass = z.infer<typeof Pass>;
const Passes = z.record(AccountId, Pass);
const KEY = "keyAudits";

/** Which keys passed their audit in this browser session, so that a restarted worker need not ask again. */
export class SessionPasses {
  readonly #memory: SessionNotes;
  /** One after the other: each writes them all. */
  #writing: Promise<void> = Promise.resolve();

  constructor(memory: SessionNotes) {
    this.#memory = memory;
  }

  /** When the account's key passed, our clock; null when it did not, or another key did. Rejects where nothing can be read. */
  async passedAt(accountId: AccountId, agent: Address): Promise<number | null> {
    await this.#writing;
    const pass = (await this.#read())[accountId];
    return pass?.agent === agent ? pass.at : null;
  }

  /** Null takes a pass away. Rejects where it could not be written. */
  put(accountId: AccountId, pass: Pass | null): Promise<void> {
    const written = this.#writing.then(() => this.#put(accountId, pass));
    this.#writing = written.catch(() => undefined);
    return written;
  }

  async #put(accountId: AccountId, pass: Pass | null): Promise<void> {
    const { [accountId]: _before, ...others } = await this.#read();
    await this.#memory.set(KEY, pass === null ? others : { ...others, [accountId]: pass });
  }

  /** What is there and cannot be understood counts as never audited: then it is asked again. */
  async #read(): Promise<z.infer<typeof Passes>> {
    const read = Passes.safeParse(await this.#memory.get(KEY));
    return read.success ? read.data : {};
  }
}
