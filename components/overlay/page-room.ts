/** Where an open card lies, in CSS pixels; the same figures as in overlay-styles.ts. */
const CARD = { width: 344, right: 24, top: 68, height: 520 };

/** Free space at the right under which the card collapses to its tab. */
const LEAST_FREE_WIDTH = 360;

const ROWS = 6;
const STEP = 24;

const DIALOGS = "dialog[open], [role=dialog], [role=alertdialog], [aria-modal=true]";
const SOLID =
  "a, button, input, select, textarea, label, summary, canvas, iframe, video, img, svg, [role=button], [role=menu]";

/** True while a dialog of the page is where the card is. Cheap enough to ask once a second. */
export function dialogIsOpen(page: Document): boolean {
  const view = page.defaultView;
  if (view === null) return false;
  const left = view.innerWidth - CARD.right - CARD.width;
  return [...page.querySelectorAll(DIALOGS)].some((dialog) => {
    const box = dialog.getBoundingClientRect();
    const shown = box.width > 0 && box.height > 0 && view.getComputedStyle(dialog).visibility !== "hidden";
    return shown && box.right > left && box.bottom > CARD.top && box.top < CARD.top + CARD.height;
  });
}

/**
 * True when the page has nothing of its own in the 360 px at the right, where the card would be. Looks at
 * points, row by row, which forces a layout: to be asked when the window changes. `own` is the card's element,
 * which does not count.
 */
export function hasFreeWidth(page: Document, own: Element | null): boolean {
  const view = page.defaultView;
  if (view === null || view.innerWidth < 2 * LEAST_FREE_WIDTH) return false;
  const height = Math.min(CARD.height, view.innerHeight - CARD.top);
  for (let row = 0; row < ROWS; row += 1) {
    const y = CARD.top + ((row + 0.5) * height) / ROWS;
    for (let x = view.innerWidth - STEP; x > view.innerWidth - LEAST_FREE_WIDTH; x -= STEP) {
      const hit = page.elementsFromPoint(x, y).find((element) => element !== own);
      if (hit !== undefined && (hit.closest(SOLID) !== null || hasTextAt(hit, x, y))) return false;
    }
  }
  return true;
}

/** A paragraph is as wide as its column; only its lines count. */
function hasTextAt(element: Element, x: number, y: number): boolean {
  for (const node of element.childNodes) {
    if (node.nodeType !== Node.TEXT_NODE || (node.textContent ?? "").trim() === "") continue;
    const range = element.ownerDocument.createRange();
    range.selectNodeContents(node);
    for (const line of range.getClientRects()) {
      if (x >= line.left - STEP && x <= line.right && y >= line.top - STEP && y <= line.bottom + STEP)
        return true;
    }
  }
  return false;
}
