import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { useId } from "react";
import type { AccountId } from "../../lib/model/identity.ts";
import { formatMoney } from "../format/money.ts";
import type { AccountChoice } from "../shared/account-choices.ts";
import { MoneyBadge } from "../shared/money-badge.tsx";
import { words } from "../words/current.ts";

interface Props {
  readonly choices: readonly AccountChoice[];
  readonly chosen: AccountId;
  readonly onChoose: (id: AccountId) => void;
}

/** Whether a follow may start on it now: it can be signed for, and what it is worth is known. */
export function isReady({ access, equity }: AccountChoice): boolean {
  return access === null || (access.state === "ready" && equity !== null);
}

function hintOf(choice: AccountChoice): string {
  const say = words.real;
  if (choice.access === null) return say.paperHint;
  if (choice.access.state !== "ready") return say.notReady(words.access[choice.access.state].short);
  return choice.equity === null ? say.notReady(say.unread) : say.realHint(choice.agent);
}

/** Which account a follow uses, as cards. One that can't be signed for can't be chosen, and says why. */
export function AccountCards({ choices, chosen, onChoose }: Props) {
  const id = useId();
  const say = words.real;
  const several = choices.length > 2;
  return (
    <RadioGroup<AccountId>
      className="account-choices"
      aria-label={say.account}
      value={chosen}
      onValueChange={(next) => onChoose(next)}
    >
      {choices.map((choice) => {
        const title = `${id}-${choice.id}`;
        const usable = isReady(choice);
        return (
          <label
            key={choice.id}
            className={`account-choice choice-${choice.kind}`}
            data-chosen={choice.id === chosen || undefined}
            data-disabled={!usable || undefined}
          >
            <span className="account-choice-top">
              <MoneyBadge kind={choice.kind} long />
              <Radio.Root
                value={choice.id}
                disabled={!usable}
                className="radio"
                aria-labelledby={title}
                aria-describedby={`${title}-hint`}
              >
                <Radio.Indicator className="radio-dot" />
              </Radio.Root>
            </span>
            <span id={title} className="account-choice-name">
              {say.worth(several ? choice.name : choice.short, formatMoney(choice.equity))}
            </span>
            <span id={`${title}-hint`} className="secondary">
              {hintOf(choice)}
            </span>
          </label>
        );
      })}
    </RadioGroup>
  );
}
