import { words } from "../words/current.ts";
import type { FormTexts } from "./draft-field.tsx";
import { DraftField } from "./draft-field.tsx";
import { hasError } from "./field-errors.ts";
import type { LimitPath } from "./limit-texts.ts";
import { MoreFields } from "./more-fields.tsx";

const RARE: readonly LimitPath[] = [
  "limits.maxOrder",
  "limits.maxNotional",
  "limits.maxPositions",
  "limits.maxOrdersPerMinute",
  "limits.deniedInstruments",
];

interface Props extends FormTexts<LimitPath> {
  /** Whose limits they are: a follow always has some of them. */
  readonly whose: "follow" | "account";
}

/** The entry limits of a follow or of an account. */
export function EntryLimitFields({ whose, ...form }: Props) {
  const say = words.form;
  const { units } = say;
  const inUse = RARE.some((path) => form.texts[path] !== "");
  return (
    <section className="edit-group" aria-label={say.guardrails}>
      <h3 className="edit-group-title">{say.guardrails}</h3>
      <p className="label">{say.guardrailsHints[whose]}</p>
      <div className="edit-pairs">
        <DraftField {...form} path="limits.maxLeverage" label={say.maxLeverage} unit={units.leverage} />
        <DraftField {...form} path="limits.maxPosition" label={say.maxPosition} unit={units.usd} />
        <DraftField {...form} path="limits.maxSlippageBps" label={say.maxSlippage} unit={units.bps} />
        <DraftField {...form} path="limits.maxAgeMs" label={say.maxAge} unit={units.seconds} />
      </div>
      <DraftField
        {...form}
        path="limits.allowedInstruments"
        label={say.instruments}
        hint={say.instrumentsHint}
        numeric={false}
      />
      <MoreFields label={say.more} inUse={inUse} wrong={hasError(form.errors, RARE)}>
        <div className="edit-pairs">
          <DraftField {...form} path="limits.maxOrder" label={say.maxOrder} unit={units.usd} />
          <DraftField {...form} path="limits.maxNotional" label={say.maxNotional} unit={units.usd} />
          <DraftField {...form} path="limits.maxPositions" label={say.maxPositions} />
          <DraftField {...form} path="limits.maxOrdersPerMinute" label={say.maxOrdersPerMinute} />
        </div>
        <DraftField
          {...form}
          path="limits.deniedInstruments"
          label={say.denied}
          hint={say.deniedHint}
          numeric={false}
        />
      </MoreFields>
    </section>
  );
}
