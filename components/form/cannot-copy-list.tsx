import { useId } from "react";
import { words } from "../words/current.ts";
import type { CannotCopy } from "./cannot-copy.ts";

function textOf(one: CannotCopy): string {
  const say = words.real.cannotCopy;
  return "instruments" in one ? say[one.why](one.instruments.join(", ")) : say[one.why];
}

/** What of the leader's this account can't copy, told before the follow starts. */
export function CannotCopyList({ list }: { readonly list: readonly CannotCopy[] }) {
  const id = useId();
  if (list.length === 0) return null;
  return (
    <section className="cannot-copy" aria-labelledby={id}>
      <h4 className="secondary cannot-copy-title" id={id}>
        {words.real.cannotCopy.title}
      </h4>
      <ul className="secondary">
        {list.map((one) => (
          <li key={one.why}>{textOf(one)}</li>
        ))}
      </ul>
    </section>
  );
}
