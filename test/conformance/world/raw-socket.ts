import { once } from "node:events";
import { WebSocket } from "ws";
import { z } from "zod";
import type { World } from "../../world/world.ts";

const Frame = z.looseObject({ channel: z.string(), data: z.unknown().optional() });
type Frame = z.infer<typeof Frame>;

/** A socket without any client library: frames in the order in which they came. */
export interface RawSocket {
  send(message: unknown): void;
  next(): Promise<Frame>;
  until(wanted: (frame: Frame) => boolean): Promise<Frame>;
  close(): void;
  /** The close code; 1006 for a connection that broke. */
  readonly closed: Promise<number>;
}

export async function connect(world: World): Promise<RawSocket> {
  const socket = new WebSocket(`wss://127.0.0.1:${world.port}/ws`);
  const arrived: Frame[] = [];
  const waiting: ((frame: Frame) => void)[] = [];
  socket.on("message", (data) => {
    if (!Buffer.isBuffer(data)) throw new TypeError("frames come as text");
    const frame = Frame.parse(JSON.parse(data.toString("utf8")));
    const first = waiting.shift();
    if (first === undefined) arrived.push(frame);
    else first(frame);
  });
  const closed = new Promise<number>((resolve) => {
    socket.on("close", resolve);
  });
  await once(socket, "open");
  const next = (): Promise<Frame> => {
    const frame = arrived.shift();
    if (frame !== undefined) return Promise.resolve(frame);
    return new Promise((resolve) => {
      waiting.push(resolve);
    });
  };
  return {
    send: (message) => socket.send(JSON.stringify(message)),
    next,
    until: async (wanted) => {
      for (;;) {
        const frame = await next();
        if (wanted(frame)) return frame;
      }
    },
    close: () => socket.close(),
    closed,
  };
}
