import { OVERLAY_STYLES } from "./overlay-styles.ts";

export interface OverlayHost {
  /** The element in the page; everything else is behind its closed shadow root. */
  readonly element: HTMLElement;
  /** Where the card is drawn. */
  readonly mount: HTMLElement;
  /** Takes all of it out of the page. */
  remove(): void;
}

/** Typing in the card must not trigger a page's shortcuts: on an exchange some of them trade. */
const KEPT_INSIDE = ["keydown", "keyup", "keypress", "beforeinput", "input", "copy", "cut", "paste"] as const;

/**
 * Puts the card's element into the page: beside `body`, so that no framework that owns the body removes it, and
 * with nothing of the page's styles. A constructed style sheet and CSSOM are used because a page's content
 * security policy may forbid inline styles. A page that listens in the capture phase still sees key events
 * first; nothing can be done about that from here.
 */
export function attachOverlay(page: Document): OverlayHost {
  const element = page.createElement("div");
  // Important, because a page's own important rules would win otherwise.
  for (const [property, value] of [
    ["all", "initial"],
    ["position", "fixed"],
    ["inset", "0 0 auto auto"],
    ["width", "0"],
    ["height", "0"],
    ["z-index", "2147483647"],
  ] as const) {
    element.style.setProperty(property, value, "important");
  }
  const shadow = element.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(OVERLAY_STYLES);
  shadow.adoptedStyleSheets = [sheet];
  const mount = page.createElement("div");
  shadow.append(mount);
  for (const type of KEPT_INSIDE) element.addEventListener(type, (event) => event.stopPropagation());
  page.documentElement.append(element);
  return { element, mount, remove: () => element.remove() };
}
