import { useRef } from "react";
import { ActionButton } from "../shared/action-button.tsx";
import { TextField } from "../shared/text-field.tsx";
import { words } from "../words/current.ts";
import type { FieldErrors } from "./field-errors.ts";

/** What the typed fields need of their form. */
export interface FormTexts<Path extends string> {
  readonly texts: Readonly<Record<Path, string>>;
  readonly errors: FieldErrors;
  readonly setText: (path: Path, text: string) => void;
}

interface Props<Path extends string> extends FormTexts<Path> {
  readonly path: Path;
  readonly label: string;
  readonly unit?: string;
  readonly hint?: string;
  readonly numeric?: boolean;
}

/** One typed field of a draft, with its own error and, where one is known, the nearest value that works. */
export function DraftField<Path extends string>(props: Props<Path>) {
  const { texts, errors, setText, path, ...rest } = props;
  const box = useRef<HTMLDivElement>(null);
  const found = errors.get(path);
  const nearest = found?.nearest ?? null;
  // With the value that was offered nothing is wrong in it any more.
  const error = nearest !== null && nearest === texts[path] ? undefined : found;
  const takeNearest = (value: string): void => {
    setText(path, value);
    // The button goes away with the error; the focus must not.
    box.current?.querySelector("input")?.focus();
  };
  return (
    <div className="draft-field" ref={box}>
      <TextField
        {...rest}
        name={path}
        value={texts[path]}
        onChange={(text) => setText(path, text)}
        error={error?.text}
      />
      {error !== undefined && nearest !== null && (
        <ActionButton onPress={() => takeNearest(nearest)}>
          {nearest === "" ? words.form.noValue : words.form.nearest(nearest)}
        </ActionButton>
      )}
    </div>
  );
}
