import { DEFAULT_SETTINGS } from "../../lib/model/follow-settings.ts";
import { SelectField } from "../shared/select-field.tsx";
import { words } from "../words/current.ts";
import { DraftField } from "./draft-field.tsx";
import { hasError } from "./field-errors.ts";
import type { FollowPath } from "./follow-draft.ts";
import { draftOf } from "./follow-draft.ts";
import { MoreFields } from "./more-fields.tsx";
import type { SizingProps } from "./sizing-fields.tsx";

interface Props extends SizingProps {
  /** The follow has taken its baseline: its direction stays. */
  readonly begun: boolean;
}

const USUAL = draftOf(DEFAULT_SETTINGS);
const PATHS: readonly FollowPath[] = ["multiplier", "leverage.times"];
const RARE = ["direction", "sides", "leverage", "marginMode", "existing", "belowMinimum"] as const;

/** Which way, which sides, how leveraged, and what becomes of what is there already or too small. */
export function MoreSizingFields({ kind, choices, choose, begun, ...form }: Props) {
  const say = words.form;
  const inUse =
    RARE.some((name) => choices[name] !== USUAL.choices[name]) ||
    form.texts.multiplier !== USUAL.texts.multiplier;
  return (
    <MoreFields label={say.moreSizing} inUse={inUse} wrong={hasError(form.errors, PATHS)}>
      <DraftField {...form} path="multiplier" label={say.multiplier} hint={say.multiplierHint} />
      <div className="edit-pairs">
        <SelectField
          label={say.direction}
          value={choices.direction}
          options={say.directions}
          disabled={begun}
          hint={begun ? say.directionStays : say.directionHint}
          onChange={(direction) => choose({ direction })}
        />
        <SelectField
          label={say.sides}
          value={choices.sides}
          options={say.sideChoices}
          onChange={(sides) => choose({ sides })}
        />
        <SelectField
          label={say.leverage}
          value={choices.leverage}
          options={say.leverages}
          hint={say.leverageHints[kind]}
          onChange={(leverage) => choose({ leverage })}
        />
        {choices.leverage !== "leader" && (
          <DraftField {...form} path="leverage.times" label={say.leverageTimes} unit={say.units.leverage} />
        )}
        <SelectField
          label={say.marginMode}
          value={choices.marginMode}
          options={say.marginModes}
          hint={say.marginModeHints[kind]}
          onChange={(marginMode) => choose({ marginMode })}
        />
      </div>
      <SelectField
        label={say.existing}
        value={choices.existing}
        options={say.existingChoices}
        hint={say.existingHint}
        onChange={(existing) => choose({ existing })}
      />
      <SelectField
        label={say.belowMinimum}
        value={choices.belowMinimum}
        options={say.belowMinimumChoices}
        onChange={(belowMinimum) => choose({ belowMinimum })}
      />
    </MoreFields>
  );
}
