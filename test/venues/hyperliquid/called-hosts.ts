import { Socket } from "node:net";
import { z } from "zod";

const Target = z.looseObject({ host: z.string().optional(), port: z.coerce.number() });

/** Notes whom this process connects to while `act` runs: "host:port", whatever library it was. */
export async function calledHosts(act: () => Promise<void>): Promise<Set<string>> {
  const called = new Set<string>();
  const connect = Object.getOwnPropertyDescriptor(Socket.prototype, "connect");
  const original: unknown = connect?.value;
  if (connect === undefined || typeof original !== "function") throw new Error("sockets connect differently");
  Object.defineProperty(Socket.prototype, "connect", {
    ...connect,
    value: function (this: Socket, ...options: unknown[]): unknown {
      const [first] = options.flat();
      const target = Target.safeParse(first);
      called.add(target.success ? `${target.data.host ?? "localhost"}:${target.data.port}` : String(first));
      return Reflect.apply(original, this, options);
    },
  });
  try {
    await act();
  } finally {
    Object.defineProperty(Socket.prototype, "connect", connect);
  }
  return called;
}
