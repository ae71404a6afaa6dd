import type { Overview } from "../../lib/model/view.ts";
import { words } from "../words/current.ts";
import { isTroubled } from "./account-trouble.ts";
import { realAccountName } from "./account-choices.ts";
import { accessSentence } from "./key-finding.ts";
import { Notice } from "./notice.tsx";
import { OpenAccounts } from "./open-accounts.tsx";

/** What keeps accounts with real money from being used in full: found by the audit, and what to do. */
export function AccountNotices({ overview }: { readonly overview: Overview }) {
  const troubled = overview.real.filter(isTroubled);
  if (troubled.length === 0) return null;
  return (
    <div className="notices">
      {troubled.map((account) => {
        const { access } = account;
        return (
          <Notice
            key={account.id}
            tone={access.state === "unchecked" ? "warn" : "failure"}
            title={`${realAccountName(account)}: ${words.access[access.state].short.toLowerCase()}.`}
            actions={<OpenAccounts />}
          >
            <span title={access.detail ?? undefined}>{accessSentence(access)}</span>
          </Notice>
        );
      })}
    </div>
  );
}
