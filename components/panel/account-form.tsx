import { useId, useState } from "react";
import { DISASTER_PATH, accountDraftOf, parseAccountDraft } from "../form/account-draft.ts";
import { DraftField } from "../form/draft-field.tsx";
import { EntryLimitFields } from "../form/entry-limit-fields.tsx";
import { ExitRuleFields } from "../form/exit-rule-fields.tsx";
import { NO_ERRORS } from "../form/field-errors.ts";
import { FormPage } from "../form/form-page.tsx";
import { accountErrors } from "../form/settings-errors.ts";
import { useLive } from "../live-data.ts";
import type { AccountChoice } from "../shared/account-choices.ts";
import { useCommand } from "../use-command.ts";
import { words } from "../words/current.ts";

interface Props {
  readonly account: AccountChoice;
  readonly onDone: () => void;
}

/** Edits an account's guardrails, over all its follows. */
export function AccountForm({ account, onDone }: Props) {
  const [draft, setDraft] = useState(() => accountDraftOf(account.settings));
  const [errors, setErrors] = useState(NO_ERRORS);
  const command = useCommand();
  const instruments = useLive().instruments ?? [];
  const beside = useId();
  const say = words.form;
  const submit = async (): Promise<void> => {
    const result = parseAccountDraft(draft);
    const found =
      "errors" in result
        ? result.errors
        : accountErrors(result.settings, { equity: account.equity, instruments });
    setErrors(found);
    if (found.size > 0 || !("settings" in result)) return;
    const { settings } = result;
    if (await command.run({ type: "edit-account", accountId: account.id, settings })) onDone();
  };
  const typed = {
    texts: draft.texts,
    errors,
    setText: (path: keyof typeof draft.texts, text: string) =>
      setDraft((before) => ({ ...before, texts: { ...before.texts, [path]: text } })),
  };
  return (
    <FormPage
      title={say.accountTitle}
      hint={say.accountHint(account.name)}
      kind={account.kind}
      errors={errors}
      command={command}
      onSubmit={submit}
      onDone={onDone}
    >
      <EntryLimitFields {...typed} whose="account" />
      <ExitRuleFields
        {...typed}
        whose="account"
        actions={draft.actions}
        setAction={(rule, action) =>
          setDraft((before) => ({ ...before, actions: { ...before.actions, [rule]: action } }))
        }
      />
      {account.kind === "real" && (
        <section className="edit-group" aria-label={say.stops}>
          <h3 className="edit-group-title">{say.stops}</h3>
          <DraftField
            {...typed}
            path={DISASTER_PATH}
            label={say.disasterStop}
            hint={say.disasterStopHint}
            unit={say.units.percent}
          />
        </section>
      )}
      <div className="check">
        <input
          type="checkbox"
          id={beside}
          checked={draft.growBesideOwn}
          aria-describedby={`${beside}-hint`}
          onChange={({ target }) => setDraft((before) => ({ ...before, growBesideOwn: target.checked }))}
        />
        <label htmlFor={beside}>{say.growBesideOwn}</label>
        <p className="label" id={`${beside}-hint`}>
          {say.growBesideOwnHint}
        </p>
      </div>
    </FormPage>
  );
}
