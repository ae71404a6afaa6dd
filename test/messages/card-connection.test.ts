import { beforeEach, describe, expect, it, vi } from "vitest";
import { CardConnection, type CardPort } from "../../lib/messages/card-connection.ts";
import { Address } from "../../lib/model/identity.ts";

const A = Address.parse(`0x${"a".repeat(40)}`);

class FakePort implements CardPort {
  readonly said: unknown[] = [];
  disconnected = false;
  tell: (raw: unknown) => void = () => undefined;
  die: () => void = () => undefined;
  postMessage(hello: unknown): void {
    this.said.push(hello);
  }
  onMessage(listener: (raw: unknown) => void): void {
    this.tell = listener;
  }
  onDisconnect(listener: () => void): void {
    this.die = listener;
  }
  disconnect(): void {
    this.disconnected = true;
  }
}

describe("CardConnection", () => {
  let ports: FakePort[];
  let waits: { ms: number; callback: () => void; cleared: boolean }[];
  let told: unknown[];
  let lost: number;
  let visible: boolean;
  let connection: CardConnection;
  let connect: () => CardPort;

  beforeEach(() => {
    [ports, waits, told, lost, visible] = [[], [], [], 0, true];
    connect = () => {
      const port = new FakePort();
      ports.push(port);
      return port;
    };
    connection = new CardConnection(A, {
      connect: () => connect(),
      clock: {
        now: () => 0,
        setTimeout(callback, ms) {
          const wait = { ms, callback, cleared: false };
          waits.push(wait);
          return { timer: wait };
        },
        clearTimeout({ timer }) {
          for (const wait of waits) if (wait === timer) wait.cleared = true;
        },
      },
      random: () => 1,
      visible: () => visible,
      onMessage: (raw) => void told.push(raw),
      onLost: () => {
        lost += 1;
      },
    });
  });
  const LOST_AFTER = 1_500;
  const retries = () => waits.filter((wait) => wait.ms !== LOST_AFTER);
  const elapse = () => retries().at(-1)?.callback();
  const losses = () => waits.filter((wait) => wait.ms === LOST_AFTER && !wait.cleared);

  it("says whose card it is, once, and passes on what it is told", () => {
    connection.open();
    connection.open();
    expect(ports).toHaveLength(1);
    expect(ports[0]?.said).toEqual([{ address: A }]);
    ports[0]?.tell("view");
    expect(told).toEqual(["view"]);
  });

  it("opens the port again with growing waits, up to 15 s", () => {
    connection.open();
    for (let time = 0; time < 9; time += 1) {
      ports.at(-1)?.die();
      elapse();
    }
    expect(retries().map((wait) => wait.ms)).toEqual([
      250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000,
    ]);
    expect(losses()).toHaveLength(1);
    expect(ports).toHaveLength(10);
  });

  it("says that it is lost when nothing comes for a while, and not when the worker only restarts", () => {
    connection.open();
    ports[0]?.tell("view");
    ports[0]?.die();
    elapse();
    ports[1]?.tell("view");
    expect(losses()).toEqual([]);
    ports[1]?.die();
    losses()[0]?.callback();
    expect(lost).toBe(1);
  });

  it("starts over with short waits once something was received", () => {
    connection.open();
    ports[0]?.die();
    elapse();
    ports[1]?.tell("view");
    ports[1]?.die();
    expect(retries().map((wait) => wait.ms)).toEqual([250, 250]);
  });

  it("wakes no worker for a card that nobody sees", () => {
    connection.open();
    visible = false;
    ports[0]?.die();
    elapse();
    expect(ports).toHaveLength(1);
    visible = true;
    connection.open();
    expect(ports).toHaveLength(2);
  });

  it("says that it is lost, and tries again, when it cannot connect at all", () => {
    const said = vi.spyOn(console, "info").mockReturnValue();
    const working = connect;
    connect = () => {
      throw new Error("Extension context invalidated.");
    };
    connection.open();
    expect(losses()).toHaveLength(1);
    connect = working;
    elapse();
    expect(ports).toHaveLength(1);
    said.mockRestore();
  });

  it("replaces a port that may be dead, and hears no more of it", () => {
    connection.open();
    connection.renew();
    expect(ports[0]?.disconnected).toBe(true);
    expect(ports[1]?.said).toEqual([{ address: A }]);
    ports[0]?.tell("late");
    ports[0]?.die();
    expect([told, lost]).toEqual([[], 0]);
  });

  it("is silent after it was closed", () => {
    connection.open();
    ports[0]?.die();
    connection.close();
    expect(waits.map((wait) => wait.cleared)).toEqual([true, true]);
    connection.open();
    expect(ports).toHaveLength(1);
  });
});
