import { afterEach, describe, expect, it } from "vitest";
import { dialogIsOpen } from "../../../components/overlay/page-room.ts";

afterEach(() => document.body.replaceChildren());

/** A window of 1,280 by 800, where the card lies from 912 to 1,256 and from 68 down. */
function open(html: string, left: number, top: number, width: number, height: number) {
  window.innerWidth = 1_280;
  window.innerHeight = 800;
  document.body.innerHTML = html;
  const dialog = document.body.firstElementChild;
  if (dialog !== null) dialog.getBoundingClientRect = () => new DOMRect(left, top, width, height);
}

describe("dialogIsOpen", () => {
  it.each([
    "<dialog open></dialog>",
    '<div role="dialog"></div>',
    '<div role="alertdialog"></div>',
    '<div aria-modal="true"></div>',
  ])("gives way to %s over the card's place", (html) => {
    open(html, 800, 100, 400, 300);
    expect(dialogIsOpen(document)).toBe(true);
  });

  it.each<[string, string, number, number, number, number]>([
    ["beside the card", '<div role="dialog"></div>', 100, 100, 700, 300],
    ["below the card", '<div role="dialog"></div>', 0, 740, 1_280, 60],
    ["without a size", '<div role="dialog"></div>', 1_000, 100, 0, 0],
    ["that cannot be seen", '<div role="dialog" style="visibility:hidden"></div>', 900, 100, 300, 300],
    ["that is closed", "<dialog></dialog>", 900, 100, 300, 300],
  ])("stays beside a dialog %s", (_name, html, ...box) => {
    open(html, ...box);
    expect(dialogIsOpen(document)).toBe(false);
  });
});
