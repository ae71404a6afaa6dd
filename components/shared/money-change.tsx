import type { DecimalString } from "../../lib/model/decimal.ts";
import { directionOf, formatMoneyChange } from "../format/money.ts";
import type { Direction } from "../format/money.ts";

const ARROW = { up: "M0 8 4.500 0 9 8Z", down: "M0 0h9L4.500 8Z" };

/** A change with arrow, sign and colour, in this order of importance. */
export function Change({ direction, text, size = 8 }: { direction: Direction; text: string; size?: number }) {
  return (
    <span className={`change change-${direction}`}>
      {direction !== "flat" && (
        <svg width={size} height={size} viewBox="0 0 9 8" aria-hidden="true">
          <path d={ARROW[direction]} fill="currentColor" />
        </svg>
      )}
      {text}
    </span>
  );
}

/** A change in USD; "–" when it is not known. */
export function MoneyChange({ amount, size }: { amount: DecimalString | null; size?: number }) {
  return (
    <Change
      direction={amount === null ? "flat" : directionOf(amount)}
      text={formatMoneyChange(amount)}
      {...(size === undefined ? {} : { size })}
    />
  );
}
