import { Field } from "@base-ui/react/field";

interface Props {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
  readonly unit?: string;
  readonly hint?: string;
  readonly numeric?: boolean;
}

/**
 * A labelled field with its unit and its error. Numbers are typed as text: an exact decimal must not pass
 * through a float on its way.
 */
export function TextField({ name, label, value, onChange, error, unit, hint, numeric = true }: Props) {
  return (
    <Field.Root className="field" name={name} invalid={error !== undefined}>
      <Field.Label className="field-label">{label}</Field.Label>
      <span className="field-control">
        <Field.Control
          className={unit === undefined ? "field-input" : "field-input field-with-unit"}
          value={value}
          onValueChange={onChange}
          inputMode={numeric ? "decimal" : "text"}
          autoComplete="off"
          spellCheck={false}
        />
        {unit !== undefined && (
          <span className="field-unit" aria-hidden="true">
            {unit}
          </span>
        )}
      </span>
      {hint !== undefined && <Field.Description className="label">{hint}</Field.Description>}
      <Field.Error className="field-error" match={error !== undefined}>
        {error}
      </Field.Error>
    </Field.Root>
  );
}
