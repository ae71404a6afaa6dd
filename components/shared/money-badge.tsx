import type { Account } from "../../lib/model/account.ts";
import { words } from "../words/current.ts";

interface Props {
  readonly kind: Account["kind"];
  /** "Real money" instead of "Real", where there is room. */
  readonly long?: boolean;
}

/** Whose money it is: simulated is drawn in pencil, real in ink. Shape and word say it, not only the colour. */
export function MoneyBadge({ kind, long = false }: Props) {
  const say = words.badge;
  return kind === "paper" ? (
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
      {say.paper}
    </span>
  ) : (
    <span className="badge badge-real">
      <svg width="9" height="9" viewBox="0 0 9 9" aria-hidden="true">
        <circle cx="4.500" cy="4.500" r="4" fill="currentColor" />
      </svg>
      {long ? say.realMoney : say.real}
    </span>
  );
}
