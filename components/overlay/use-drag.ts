import { type PointerEvent, useRef, useState } from "react";

export interface Offset {
  readonly x: number;
  readonly y: number;
}

export interface Drag {
  /** Pixels from the card's own place. */
  readonly offset: Offset;
  /** Handlers for the part by which the card is moved. */
  readonly handle: {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
    readonly onPointerCancel: (event: PointerEvent<HTMLElement>) => void;
  };
}

/**
 * Moves the card by its head and keeps the head inside the window. The place is kept in memory only: the
 * page could read its own storage.
 */
export function useDrag(): Drag {
  const [offset, setOffset] = useState<Offset>({ x: 0, y: 0 });
  const start = useRef<{ pointer: Offset; offset: Offset; head: DOMRect } | null>(null);

  function stop() {
    start.current = null;
  }

  return {
    offset,
    handle: {
      onPointerDown(event) {
        const onControl = event.target instanceof Element && event.target.closest("button") !== null;
        if (event.button !== 0 || onControl) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = {
          pointer: { x: event.clientX, y: event.clientY },
          offset,
          head: event.currentTarget.getBoundingClientRect(),
        };
      },
      onPointerMove(event) {
        if (start.current === null) return;
        const { pointer, offset: from, head } = start.current;
        const x = clamp(event.clientX - pointer.x, -head.left, window.innerWidth - head.right);
        const y = clamp(event.clientY - pointer.y, -head.top, window.innerHeight - head.bottom);
        setOffset({ x: from.x + x, y: from.y + y });
      },
      onPointerUp: stop,
      onPointerCancel: stop,
    },
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(least, most));
}
