/** The part of the browser's WebSocket that is used, so that tests and Node can bring another. */
export interface WebSocketLike {
  send(text: string): void;
  close(): void;
  addEventListener(type: "open" | "message" | "close" | "error", listener: (event: unknown) => void): void;
}

/** The text of a message event; null when it is not text. */
export function messageText(event: unknown): string | null {
  if (typeof event !== "object" || event === null || !("data" in event)) return null;
  return typeof event.data === "string" ? event.data : null;
}

/** What a close event says, e.g. "1006" or "1011 overloaded". */
export function closeWords(event: unknown): string {
  if (typeof event !== "object" || event === null || !("code" in event)) return "The socket closed.";
  const reason = "reason" in event && typeof event.reason === "string" ? event.reason : "";
  return `The socket closed: ${String(event.code)} ${reason}`.trim();
}
