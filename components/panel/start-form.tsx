import { Collapsible } from "@base-ui/react/collapsible";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { DecimalString } from "../../lib/model/decimal.ts";
import { DEFAULT_SETTINGS } from "../../lib/model/follow-settings.ts";
import type { PaperAccountView } from "../../lib/model/view.ts";
import { FollowFields } from "../form/follow-fields.tsx";
import { plain } from "../form/number-text.ts";
import { useFocusWrong } from "../form/use-focus-wrong.ts";
import type { FollowForm } from "../form/use-follow-form.ts";
import { useFollowForm } from "../form/use-follow-form.ts";
import { formatMoneyWhole } from "../format/money.ts";
import { ActionButton } from "../shared/action-button.tsx";
import { AddressField } from "../shared/address-field.tsx";
import { ControlFailure } from "../shared/control-failure.tsx";
import { useStartFollow } from "../shared/use-start-follow.ts";
import { words } from "../words/current.ts";

interface Props {
  readonly paper: PaperAccountView;
  readonly onStarted: () => void;
}

/** "$1,000", "10% of the account", or nothing while what is typed is no number. */
function allocationText({ draft }: FollowForm): string | null {
  const { texts, choices } = draft;
  const share = choices.allocation === "share";
  const typed = DecimalString.safeParse(plain(texts[share ? "allocation.percent" : "allocation.amount"]));
  if (!typed.success) return null;
  return share ? words.follows.shareOf(typed.data) : formatMoneyWhole(typed.data);
}

/** Follows an address on paper: with the default settings, or with others after a look at them. */
export function StartForm({ paper, onStarted }: Props) {
  const follow = useStartFollow();
  const form = useFollowForm(DEFAULT_SETTINGS, paper.equity, null);
  const [open, setOpen] = useState(false);
  const element = useFocusWrong(form.errors);
  const say = words.follows.address;
  const submit = async (): Promise<void> => {
    const settings = form.check();
    if (settings === null) setOpen(true);
    else if (await follow.start(settings)) onStarted();
  };
  return (
    <form
      ref={element}
      className="address-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!follow.busy) void submit();
      }}
    >
      <AddressField text={follow.text} error={follow.error} input={follow.input} onChange={follow.setText} />
      <Collapsible.Root className="more-fields" open={open} onOpenChange={setOpen}>
        <Collapsible.Trigger className="button button-ghost more-fields-trigger">
          <ChevronDown size={14} aria-hidden="true" />
          {words.form.settings}
        </Collapsible.Trigger>
        <Collapsible.Panel className="edit">
          <FollowFields form={form} leaderEquity={null} begun={false} />
        </Collapsible.Panel>
      </Collapsible.Root>
      <ActionButton kind="primary" size="large" wide submit busy={follow.busy}>
        {follow.busy ? say.busy : say.submit(allocationText(form))}
      </ActionButton>
      <ControlFailure text={form.errors.size > 0 ? words.form.notStarted : follow.failure} />
      <output className="label address-note">
        {follow.started ?? say.notes[form.draft.choices.existing]}
      </output>
    </form>
  );
}
