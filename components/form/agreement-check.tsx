import { useId } from "react";
import { words } from "../words/current.ts";
import type { Agreement } from "./use-agreement.ts";

interface Props {
  readonly statement: string;
  readonly agreement: Agreement;
}

/** The statement to tick before real orders are sent. It is never ticked from the start. */
export function AgreementCheck({ statement, agreement: { ticked, tick, wanting, box } }: Props) {
  const id = useId();
  return (
    <>
      <div className="check check-ink">
        <input
          ref={box}
          type="checkbox"
          id={id}
          checked={ticked}
          aria-invalid={wanting}
          aria-describedby={wanting ? `${id}-error` : undefined}
          onChange={({ target }) => tick(target.checked)}
        />
        <label htmlFor={id}>{statement}</label>
      </div>
      <output className="field-error" id={`${id}-error`} hidden={!wanting}>
        {words.real.tickFirst}
      </output>
    </>
  );
}
