import type { RefObject } from "react";
import { useId } from "react";
import type { FollowSettings } from "../../lib/model/follow-settings.ts";
import { words } from "../words/current.ts";
import type { CannotCopy } from "./cannot-copy.ts";
import { CannotCopyList } from "./cannot-copy-list.tsx";
import { leverageSentence } from "./real-words.ts";
import type { Agreement } from "./use-agreement.ts";

interface Props {
  readonly statement: string;
  readonly agreement: Agreement;
  readonly settings: FollowSettings;
  readonly list: readonly CannotCopy[];
  readonly box: RefObject<HTMLInputElement | null>;
  /** It was pressed without a tick. */
  readonly wanting: boolean;
}

/** What a follow with real money does, and the statement to tick. It is never ticked from the start. */
export function RealAgreement({ statement, agreement, settings, list, box, wanting }: Props) {
  const id = useId();
  return (
    <div className="agreement">
      <p className="secondary">{leverageSentence(settings)}</p>
      <CannotCopyList list={list} />
      <div className="check check-ink">
        <input
          ref={box}
          type="checkbox"
          id={id}
          checked={agreement.ticked}
          aria-invalid={wanting && !agreement.ticked}
          aria-describedby={wanting && !agreement.ticked ? `${id}-error` : undefined}
          onChange={({ target }) => agreement.tick(target.checked)}
        />
        <label htmlFor={id}>{statement}</label>
      </div>
      <output className="field-error" id={`${id}-error`} hidden={!wanting || agreement.ticked}>
        {words.real.tickFirst}
      </output>
    </div>
  );
}
