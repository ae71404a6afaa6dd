import type { ReactNode } from "react";

/** One labelled figure of a card's grid; to be put in a `dl`. */
export function Figure({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="cell">
      <dt className="label">{label}</dt>
      <dd className="figure">{children}</dd>
    </div>
  );
}

/** The quiet part after a figure: "18.9% away". */
export function Aside({ children, tone = "quiet" }: { children: ReactNode; tone?: "quiet" | "warn" }) {
  return (
    <>
      {" "}
      <span className={`aside aside-${tone}`}>{children}</span>
    </>
  );
}
