import { Collapsible } from "@base-ui/react/collapsible";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { DEFAULT_SETTINGS } from "../../lib/model/follow-settings.ts";
import type { Overview } from "../../lib/model/view.ts";
import { AccountCards, isReady } from "../form/account-cards.tsx";
import { allocationText } from "../form/allocation-text.ts";
import { FollowFields } from "../form/follow-fields.tsx";
import { LeaderLookPart } from "../form/leader-look-part.tsx";
import { RealAgreement } from "../form/real-agreement.tsx";
import { useAgreement } from "../form/use-agreement.ts";
import { useFocusWrong } from "../form/use-focus-wrong.ts";
import { useFollowForm } from "../form/use-follow-form.ts";
import { statementOf } from "../form/real-words.ts";
import { accountChoice, accountChoices } from "../shared/account-choices.ts";
import { ActionButton } from "../shared/action-button.tsx";
import { AddressField } from "../shared/address-field.tsx";
import { ControlFailure } from "../shared/control-failure.tsx";
import { OpenAccounts } from "../shared/open-accounts.tsx";
import { useLeaderLook } from "../shared/use-leader-look.ts";
import { useStartFollow } from "../shared/use-start-follow.ts";
import { words } from "../words/current.ts";

interface Props {
  readonly overview: Overview;
  readonly onStarted: () => void;
}

/** Follows an address: on paper, unless the user chooses an account with real money and agrees to what it means. */
export function StartForm({ overview, onStarted }: Props) {
  const follow = useStartFollow();
  const [chosen, setChosen] = useState(overview.paper.id);
  const account = accountChoice(overview, chosen);
  const real = account.kind === "real";
  const form = useFollowForm(DEFAULT_SETTINGS, account.equity, null);
  const settings = form.settings();
  const statement = real && settings !== null ? statementOf(account, settings) : null;
  // It is agreed to for this leader, too.
  const agreement = useAgreement(`${follow.text} ${statement ?? ""}`);
  const [open, setOpen] = useState(false);
  const element = useFocusWrong(form.errors);
  const looked = useLeaderLook(follow.text);
  const say = words.follows.address;

  const submit = async (): Promise<void> => {
    const checked = form.check();
    if (checked === null) return setOpen(true);
    if (real && !agreement.insist()) return;
    if (await follow.start(checked, account)) onStarted();
  };
  const existing = form.draft.choices.existing;
  const amount = allocationText(form.draft, real ? account.equity : null);
  return (
    <form
      ref={element}
      className="address-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!follow.busy && isReady(account)) void submit();
      }}
    >
      <AddressField text={follow.text} error={follow.error} input={follow.input} onChange={follow.setText} />
      {overview.real.length === 0 ? (
        <div className="connect-real">
          <OpenAccounts kind="ghost" label={words.real.connect} />
        </div>
      ) : (
        <AccountCards choices={accountChoices(overview)} chosen={account.id} onChoose={setChosen} />
      )}
      <Collapsible.Root className="more-fields" open={open} onOpenChange={setOpen}>
        <Collapsible.Trigger className="button button-ghost more-fields-trigger">
          <ChevronDown size={14} aria-hidden="true" />
          {words.form.settings}
        </Collapsible.Trigger>
        <Collapsible.Panel className="edit">
          <FollowFields
            form={form}
            kind={account.kind}
            equity={account.equity}
            leaderEquity={looked.state === "seen" ? looked.look.equity : null}
            begun={false}
          />
        </Collapsible.Panel>
      </Collapsible.Root>
      <LeaderLookPart looked={looked} settings={settings} equity={account.equity} />
      {settings !== null && statement !== null && isReady(account) && (
        <RealAgreement statement={statement} agreement={agreement} settings={settings} />
      )}
      <ActionButton
        kind={real ? "ink" : "primary"}
        size="large"
        wide
        submit
        busy={follow.busy}
        disabled={!isReady(account)}
      >
        {follow.busy ? say.busy : (real ? words.real.submit : say.submit)(amount)}
      </ActionButton>
      <ControlFailure text={form.errors.size > 0 ? words.form.notStarted : follow.failure} />
      <output className="label address-note">
        {follow.started ?? (real ? words.real.notes : say.notes)[existing]}
      </output>
    </form>
  );
}
