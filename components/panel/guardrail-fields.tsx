import { words } from "../words/current.ts";
import { DraftField } from "./draft-field.tsx";
import type { DraftProps } from "./draft-field.tsx";

/** The entry limits. */
export function GuardrailFields(form: DraftProps) {
  const say = words.form;
  return (
    <section className="edit-group">
      <h3 className="edit-group-title">{say.guardrails}</h3>
      <p className="label">{say.guardrailsHint}</p>
      <div className="edit-pairs">
        <DraftField {...form} name="maxLeverage" label={say.maxLeverage} unit={say.units.leverage} />
        <DraftField {...form} name="maxPosition" label={say.maxPosition} unit={say.units.usd} />
        <DraftField {...form} name="maxSlippageBps" label={say.maxSlippage} unit={say.units.bps} />
        <DraftField {...form} name="maxAge" label={say.maxAge} unit={say.units.seconds} />
      </div>
      <DraftField
        {...form}
        name="allowedInstruments"
        label={say.instruments}
        hint={say.instrumentsHint}
        numeric={false}
      />
    </section>
  );
}
