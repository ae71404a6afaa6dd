import type { FollowView, PaperAccountView } from "../../lib/model/view.ts";
import { FollowFields } from "../form/follow-fields.tsx";
import { FormPage } from "../form/form-page.tsx";
import { useFollowForm } from "../form/use-follow-form.ts";
import { shortAddress } from "../format/address.ts";
import { useCommand } from "../use-command.ts";
import { words } from "../words/current.ts";

interface Props {
  readonly view: FollowView;
  readonly paper: PaperAccountView;
  readonly onDone: () => void;
}

/** Edits a follow's settings. It begins with what is saved and does not follow later changes of it. */
export function EditForm({ view, paper, onDone }: Props) {
  const form = useFollowForm(view.follow.settings, paper.equity, view.follow.settings);
  const command = useCommand();
  const submit = async (): Promise<void> => {
    const settings = form.check();
    if (settings === null) return;
    if (await command.run({ type: "edit-follow", followId: view.follow.id, settings })) onDone();
  };
  return (
    <FormPage
      title={words.form.title(shortAddress(view.address))}
      kind={view.account.kind}
      errors={form.errors}
      command={command}
      onSubmit={submit}
      onDone={onDone}
    >
      <FollowFields form={form} leaderEquity={view.leaderEquity} begun={view.follow.baselineAt !== null} />
    </FormPage>
  );
}
