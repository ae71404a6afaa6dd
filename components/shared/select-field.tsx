import { useId } from "react";

interface Props<T extends string> {
  readonly label: string;
  /** Said instead of the label where that is short only because of what stands beside it. */
  readonly name?: string;
  readonly value: T;
  readonly options: Readonly<Record<T, string>>;
  readonly onChange: (value: T) => void;
  readonly hint?: string | undefined;
  readonly disabled?: boolean;
}

/** One of a few, in a line. The browser's own list: it works with every keyboard and reader. */
export function SelectField<T extends string>(props: Props<T>) {
  const { label, name, value, options, onChange, hint, disabled = false } = props;
  const id = useId();
  const isOption = (text: string): text is T => Object.hasOwn(options, text);
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="field-input field-select"
        value={value}
        disabled={disabled}
        aria-label={name}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={({ target }) => {
          if (isOption(target.value)) onChange(target.value);
        }}
      >
        {Object.entries<string>(options).map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
      {hint !== undefined && (
        <p className="label" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
