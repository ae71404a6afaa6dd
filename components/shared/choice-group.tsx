import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { useId } from "react";

interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly hint?: string;
}

interface Props<T extends string> {
  readonly name: string;
  /** Null while nothing is chosen. */
  readonly value: T | null;
  readonly choices: readonly Choice<T>[];
  readonly onChange: (value: T) => void;
}

/** One of a few, each with what it means. */
export function ChoiceGroup<T extends string>({ name, value, choices, onChange }: Props<T>) {
  const id = useId();
  return (
    <RadioGroup
      className="choices"
      aria-label={name}
      value={value}
      onValueChange={(chosen: T | null) => {
        if (chosen !== null) onChange(chosen);
      }}
    >
      {choices.map((choice) => {
        const title = `${id}-${choice.value}`;
        const hint = choice.hint === undefined ? undefined : `${title}-hint`;
        return (
          <div key={choice.value} className="choice">
            <Radio.Root
              value={choice.value}
              className="radio"
              aria-labelledby={title}
              aria-describedby={hint}
            >
              <Radio.Indicator className="radio-dot" />
            </Radio.Root>
            {/* The whole line is a target for the pointer; the radio itself is the keyboard's. */}
            <button
              type="button"
              tabIndex={-1}
              className="choice-text"
              onClick={() => onChange(choice.value)}
            >
              <span id={title} className="choice-title">
                {choice.label}
              </span>
              {choice.hint !== undefined && (
                <span id={hint} className="secondary choice-hint">
                  {choice.hint}
                </span>
              )}
            </button>
          </div>
        );
      })}
    </RadioGroup>
  );
}
