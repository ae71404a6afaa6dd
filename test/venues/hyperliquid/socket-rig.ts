import type { WebSocketLike } from "../../../lib/model/web-socket-like.ts";

/** A socket whose other end is the test. */
export class RigSocket implements WebSocketLike {
  readonly sent: Record<string, unknown>[] = [];
  closed = false;
  /** Sending fails as on a line that is just breaking. */
  failing = false;
  readonly #listeners: { readonly type: string; readonly listener: (event: unknown) => void }[] = [];

  send(text: string): void {
    if (this.failing) throw new Error("the line broke");
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.closed = true;
  }

  addEventListener(type: string, listener: (event: unknown) => void): void {
    this.#listeners.push({ type, listener });
  }

  fire(type: "open" | "message" | "close", event: unknown = {}): void {
    for (const entry of this.#listeners) if (entry.type === type) entry.listener(event);
  }

  message(frame: unknown): void {
    this.fire("message", { data: typeof frame === "string" ? frame : JSON.stringify(frame) });
  }

  /** Opens and begins the streams, as the exchange does. */
  begin(user: string, fills: readonly unknown[] = []): void {
    this.fire("open");
    this.message({ channel: "userFills", data: { user, isSnapshot: true, fills } });
  }

  /** What was sent with this method. */
  of(method: string): Record<string, unknown>[] {
    return this.sent.filter((message) => message["method"] === method);
  }
}
