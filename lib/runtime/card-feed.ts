import type { EngineState } from "../engine/engine-state.ts";
import { type Address, leaderIdOf } from "../model/identity.ts";
import type { LeaderReading } from "../model/leader.ts";
import { type Clock, RequestError, type TimerHandle } from "../model/request.ts";
import type { CardView, ReadProblemKind } from "../model/view.ts";
import { cardViewOf } from "./card-view.ts";

export interface CardFeedPorts {
  readonly clock: Clock;
  state(): EngineState;
  halted(): boolean;
  read(leaderId: ReturnType<typeof leaderIdOf>): Promise<LeaderReading>;
  tell(view: CardView): void;
}

/** A card's figures of the leader are read again so often while it is open. */
const READ_EVERY_MS = 5_000;
/** The card is told at most so often. */
const TELL_EVERY_MS = 250;

/** Tells one card about one leader until it is closed. */
export class CardFeed {
  readonly #address: Address;
  readonly #ports: CardFeedPorts;
  #reading: LeaderReading | null = null;
  #problem: CardView["readProblem"] = null;
  #readTimer: TimerHandle | null = null;
  #tellTimer: TimerHandle | null = null;
  #closed = false;
  #told = "";

  constructor(address: Address, ports: CardFeedPorts) {
    this.#address = address;
    this.#ports = ports;
    this.#tell();
    void this.#read();
  }

  /** The engine's state changed. */
  changed(): void {
    if (this.#closed || this.#tellTimer !== null) return;
    this.#tellTimer = this.#ports.clock.setTimeout(() => {
      this.#tellTimer = null;
      this.#tell();
    }, TELL_EVERY_MS);
  }

  close(): void {
    this.#closed = true;
    for (const timer of [this.#readTimer, this.#tellTimer]) {
      if (timer !== null) this.#ports.clock.clearTimeout(timer);
    }
  }

  async #read(): Promise<void> {
    try {
      this.#reading = await this.#ports.read(leaderIdOf(this.#address));
      this.#problem = null;
    } catch (error) {
      // The last good reading stays on the card; its age is shown there.
      this.#problem = { kind: problemOf(error), detail: error instanceof Error ? error.message : null };
    }
    if (this.#closed) return;
    this.#tell();
    this.#readTimer = this.#ports.clock.setTimeout(() => void this.#read(), READ_EVERY_MS);
  }

  #tell(): void {
    if (this.#closed) return;
    const ports = this.#ports;
    const view = cardViewOf(
      ports.state(),
      this.#address,
      this.#reading,
      this.#problem,
      ports.halted(),
      ports.clock.now(),
    );
    const text = JSON.stringify(view);
    if (text === this.#told) return;
    this.#told = text;
    this.#ports.tell(view);
  }
}

function problemOf(error: unknown): ReadProblemKind {
  if (!(error instanceof RequestError)) return "unreadable";
  return error.problem === "server-error" ? "unreachable" : error.problem;
}
