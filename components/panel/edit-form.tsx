import type { FollowView, Overview } from "../../lib/model/view.ts";
import { FollowFields } from "../form/follow-fields.tsx";
import { worstCaseSentence } from "../form/real-words.ts";
import { allocationIn } from "../form/worst-case.ts";
import { FormPage } from "../form/form-page.tsx";
import { useFollowForm } from "../form/use-follow-form.ts";
import { shortAddress } from "../format/address.ts";
import { accountChoice } from "../shared/account-choices.ts";
import { useCommand } from "../use-command.ts";
import { words } from "../words/current.ts";

interface Props {
  readonly view: FollowView;
  readonly overview: Overview;
  readonly onDone: () => void;
}

/** Edits a follow's settings. It begins with what is saved and does not follow later changes of it. */
export function EditForm({ view, overview, onDone }: Props) {
  const { kind } = view.account;
  const { equity } = accountChoice(overview, view.account.id);
  const form = useFollowForm(view.follow.settings, equity, view.follow.settings);
  const command = useCommand();
  const settings = kind === "real" ? form.settings() : null;
  const allocation = settings === null ? null : allocationIn(settings, equity);
  const worst = settings === null || allocation === null ? null : worstCaseSentence(settings, allocation);
  const submit = async (): Promise<void> => {
    const settings = form.check();
    if (settings === null) return;
    if (await command.run({ type: "edit-follow", followId: view.follow.id, settings })) onDone();
  };
  return (
    <FormPage
      title={words.form.title(shortAddress(view.address))}
      kind={kind}
      errors={form.errors}
      command={command}
      onSubmit={submit}
      onDone={onDone}
    >
      <FollowFields
        form={form}
        kind={kind}
        leaderEquity={view.leaderEquity}
        begun={view.follow.baselineAt !== null}
      />
      {worst !== null && <p className="secondary">{words.real.edit(worst)}</p>}
    </FormPage>
  );
}
