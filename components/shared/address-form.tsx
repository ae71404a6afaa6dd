import { Field } from "@base-ui/react/field";
import { useRef, useState } from "react";
import type { SubmitEvent } from "react";
import { DEFAULT_SETTINGS } from "../../lib/model/follow.ts";
import { shortAddress } from "../format/address.ts";
import { formatMoneyWhole } from "../format/money.ts";
import { useCommand } from "../use-command.ts";
import { words } from "../words/current.ts";
import { ActionButton } from "./action-button.tsx";
import { ControlFailure } from "./control-failure.tsx";
import { parseAddress } from "./parse-address.ts";

/** Follows an address on paper, with the default settings. */
export function AddressForm({ onStarted }: { readonly onStarted?: () => void }) {
  const [text, setText] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [started, setStarted] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const { busy, failure, run } = useCommand();
  const say = words.follows.address;

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setStarted(null);
    const parsed = parseAddress(text);
    if ("error" in parsed) {
      setError(parsed.error);
      input.current?.focus();
      return;
    }
    setError(null);
    const done = await run({ type: "start-follow", address: parsed.address, settings: DEFAULT_SETTINGS });
    if (!done) return;
    setStarted(say.done(shortAddress(parsed.address)));
    setText("");
    onStarted?.();
  };

  return (
    <form className="address-form" noValidate onSubmit={(event) => void submit(event)}>
      <Field.Root className="field" invalid={error !== null}>
        <Field.Label className="field-label">{say.label}</Field.Label>
        <Field.Control
          ref={input}
          className="field-input"
          value={text}
          onValueChange={(value) => {
            setText(value);
            setError(null);
          }}
          placeholder={say.placeholder}
          autoComplete="off"
          spellCheck={false}
        />
        <Field.Description className="label">{say.hint}</Field.Description>
        <Field.Error className="field-error" match={error !== null}>
          {error}
        </Field.Error>
      </Field.Root>
      <ActionButton kind="primary" size="large" wide submit busy={busy}>
        {busy ? say.busy : say.submit(formatMoneyWhole(DEFAULT_SETTINGS.allocation))}
      </ActionButton>
      <ControlFailure text={failure} />
      <output className="label address-note">{started ?? say.note}</output>
    </form>
  );
}
