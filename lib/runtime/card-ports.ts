import type { Browser } from "wxt/browser";
import type { Address } from "../model/identity.ts";
import { CardHello } from "../messages/protocol.ts";
import { senderKind } from "../messages/sender.ts";
import type { Background } from "./background.ts";
import { browserClock } from "./browser-clock.ts";
import { CardFeed } from "./card-feed.ts";

type Port = Browser.runtime.Port;

/** More cards than anybody has tabs with leaders; a page cannot make the worker serve without end. */
const MAX_CARDS = 40;
let open = 0;

/** Serves one card on its port until it goes away. A sender or a greeting that is not understood is cut off. */
export function connectCard(background: Background, port: Port): void {
  const { sender } = port;
  if (sender === undefined || senderKind(sender, background.rules) !== "page" || open >= MAX_CARDS) {
    port.disconnect();
    return;
  }
  open += 1;
  let feed: CardFeed | null = null;
  let stopListening: (() => void) | null = null;
  let gone = false;
  // Our own disconnect is told only to the other end, so this is called from both.
  const end = (): void => {
    if (gone) return;
    gone = true;
    open -= 1;
    feed?.close();
    stopListening?.();
    stopEnding();
  };
  const cutOff = (): void => {
    end();
    port.disconnect();
  };
  // The card connects again, and is then told by the next life.
  const stopEnding = background.onEnd(() => cutOff());
  port.onDisconnect.addListener(end);
  const start = async (address: Address): Promise<void> => {
    let shell: Awaited<ReturnType<Background["shell"]>>;
    try {
      shell = await background.shell();
    } catch (error) {
      console.error("Pilotfish: no card without a start.", error);
      cutOff();
      return;
    }
    if (gone) return;
    feed?.close();
    stopListening?.();
    const started = new CardFeed(address, {
      clock: browserClock,
      state: () => shell.state,
      halted: () => shell.halted !== null,
      read: (leaderId) => shell.read(leaderId),
      tell: (view) => port.postMessage(view),
    });
    feed = started;
    stopListening = background.onChange(() => started.changed());
  };
  port.onMessage.addListener((raw: unknown) => {
    const hello = CardHello.safeParse(raw);
    const tabId = sender.tab?.id;
    // Each greeting costs requests at the exchange, so it counts like a message of the page.
    if (!hello.success || tabId === undefined || !background.rules.pageLimit.take(tabId)) {
      cutOff();
      return;
    }
    void start(hello.data.address);
  });
}
