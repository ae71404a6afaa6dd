import type { AccountAccess } from "../../lib/model/account-key.ts";
import type { Millis } from "../../lib/model/identity.ts";
import type { RealAccountView } from "../../lib/model/view.ts";
import { formatAge } from "../format/duration.ts";
import { formatMoney } from "../format/money.ts";
import { AddressText } from "../shared/address-text.tsx";
import { accessSentence, findingOf } from "../shared/key-finding.ts";
import { MoneyBadge } from "../shared/money-badge.tsx";
import { Notice } from "../shared/notice.tsx";
import { words } from "../words/current.ts";
import { AccountActs } from "./account-acts.tsx";
import type { Right } from "./finding-rights.ts";
import { FINDING_RIGHTS } from "./finding-rights.ts";
import { KeepAwake } from "./keep-awake.tsx";
import { RightFigures } from "./right-figures.tsx";

interface Props {
  readonly account: RealAccountView;
  readonly now: Millis;
}

const DAY_MS = 86_400_000;
/** From here on an expiry is a warning. */
const SOON_DAYS = 7;

function tradeRight({ state }: AccountAccess): Right {
  if (state === "ready") return "yes";
  return state === "unusable" ? "no" : "unknown";
}

/** A key is kept only if it can't withdraw; since then only a later audit's finding says otherwise. */
function withdrawRight(access: AccountAccess): Right {
  const finding = findingOf(access);
  return finding === null || FINDING_RIGHTS[finding].withdraw === "no"
    ? "no"
    : FINDING_RIGHTS[finding].withdraw;
}

function Expiry({ account: { key }, now }: Props) {
  const say = words.options.real;
  if (key === null) return null;
  if (key.validUntil === null) return <>, {say.noExpiry}</>;
  const days = Math.floor((key.validUntil - now) / DAY_MS);
  const text = key.validUntil <= now ? say.expired : say.expires(days);
  return (
    <>
      , <span className={days < SOON_DAYS ? "aside-warn" : undefined}>{text}</span>
    </>
  );
}

/** An account with real money: whose it is, who signs for it, what it is worth, and what its key may do. */
export function RealAccountCard({ account, now }: Props) {
  const say = words.options.real;
  const { key, access, venue } = account;
  const sentence = accessSentence(access);
  const name = words.venues[venue];
  return (
    <li className="card rail-real account-card" aria-label={name}>
      <div className="account-who">
        <h3 className="account-title">
          {name} <MoneyBadge kind="real" long />
        </h3>
        {key !== null && (
          <p className="secondary">
            {say.account} <AddressText address={key.owner} quiet />
            <br />
            {say.wallet} <AddressText address={key.agent} quiet />
          </p>
        )}
        <p className="secondary">
          {account.equity === null ? say.unknownEquity : formatMoney(account.equity)}
          <Expiry account={account} now={now} />
        </p>
        <p className="secondary">
          {say.follows(account.follows)}
          {key !== null && `. ${words.options.checkedAgo(formatAge(now - key.checkedAt))}.`}
        </p>
      </div>
      <RightFigures
        trade={{ right: tradeRight(access), text: words.access[access.state].trade }}
        withdraw={withdrawRight(access)}
      />
      <AccountActs account={account} name={name} />
      <KeepAwake account={account} />
      {sentence !== null && (
        <div className="account-note">
          <Notice
            tone={access.state === "locked" ? "warn" : "failure"}
            title={`${words.access[access.state].short}.`}
          >
            <span title={access.detail ?? undefined}>{sentence}</span>
          </Notice>
        </div>
      )}
    </li>
  );
}
