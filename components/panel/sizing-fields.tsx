import { decimal } from "../../lib/model/decimal.ts";
import type { DecimalString } from "../../lib/model/decimal.ts";
import { DecimalString as DecimalText } from "../../lib/model/decimal.ts";
import { formatMoneyWhole } from "../format/money.ts";
import { ChoiceGroup } from "../shared/choice-group.tsx";
import { words } from "../words/current.ts";
import { DraftField } from "./draft-field.tsx";
import type { DraftProps } from "./draft-field.tsx";

interface Props extends DraftProps {
  readonly leaderEquity: DecimalString | null;
}

/** "Your $1,000 to the leader's $399,984", once both are known. */
function proportion(allocation: string, leaderEquity: DecimalString | null): string | null {
  const mine = DecimalText.safeParse(allocation);
  if (!mine.success || leaderEquity === null || !decimal(leaderEquity).gt(0)) return null;
  return words.form.equityProportionalHint(formatMoneyWhole(mine.data), formatMoneyWhole(leaderEquity));
}

/** How much a follow may work with, and how it sizes. */
export function SizingFields({ leaderEquity, ...form }: Props) {
  const say = words.form;
  const { draft, change } = form;
  const hint = proportion(draft.allocation, leaderEquity);
  return (
    <>
      <DraftField
        {...form}
        name="allocation"
        label={say.allocation}
        unit={say.units.usd}
        hint={say.allocationHint}
      />
      <section className="edit-group">
        <h3 className="edit-group-title">{say.sizing}</h3>
        <ChoiceGroup
          name={say.sizing}
          value={draft.sizing}
          onChange={(sizing) => change({ sizing })}
          choices={[
            {
              value: "equity-proportional",
              label: say.equityProportional,
              ...(hint === null ? {} : { hint }),
            },
            { value: "fixed-ratio", label: say.fixedRatio, hint: say.ratioHint },
            { value: "fixed-amount", label: say.fixedAmount, hint: say.amountHint },
          ]}
        />
        {draft.sizing === "fixed-ratio" && <DraftField {...form} name="ratio" label={say.ratio} />}
        {draft.sizing === "fixed-amount" && (
          <DraftField {...form} name="amount" label={say.amount} unit={say.units.usd} />
        )}
      </section>
    </>
  );
}
