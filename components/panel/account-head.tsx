import { decimal } from "../../lib/model/decimal.ts";
import { accountGuardId } from "../../lib/model/guard.ts";
import type { PaperAccountView, RealAccountView } from "../../lib/model/view.ts";
import { UNKNOWN } from "../format/grouped.ts";
import { formatLeverage } from "../format/leverage.ts";
import { formatMoney, formatMoneyWhole } from "../format/money.ts";
import { realAccountName } from "../shared/account-choices.ts";
import { GuardMeters } from "../shared/guard-meters.tsx";
import { LimitMeter } from "../shared/limit-meter.tsx";
import { MoneyBadge } from "../shared/money-badge.tsx";
import { MoneyChange } from "../shared/money-change.tsx";
import { TrippedRules } from "../shared/tripped-rules.tsx";
import { words } from "../words/current.ts";

interface Props {
  readonly account: PaperAccountView | RealAccountView;
}

/** How much of the equity is allotted; nothing while the equity is not known. */
function Allocated({ account: { equity, allocated } }: Props) {
  const say = words.positions;
  if (equity === null) return null;
  return (
    <LimitMeter
      stacked
      label={say.allocated}
      used={decimal(allocated).toNumber()}
      limit={decimal(equity).toNumber()}
      text={say.usedOf(formatMoneyWhole(allocated), formatMoneyWhole(equity))}
    />
  );
}

/** An account in two lines: today's net result; what is allocated of its equity, and how far it is exposed. */
export function AccountHead({ account }: Props) {
  const say = words.positions;
  const real = "kind" in account ? account : null;
  const name = real === null ? say.account : realAccountName(real);
  const held = real !== null && real.access.state !== "ready" ? words.access[real.access.state].short : null;
  return (
    <section className="account" aria-label={name}>
      <div className="account-top">
        <MoneyBadge kind={real === null ? "paper" : "real"} long />
        <span className="account-name">{name}</span>
        {held !== null && <span className="secondary note-warn">{held}</span>}
        <span className="account-net">
          <MoneyChange amount={account.netToday} />
          <span className="secondary">{say.today}</span>
        </span>
      </div>
      <div className="account-figures">
        <Allocated account={account} />
        <dl className="account-facts">
          <dt>{say.equity}</dt>
          <dd className="figure">{formatMoney(account.equity)}</dd>
          <dt>{say.exposure}</dt>
          <dd className="figure">{account.exposure === null ? UNKNOWN : formatLeverage(account.exposure)}</dd>
        </dl>
        <GuardMeters guard={account.guard} stacked />
      </div>
      <TrippedRules
        guardId={accountGuardId(account.id)}
        trips={account.guard.trips}
        resettable
        real={real !== null}
      />
    </section>
  );
}
