import type { WebSocketLike } from "../../lib/model/web-socket-like.ts";
import type { Address } from "../../lib/model/identity.ts";
import { type AskInfo, RequestError } from "../../lib/model/request.ts";
import { LeaderSocket } from "./leader-socket.ts";
import type { LeaderSurroundings } from "./leader-surroundings.ts";
import type { Life } from "./life.ts";
import type { SimLeader, WireRow } from "./sim-leader.ts";

/** One life's lines to the leaders' exchange: its sockets and its questions. */
export class LeaderLines {
  readonly #life: Life;
  readonly #around: LeaderSurroundings;
  #sockets: LeaderSocket[] = [];

  constructor(life: Life, around: LeaderSurroundings) {
    this.#life = life;
    this.#around = around;
  }

  open(): WebSocketLike {
    const socket = new LeaderSocket(this.#life, this.#around);
    this.#sockets = [...this.#sockets.filter((one) => !one.closed), socket];
    return socket;
  }

  /** He has traded. */
  tell(leader: SimLeader, rows: readonly WireRow[]): void {
    for (const socket of this.#sockets) socket.tell(leader.address, rows);
  }

  /** The exchange tells his history once more, as if it were news. */
  replay(leader: SimLeader): void {
    for (const socket of this.#sockets) socket.replay(leader);
  }

  /** The connection breaks off. */
  cut(): void {
    for (const socket of this.#sockets) socket.cut();
  }

  readonly ask: AskInfo = async ({ type, user }) => {
    const { time, leaders, faults, machine, dice } = this.#around;
    const { clock } = this.#life;
    const sentAt = clock.now();
    const about = String(user);
    const body = await this.#life.call({
      port: "leader.ask",
      thereMs: dice.int(20, 250),
      backMs: dice.int(20, 250),
      happen: () => {
        if (!machine.online) throw new RequestError("unreachable", "Failed to fetch");
        if (faults.during("positions-hidden", about)) throw new RequestError("refused", "HTTP 403: hidden");
        if (faults.take("snapshot-failed", about)) throw new RequestError("server-error", "HTTP 502");
        const leader = leaders.get(user as Address);
        if (type !== "clearinghouseState" || leader === undefined)
          throw new RequestError("refused", "HTTP 422");
        return leader.state(time.now);
      },
    });
    return { body, sentAt, receivedAt: clock.now() };
  };
}
