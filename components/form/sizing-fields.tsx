import type { Account } from "../../lib/model/account.ts";
import type { DecimalString } from "../../lib/model/decimal.ts";
import { DecimalString as DecimalText, decimal, decimalString } from "../../lib/model/decimal.ts";
import { formatMoneyWhole } from "../format/money.ts";
import { formatPercentOf } from "../format/percent.ts";
import { ChoiceGroup } from "../shared/choice-group.tsx";
import { SelectField } from "../shared/select-field.tsx";
import { words } from "../words/current.ts";
import type { FormTexts } from "./draft-field.tsx";
import { DraftField } from "./draft-field.tsx";
import type { FollowChoices, FollowPath } from "./follow-draft.ts";
import { plain } from "./number-text.ts";

export interface SizingProps extends FormTexts<FollowPath> {
  readonly kind: Account["kind"];
  readonly choices: FollowChoices;
  readonly choose: (part: Partial<FollowChoices>) => void;
}

interface Props extends SizingProps {
  /** The account's, USD; null while it is not known. */
  readonly equity: DecimalString | null;
  readonly leaderEquity: DecimalString | null;
}

/** "Your $1,000 to the leader's $399,984", once both are known. */
function proportion(allocation: string, leaderEquity: DecimalString | null): string | null {
  const mine = DecimalText.safeParse(plain(allocation));
  if (!mine.success || leaderEquity === null || !decimal(leaderEquity).gt(0)) return null;
  return words.form.equityProportionalHint(formatMoneyWhole(mine.data), formatMoneyWhole(leaderEquity));
}

/** What an allocation is of its account: a part in percent, or an amount; null while that is not known. */
function partOf(
  { kind, choices, texts }: Pick<Props, "kind" | "choices" | "texts">,
  equity: DecimalString | null,
): string | null {
  const amount = choices.allocation === "amount";
  const typed = DecimalText.safeParse(plain(texts[amount ? "allocation.amount" : "allocation.percent"]));
  if (!typed.success || !decimal(typed.data).gt(0)) return null;
  if (equity === null || !decimal(equity).gt(0)) return null;
  const whole = formatMoneyWhole(equity);
  if (amount) {
    const percent = decimal(typed.data).div(equity).times(100).toNumber();
    return words.form.allocationParts[kind](formatPercentOf(percent), whole);
  }
  const part = decimal(equity).times(typed.data).div(100);
  return words.form.allocationParts[kind](formatMoneyWhole(decimalString(part)), whole);
}

/** What a follow may work with: dollars, or a share of its account. */
function AllocationFields({ kind, choices, choose, equity, ...form }: Omit<Props, "leaderEquity">) {
  const say = words.form;
  const hint = partOf({ kind, choices, ...form }, equity) ?? say.allocationHints[kind];
  return (
    <div className="edit-pairs">
      {choices.allocation === "amount" ? (
        <DraftField
          {...form}
          path="allocation.amount"
          label={say.allocation}
          unit={say.units.usd}
          hint={hint}
        />
      ) : (
        <DraftField
          {...form}
          path="allocation.percent"
          label={say.allocation}
          unit={say.units.percent}
          hint={hint}
        />
      )}
      <SelectField
        label={say.allocationKind}
        value={choices.allocation}
        options={say.allocationKinds}
        onChange={(allocation) => choose({ allocation })}
      />
    </div>
  );
}

/** How much a follow may work with, and how it sizes. */
export function SizingFields({ leaderEquity, ...props }: Props) {
  const say = words.form;
  const { kind: _kind, equity: _equity, choices, choose, ...form } = props;
  const hint =
    choices.allocation === "amount" ? proportion(form.texts["allocation.amount"], leaderEquity) : null;
  return (
    <section className="edit-group" aria-label={say.sizing}>
      <AllocationFields {...props} />
      <h3 className="edit-group-title">{say.sizing}</h3>
      <ChoiceGroup
        name={say.sizing}
        value={choices.sizing}
        onChange={(sizing) => choose({ sizing })}
        choices={[
          { value: "equity-proportional", label: say.equityProportional, ...(hint === null ? {} : { hint }) },
          { value: "fixed-ratio", label: say.fixedRatio, hint: say.ratioHint },
          { value: "fixed-amount", label: say.fixedAmount, hint: say.amountHint },
          { value: "fixed-margin", label: say.fixedMargin, hint: say.marginHint },
        ]}
      />
      {choices.sizing === "fixed-ratio" && <DraftField {...form} path="sizing.ratio" label={say.ratio} />}
      {choices.sizing === "fixed-amount" && (
        <DraftField {...form} path="sizing.amount" label={say.amount} unit={say.units.usd} />
      )}
      {choices.sizing === "fixed-margin" && (
        <DraftField {...form} path="sizing.margin" label={say.margin} unit={say.units.usd} />
      )}
    </section>
  );
}
