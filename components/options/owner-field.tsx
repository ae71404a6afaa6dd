import type { RefObject } from "react";
import { useId, useState } from "react";
import { words } from "../words/current.ts";

interface Props {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly error: string | null;
}

/** 64 hexadecimal digits, with or without 0x and blanks around them. */
const KEY = /^\s*(0x)?[0-9a-f]{64}\s*$/i;

/** Where the account's address is typed. A private key does not stay in it: here it could be seen. */
export function OwnerField({ input, error }: Props) {
  const id = useId();
  const [wasKey, setWasKey] = useState(false);
  const say = words.options.connect;
  const wrong = wasKey ? say.keyInAddress : error;
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {say.address}
      </label>
      <input
        ref={input}
        id={id}
        type="text"
        className="field-input"
        placeholder={words.follows.address.placeholder}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-invalid={wrong !== null}
        aria-describedby={wrong === null ? `${id}-hint` : `${id}-hint ${id}-error`}
        onChange={({ target }) => {
          const isKey = KEY.test(target.value);
          if (isKey) target.value = "";
          setWasKey(isKey);
        }}
      />
      <p className="label" id={`${id}-hint`}>
        {say.addressHint}
      </p>
      <output className="field-error" id={`${id}-error`} hidden={wrong === null}>
        {wrong}
      </output>
    </div>
  );
}
