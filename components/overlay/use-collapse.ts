import { type RefObject, useEffect, useRef, useState } from "react";

/** open; collapsed by the user; or given way to the page. */
type Collapse = "open" | "by-user" | "by-page";

export interface CollapseControl {
  readonly collapsed: boolean;
  /** For acts of the user in the card: the focus goes on to the button that takes the other's place. */
  readonly open: () => void;
  readonly collapse: () => void;
  readonly openButton: RefObject<HTMLButtonElement | null>;
  readonly collapseButton: RefObject<HTMLButtonElement | null>;
}

/**
 * The card gives way when the page gets crowded, and comes back when it no longer is, unless the user had
 * collapsed it himself. On a page that stays crowded the user may open it.
 */
export function useCollapse(crowded: boolean): CollapseControl {
  const [state, setState] = useState<Collapse>(crowded ? "by-page" : "open");
  const [wasCrowded, setWasCrowded] = useState(crowded);
  if (crowded !== wasCrowded) {
    setWasCrowded(crowded);
    if (crowded && state === "open") setState("by-page");
    if (!crowded && state === "by-page") setState("open");
  }
  const collapsed = state !== "open";

  const openButton = useRef<HTMLButtonElement>(null);
  const collapseButton = useRef<HTMLButtonElement>(null);
  const moveFocus = useRef(false);
  useEffect(() => {
    if (!moveFocus.current) return;
    moveFocus.current = false;
    (collapsed ? openButton : collapseButton).current?.focus();
  }, [collapsed]);

  function byUser(next: Collapse) {
    moveFocus.current = true;
    setState(next);
  }

  return {
    collapsed,
    open: () => byUser("open"),
    collapse: () => byUser("by-user"),
    openButton,
    collapseButton,
  };
}

/** Escape, while the focus is inside the element that the returned ref is given to. */
export function useEscape(callback: () => void): RefObject<HTMLElement | null> {
  const element = useRef<HTMLElement>(null);
  useEffect(() => {
    const here = element.current;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") callback();
    };
    here?.addEventListener("keydown", onKey);
    return () => here?.removeEventListener("keydown", onKey);
  });
  return element;
}
