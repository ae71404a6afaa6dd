import type { Account } from "../../lib/model/account.ts";
import type { DecimalString } from "../../lib/model/decimal.ts";
import { EntryLimitFields } from "./entry-limit-fields.tsx";
import { ExitRuleFields } from "./exit-rule-fields.tsx";
import { MoreSizingFields } from "./more-sizing-fields.tsx";
import { SizingFields } from "./sizing-fields.tsx";
import type { FollowForm } from "./use-follow-form.ts";

interface Props {
  readonly form: FollowForm;
  /** Whose money the follow uses. */
  readonly kind: Account["kind"];
  /** The account's, USD; null while it is not known. */
  readonly equity: DecimalString | null;
  readonly leaderEquity: DecimalString | null;
  /** The follow has taken its baseline; some settings count only then. */
  readonly begun: boolean;
}

/** Every setting of a follow: sizing, entry limits, exit rules. */
export function FollowFields({ form, kind, equity, leaderEquity, begun }: Props) {
  const { draft, errors, setText, choose, setAction } = form;
  const typed = { texts: draft.texts, errors, setText };
  const sizing = { ...typed, kind, choices: draft.choices, choose };
  return (
    <>
      <SizingFields {...sizing} equity={equity} leaderEquity={leaderEquity} />
      <MoreSizingFields {...sizing} begun={begun} />
      <EntryLimitFields {...typed} whose="follow" />
      <ExitRuleFields {...typed} whose="follow" actions={draft.actions} setAction={setAction} />
    </>
  );
}
