import { browser } from "wxt/browser";
import type { ContentScriptContext } from "wxt/utils/content-script-context";
import { defineContentScript } from "wxt/utils/define-content-script";
import { cardSlot, wantCard } from "../lib/messages/card-slot.ts";
import { showCard } from "../lib/messages/show-card.ts";
import { createLeaderWatch } from "../lib/sites/leader-watch.ts";
import { EXCLUDED_MATCHES, leaderOf, SITE_MATCHES } from "../lib/sites/sites.ts";

/** The small script on every page of a known site. It only looks at the URL; the card comes when needed. */
export default defineContentScript({
  matches: [...SITE_MATCHES],
  excludeMatches: [...EXCLUDED_MATCHES],
  runAt: "document_idle",
  main(ctx) {
    const slot = cardSlot();
    const watch = createLeaderWatch(leaderOf, {
      want: (address) => wantCard(slot, address),
      inject: (address) => showCard((message) => browser.runtime.sendMessage(message), address),
      later: (ms, callback) => void ctx.setTimeout(callback, ms),
    });
    const look = () => {
      // A page that is only being prepared for a click that may never come shows nothing yet.
      if (ctx.isValid && !isPrerendering()) watch.look(new URL(location.href));
    };
    ctx.onInvalidated(() => wantCard(slot, null));
    onUrlChange(ctx, look);
    look();
  },
});

function isPrerendering(): boolean {
  return "prerendering" in document && document.prerendering === true;
}

/**
 * Events of the Navigation API reach isolated worlds too, so the page's own `history.pushState` is seen.
 * `currententrychange` comes after the URL has changed; WXT's `wxt:locationchange` is built on `navigate`,
 * which comes before, and also for downloads and for navigations that are then cancelled.
 */
function onUrlChange(ctx: ContentScriptContext, look: () => void): void {
  if (typeof navigation === "object") {
    navigation.addEventListener("currententrychange", look, { signal: ctx.signal });
  } else {
    ctx.setInterval(look, 1_000);
  }
  ctx.addEventListener(document, "prerenderingchange", look);
  // A page that comes back from the back/forward cache may have been left while something was under way.
  ctx.addEventListener(window, "pageshow", look);
}
