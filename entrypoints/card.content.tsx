import { browser } from "wxt/browser";
import type { ContentScriptContext } from "wxt/utils/content-script-context";
import { defineContentScript } from "wxt/utils/define-content-script";
import { type CardAction, type CardAnswer, readAnswer } from "../components/overlay/card-action.ts";
import { openOverlay } from "../components/overlay/open-overlay.tsx";
import { CardConnection, type CardPort } from "../lib/messages/card-connection.ts";
import { type CardControl, type CardSlot, cardSlot } from "../lib/messages/card-slot.ts";
import type { CARD_PORT, PageMessage } from "../lib/messages/protocol.ts";
import { SITE_MATCHES } from "../lib/sites/sites.ts";

type Leader = NonNullable<CardSlot["wanted"]>;

/** Injected by the background when the loader has asked for it. Its matches become host permissions. */
export default defineContentScript({
  matches: [...SITE_MATCHES],
  registration: "runtime",
  main(ctx) {
    const slot = cardSlot();
    // Two requests may have crossed; the first card stays.
    if (slot.card !== null) return;
    let shown: { readonly leader: Leader; readonly close: () => void } | null = null;
    const card: CardControl = {
      show(leader) {
        if (leader === (shown?.leader ?? null)) return;
        shown?.close();
        shown = leader === null ? null : { leader, close: openCard(ctx, leader) };
      },
    };
    slot.card = card;
    ctx.onInvalidated(() => {
      card.show(null);
      if (slot.card === card) slot.card = null;
    });
    card.show(slot.wanted);
  },
});

/** Shows one leader's card and keeps it informed, until the returned function takes all of it away. */
function openCard(ctx: ContentScriptContext, leader: Leader): () => void {
  const overlay = openOverlay(leader, { send, isTrusted: (event) => event.nativeEvent.isTrusted });
  const connection = new CardConnection(leader, {
    connect: openPort,
    clock: {
      now: () => Date.now(),
      // Both of the context's timers look whether the extension was reloaded or removed since (which also
      // closes its ports); if so they invalidate the context, and that takes the card away.
      setTimeout: (callback, ms) => ({ timer: ctx.setTimeout(callback, ms) }),
      clearTimeout: ({ timer }) => clearTimeout(Number(timer)),
    },
    random: Math.random,
    visible: () => document.visibilityState === "visible",
    onMessage: (raw) => overlay.tell(raw),
    onLost: () => overlay.lost(),
  });

  const life = new AbortController();
  document.addEventListener("visibilitychange", () => connection.open(), { signal: life.signal });
  // Ports do not survive the back/forward cache, and not every browser says so.
  const renew = (event: PageTransitionEvent) => {
    if (event.persisted) connection.renew();
  };
  window.addEventListener("pageshow", renew, { signal: life.signal });
  const looking = ctx.setInterval(() => overlay.look(), 1_000);
  connection.open();

  return () => {
    life.abort();
    clearInterval(looking);
    connection.close();
    overlay.close();
  };
}

function openPort(): CardPort {
  // The name is written out: importing it would bring zod into the page. Its type says that it is the same.
  const name: typeof CARD_PORT = "card";
  const port = browser.runtime.connect({ name });
  return {
    postMessage: (hello) => port.postMessage(hello),
    onMessage: (listener) => port.onMessage.addListener((raw: unknown) => listener(raw)),
    onDisconnect: (listener) => port.onDisconnect.addListener(() => listener()),
    disconnect: () => port.disconnect(),
  };
}

async function send(action: CardAction): Promise<CardAnswer> {
  const message: PageMessage = action;
  try {
    return readAnswer(await browser.runtime.sendMessage(message));
  } catch (error) {
    console.info("Pilotfish: no answer from the extension.", error);
    return { ok: false, refusal: "no-answer" };
  }
}
