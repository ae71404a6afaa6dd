import { afterEach, describe, expect, it } from "vitest";
import { attachOverlay } from "../../../components/overlay/overlay-host.ts";

const untouched = document.documentElement.outerHTML;

describe("attachOverlay", () => {
  const heard: string[] = [];
  const listener = (event: Event) => void heard.push(event.type);
  afterEach(() => {
    heard.length = 0;
    document.removeEventListener("keydown", listener);
    document.removeEventListener("click", listener);
  });

  it("hides all it draws behind a closed shadow root", () => {
    const host = attachOverlay(document);
    expect(host.element.shadowRoot).toBeNull();
    expect(document.documentElement.contains(host.mount)).toBe(false);
    expect(host.element.parentElement).toBe(document.documentElement);
    host.remove();
  });

  it("takes the page's styles off its element, and none of its own reach the page", () => {
    const host = attachOverlay(document);
    expect(host.element.style.getPropertyPriority("z-index")).toBe("important");
    expect(host.element.style.getPropertyValue("z-index")).toBe("2147483647");
    expect(document.styleSheets).toHaveLength(0);
    expect(document.adoptedStyleSheets).toHaveLength(0);
    host.remove();
  });

  it("keeps typing in the card from the page", () => {
    const host = attachOverlay(document);
    document.addEventListener("keydown", listener);
    document.addEventListener("click", listener);
    host.mount.dispatchEvent(new KeyboardEvent("keydown", { key: "b", bubbles: true, composed: true }));
    expect(heard).toEqual([]);
    host.remove();
  });

  it("leaves no trace", () => {
    attachOverlay(document).remove();
    expect(document.documentElement.outerHTML).toBe(untouched);
  });
});
