import { Field } from "@base-ui/react/field";
import type { RefObject } from "react";
import { words } from "../words/current.ts";

interface Props {
  readonly text: string;
  readonly error: string | null;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onChange: (text: string) => void;
}

/** Where a leader's address is typed. */
export function AddressField({ text, error, input, onChange }: Props) {
  const say = words.follows.address;
  return (
    <Field.Root className="field" invalid={error !== null}>
      <Field.Label className="field-label">{say.label}</Field.Label>
      <Field.Control
        ref={input}
        className="field-input"
        value={text}
        onValueChange={onChange}
        placeholder={say.placeholder}
        autoComplete="off"
        spellCheck={false}
      />
      <Field.Description className="label">{say.hint}</Field.Description>
      <Field.Error className="field-error" match={error !== null}>
        {error}
      </Field.Error>
    </Field.Root>
  );
}
