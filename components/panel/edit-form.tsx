import { loosenedParts } from "../../lib/model/loosened-parts.ts";
import type { FollowView, Overview } from "../../lib/model/view.ts";
import { AgreementCheck } from "../form/agreement-check.tsx";
import { allocationText } from "../form/allocation-text.ts";
import { FollowFields } from "../form/follow-fields.tsx";
import { FormPage } from "../form/form-page.tsx";
import { changeStatementOf, worstCaseSentence } from "../form/real-words.ts";
import { useAgreement } from "../form/use-agreement.ts";
import { useFollowForm } from "../form/use-follow-form.ts";
import { allocationIn } from "../form/worst-case.ts";
import { shortAddress } from "../format/address.ts";
import { accountChoice } from "../shared/account-choices.ts";
import { useCommand } from "../use-command.ts";
import { words } from "../words/current.ts";

interface Props {
  readonly view: FollowView;
  readonly overview: Overview;
  readonly onDone: () => void;
}

/**
 * Edits a follow's settings. It begins with what is saved and does not follow later changes of it. What may risk more
 * real money than before is agreed to anew, as at the start.
 */
export function EditForm({ view, overview, onDone }: Props) {
  const { kind } = view.account;
  const saved = view.follow.settings;
  const account = accountChoice(overview, view.account.id);
  const { equity } = account;
  const form = useFollowForm(saved, equity, saved);
  const command = useCommand();
  const settings = kind === "real" ? form.settings() : null;
  const allocation = settings === null ? null : allocationIn(settings, equity);
  const worst = settings === null || allocation === null ? null : worstCaseSentence(settings, allocation);
  const loosened = settings === null ? [] : loosenedParts(saved, settings);
  const asks = loosened.length > 0;
  const statement = settings === null || !asks ? null : changeStatementOf(account, settings, saved);
  // The tick is for these settings, also where the statement has the same words for others.
  const agreement = useAgreement(`${statement} ${JSON.stringify(settings)}`);
  const submit = async (): Promise<void> => {
    const checked = form.check();
    if (checked === null || (asks && !agreement.insist())) return;
    const realMoney = asks ? ({ agreed: true, settings: checked } as const) : null;
    const message = { type: "edit-follow", followId: view.follow.id, settings: checked, realMoney } as const;
    if (await command.run(message)) onDone();
  };
  return (
    <FormPage
      title={words.form.title(shortAddress(view.address))}
      kind={kind}
      errors={form.errors}
      command={command}
      save={asks ? words.real.save(allocationText(form.draft, equity)) : words.form.save}
      onSubmit={submit}
      onDone={onDone}
    >
      <FollowFields
        form={form}
        kind={kind}
        equity={equity}
        leaderEquity={view.leaderEquity}
        begun={view.follow.baselineAt !== null}
      />
      {worst !== null && !asks && <p className="secondary">{words.real.edit(worst)}</p>}
      {statement !== null && (
        <div className="agreement">
          <AgreementCheck statement={statement} agreement={agreement} />
        </div>
      )}
      {asks && statement === null && <p className="secondary">{words.real.notRead}</p>}
    </FormPage>
  );
}
