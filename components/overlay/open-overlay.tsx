import { createRoot } from "react-dom/client";
import type { Address } from "../../lib/model/identity.ts";
import type { CardView } from "../../lib/model/view.ts";
import { Card, type CardProps } from "./card.tsx";
import { attachOverlay } from "./overlay-host.ts";
import { dialogIsOpen, hasFreeWidth } from "./page-room.ts";
import { readCardView } from "./read-card-view.ts";

export interface Overlay {
  /** Shows what the background has told, if it is a view of this leader. */
  tell(raw: unknown): void;
  /** Marks what is shown as not renewed any more, until something is told again. */
  lost(): void;
  /** Looks whether a dialog of the page has opened or closed; to be called about once a second. */
  look(): void;
  /** Takes all of it out of the page. */
  close(): void;
}

/** Draws one leader's card into the page. */
export function openOverlay(
  address: Address,
  { send, isTrusted }: Pick<CardProps, "send" | "isTrusted">,
): Overlay {
  const host = attachOverlay(document);
  const root = createRoot(host.mount);
  let view: CardView | null = null;
  let stale = false;
  let narrow = !hasFreeWidth(document, host.element);
  let dialog = dialogIsOpen(document);

  function draw() {
    root.render(
      <Card
        address={address}
        view={view}
        stale={stale}
        crowded={narrow || dialog}
        send={send}
        isTrusted={isTrusted}
      />,
    );
  }

  function measure() {
    narrow = !hasFreeWidth(document, host.element);
    draw();
  }

  window.addEventListener("resize", measure);
  draw();
  return {
    tell(raw) {
      const told = readCardView(raw);
      if (told?.address !== address) return;
      view = told;
      stale = false;
      draw();
    },
    lost() {
      stale = true;
      draw();
    },
    look() {
      if (document.visibilityState !== "visible" || dialogIsOpen(document) === dialog) return;
      dialog = !dialog;
      draw();
    },
    close() {
      window.removeEventListener("resize", measure);
      root.unmount();
      host.remove();
    },
  };
}
