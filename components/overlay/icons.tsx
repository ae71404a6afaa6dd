export type MarkState = "active" | "paused" | "error";

const FIELD: Record<MarkState, string> = { active: "#2F6FE0", paused: "#5A6673", error: "#C23A27" };

/**
 * The product's icon in its three states, in the drawing for small sizes. What is cut out of the fish is drawn
 * in the field's colour: masks need ids, and ids do not belong into other people's pages.
 */
export function Mark({ state, size }: { state: MarkState; size: number }) {
  const field = FIELD[state];
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <rect width="16" height="16" rx="3.5" fill={field} />
      <path
        fill="#fff"
        d="M3.4 8C5 4.9 7.3 3 9.8 3c2.6 0 4.3 2.1 5.2 5-.9 2.9-2.6 5-5.2 5C7.3 13 5 11.1 3.4 8ZM4.8 8 1 4.5c.6 2.3.6 4.7 0 7Z"
      />
      {state === "active" && (
        <>
          <path d="M6.9 3 5.9 13.5M9.9 3 8.9 13.5" stroke={field} strokeWidth="1.2" fill="none" />
          <circle cx="12.3" cy="7" r=".8" fill={field} />
        </>
      )}
      {state === "paused" && <path d="M7 4.5h2v7H7zM11 4.5h2v7h-2z" fill={field} />}
      {state === "error" && <path d="M9 4h2v5H9zM9 10h2v2H9z" fill={field} />}
    </svg>
  );
}

const LINES = {
  copy: "M5.5 5.5h7v7h-7zM10.5 5.5v-2h-7v7h2",
  done: "M3.5 8.5 6.5 11.5 12.5 4.5",
  collapse: "M4 8h8",
  pause: "M5.5 4v8M10.5 4v8",
  warning: "M8 2.5 14.5 13.5h-13ZM8 6.5v3.5M8 11.6v.6",
} as const;

/** A small line icon in the colour of its text. */
export function LineIcon({ name }: { name: keyof typeof LINES }) {
  return (
    <svg
      className="line-icon"
      width="16"
      height="16"
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
    >
      <path d={LINES[name]} fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinejoin="round" />
    </svg>
  );
}
