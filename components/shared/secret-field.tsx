import type { RefObject } from "react";
import { useId } from "react";

interface Props {
  readonly label: string;
  /** The input, from which the text is read once and then cleared: a secret is never in a component's state. */
  readonly input: RefObject<HTMLInputElement | null>;
  readonly error: string | null;
  readonly hint?: string;
  /** The label is said only to readers; it shows in the field while that is empty. */
  readonly bare?: boolean;
}

/** Takes what a field holds and empties it. */
export function takeSecret(input: RefObject<HTMLInputElement | null>): string {
  const text = input.current?.value ?? "";
  if (input.current !== null) input.current.value = "";
  return text;
}

/** Where a passphrase or a key is typed. The browser does not show, complete or correct it. */
export function SecretField({ label, input, error, hint, bare = false }: Props) {
  const id = useId();
  const described = [hint === undefined ? "" : `${id}-hint`, error === null ? "" : `${id}-error`]
    .join(" ")
    .trim();
  return (
    <div className="field">
      <label className={bare ? "hidden-text" : "field-label"} htmlFor={id}>
        {label}
      </label>
      <input
        ref={input}
        id={id}
        type="password"
        className="field-input"
        placeholder={bare ? label : undefined}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-invalid={error !== null}
        aria-describedby={described === "" ? undefined : described}
      />
      {hint !== undefined && (
        <p className="label" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== null && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
