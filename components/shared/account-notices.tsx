import type { Overview } from "../../lib/model/view.ts";
import { words } from "../words/current.ts";
import { realAccountName } from "./account-choices.ts";
import { accessSentence } from "./key-finding.ts";
import { Notice } from "./notice.tsx";
import { OpenAccounts } from "./open-accounts.tsx";

/** Accounts with real money that mirror or hold something and can't be used in full. A locked vault is told by itself. */
export function AccountNotices({ overview }: { readonly overview: Overview }) {
  const troubled = overview.real.filter(
    ({ access, follows, openPositions }) =>
      access.state !== "ready" && access.state !== "locked" && (follows > 0 || openPositions > 0),
  );
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
