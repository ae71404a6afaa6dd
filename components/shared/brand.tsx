import { useId } from "react";
import { words } from "../words/current.ts";

export type BrandState = "active" | "paused" | "error";

const BODY =
  "M3.400 8C5 4.900 7.300 3 9.800 3c2.600 0 4.300 2.100 5.200 5-.9 2.900-2.600 5-5.200 5C7.300 13 5 11.100 3.400 8Z";
const TAIL = "M4.800 8 1 4.500c.6 2.300.6 4.700 0 7Z";

/** What is cut out of the fish: stripes and an eye, two bars, or an exclamation mark. */
const CUTS = {
  active: (
    <>
      <path d="M6.900 3 5.900 13.500M9.900 3 8.900 13.500" stroke="#000" strokeWidth="1.200" fill="none" />
      <circle cx="12.300" cy="7" r=".8" fill="#000" />
    </>
  ),
  paused: <path d="M7 4.500h2v7H7zM11 4.500h2v7h-2z" fill="#000" />,
  error: <path d="M9 4h2v5H9zM9 10h2v2H9z" fill="#000" />,
};
const GROUND = { active: "#2f6fe0", paused: "#5a6673", error: "#c23a27" };

/** The icon in its state, in its smallest drawing, which is the clearest, and the name. */
export function Brand({ state }: { readonly state: BrandState }) {
  const mask = useId();
  return (
    <span className="brand">
      <svg width="24" height="24" viewBox="0 0 16 16" aria-hidden="true" data-state={state}>
        <mask id={mask}>
          <rect width="16" height="16" fill="#fff" />
          {CUTS[state]}
        </mask>
        <rect width="16" height="16" rx="3.500" fill={GROUND[state]} />
        <g mask={`url(#${mask})`} fill="#fff">
          <path d={BODY} />
          <path d={TAIL} />
        </g>
      </svg>
      <span className="brand-name">{words.name}</span>
    </span>
  );
}
