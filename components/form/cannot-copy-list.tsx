import { useId } from "react";
import type { CannotCopy } from "../../lib/model/instrument-mapping.ts";
import { formatPercentOf } from "../format/percent.ts";
import { words } from "../words/current.ts";

/** A sentence for each reason, with all that it is true of; how far a price is away is another one for each. */
function sentences(lines: readonly CannotCopy[]): readonly string[] {
  const together = new Map<string, CannotCopy & { readonly names: readonly string[] }>();
  for (const line of lines) {
    const why = `${line.reason} ${line.apartPercent ?? ""}`;
    const names = [...(together.get(why)?.names ?? []), line.instrument];
    together.set(why, { ...line, names });
  }
  return [...together.values()].map(({ reason, apartPercent, names }) => {
    const apart = apartPercent === null ? "" : formatPercentOf(apartPercent);
    return words.real.cannotCopy.reasons[reason](names.join(", "), apart);
  });
}

/** What of the leader's this account can't copy, told before the follow starts. */
export function CannotCopyList({ lines }: { readonly lines: readonly CannotCopy[] }) {
  const id = useId();
  const say = words.real.cannotCopy;
  if (lines.length === 0) {
    return (
      <p className="secondary">
        {say.nothing} {say.never}
      </p>
    );
  }
  return (
    <section className="cannot-copy" aria-labelledby={id}>
      <h4 className="secondary cannot-copy-title" id={id}>
        {say.title}
      </h4>
      <ul className="secondary">
        {sentences(lines).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        <li>{say.never}</li>
      </ul>
    </section>
  );
}
