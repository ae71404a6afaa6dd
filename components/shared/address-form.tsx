import { DEFAULT_ALLOCATION, DEFAULT_SETTINGS } from "../../lib/model/follow-settings.ts";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { formatMoneyWhole } from "../format/money.ts";
import { words } from "../words/current.ts";
import { ActionButton } from "./action-button.tsx";
import { AddressField } from "./address-field.tsx";
import { ControlFailure } from "./control-failure.tsx";
import { useStartFollow } from "./use-start-follow.ts";

/** Follows an address on paper, with the default settings. */
export function AddressForm() {
  const { text, setText, error, input, busy, failure, started, start } = useStartFollow();
  const say = words.follows.address;
  return (
    <form
      className="address-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void start(DEFAULT_SETTINGS, { id: PAPER_ACCOUNT, kind: "paper" });
      }}
    >
      <AddressField text={text} error={error} input={input} onChange={setText} />
      <ActionButton kind="primary" size="large" wide submit busy={busy}>
        {busy ? say.busy : say.submit(formatMoneyWhole(DEFAULT_ALLOCATION))}
      </ActionButton>
      <ControlFailure text={failure} />
      <output className="label address-note">{started ?? say.notes.none}</output>
    </form>
  );
}
