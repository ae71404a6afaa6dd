import { words } from "../words/current.ts";

/** Simulated money: drawn in pencil. */
export function PaperBadge() {
  return (
    <span className="badge">
      <svg width="9" height="9" viewBox="0 0 9 9" aria-hidden="true">
        <circle
          cx="4.500"
          cy="4.500"
          r="3.500"
          fill="none"
          stroke="currentColor"
          strokeDasharray="1.400 1.350"
        />
      </svg>
      {words.badge.paper}
    </span>
  );
}
