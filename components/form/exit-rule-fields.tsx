import type { ExitAction, ExitRuleName } from "../../lib/model/exit-rules.ts";
import { SelectField } from "../shared/select-field.tsx";
import { words } from "../words/current.ts";
import type { FormTexts } from "./draft-field.tsx";
import { DraftField } from "./draft-field.tsx";
import type { ExitActions, ExitPath } from "./exit-texts.ts";
import { exitPath } from "./exit-texts.ts";
import { hasError } from "./field-errors.ts";
import { MoreFields } from "./more-fields.tsx";

interface Props extends FormTexts<ExitPath> {
  /** Whose rules they are: it says of what a percentage is. */
  readonly whose: "follow" | "account";
  readonly actions: ExitActions;
  readonly setAction: (rule: ExitRuleName, action: ExitAction) => void;
}

const USUAL: readonly ExitRuleName[] = ["drawdown", "dailyLoss", "positionStopLoss", "positionTakeProfit"];
const RARE: readonly ExitRuleName[] = [
  "takeProfit",
  "liquidationDistance",
  "liquidationVersusLeader",
  "feedLost",
];
/** Rules about one position close that position; the others close all of the follow or account. */
const OF_POSITION: readonly ExitRuleName[] = ["positionStopLoss", "positionTakeProfit"];

/** A rule: its limit, and what happens when it is reached. */
function ExitRule({ rule, whose, actions, setAction, ...form }: Props & { readonly rule: ExitRuleName }) {
  const say = words.form;
  const label = say.exit[rule];
  return (
    <div className="exit-rule">
      <DraftField
        {...form}
        path={exitPath(rule)}
        label={label}
        hint={say.exitHints[whose][rule]}
        unit={rule === "feedLost" ? say.units.seconds : say.units.percent}
      />
      <SelectField
        label={say.action}
        name={say.actionOf(label)}
        value={actions[rule]}
        options={OF_POSITION.includes(rule) ? say.actions.position : say.actions.follow}
        onChange={(action) => setAction(rule, action)}
      />
    </div>
  );
}

/** The exit rules of a follow or of an account. */
export function ExitRuleFields(form: Props) {
  const say = words.form;
  const rare = RARE.map(exitPath);
  return (
    <section className="edit-group" aria-label={say.exits}>
      <h3 className="edit-group-title">{say.exits}</h3>
      <p className="label">{say.exitsHint}</p>
      {USUAL.map((rule) => (
        <ExitRule key={rule} rule={rule} {...form} />
      ))}
      <MoreFields
        label={say.moreExits}
        inUse={rare.some((path) => form.texts[path] !== "")}
        wrong={hasError(form.errors, rare)}
      >
        {RARE.map((rule) => (
          <ExitRule key={rule} rule={rule} {...form} />
        ))}
      </MoreFields>
    </section>
  );
}
