import { moneyChange } from "./format-figures.ts";

/** A change in USD: arrow, sign, then colour, so that it can be read without colours. */
export function ChangeFigure({ value }: { value: string }) {
  const text = moneyChange(value);
  const tone = text.startsWith("+") ? "gain" : text.startsWith("−") ? "loss" : null;
  return (
    <span className={tone ?? undefined}>
      {tone !== null && (
        <span className="arrow" aria-hidden="true">
          {tone === "gain" ? "▲" : "▼"}
        </span>
      )}
      {text}
    </span>
  );
}
