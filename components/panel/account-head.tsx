import { decimal } from "../../lib/model/decimal.ts";
import { accountGuardId } from "../../lib/model/guard.ts";
import type { PaperAccountView } from "../../lib/model/view.ts";
import { formatLeverage } from "../format/leverage.ts";
import { formatMoney, formatMoneyWhole } from "../format/money.ts";
import { GuardMeters } from "../shared/guard-meters.tsx";
import { LimitMeter } from "../shared/limit-meter.tsx";
import { MoneyChange } from "../shared/money-change.tsx";
import { MoneyBadge } from "../shared/money-badge.tsx";
import { TrippedRules } from "../shared/tripped-rules.tsx";
import { words } from "../words/current.ts";

/** The paper account in two lines: today's net result; what is allocated of its equity, and how far it is exposed. */
export function AccountHead({ paper }: { readonly paper: PaperAccountView }) {
  const say = words.positions;
  return (
    <section className="account" aria-label={say.account}>
      <div className="account-top">
        <MoneyBadge kind="paper" />
        <span className="account-name">{say.account}</span>
        <span className="account-net">
          <MoneyChange amount={paper.netToday} />
          <span className="secondary">{say.today}</span>
        </span>
      </div>
      <div className="account-figures">
        <LimitMeter
          stacked
          label={say.allocated}
          used={decimal(paper.allocated).toNumber()}
          limit={decimal(paper.equity).toNumber()}
          text={say.usedOf(formatMoneyWhole(paper.allocated), formatMoneyWhole(paper.equity))}
        />
        <dl className="account-facts">
          <dt>{say.equity}</dt>
          <dd className="figure">{formatMoney(paper.equity)}</dd>
          <dt>{say.exposure}</dt>
          <dd className="figure">{formatLeverage(paper.exposure)}</dd>
        </dl>
        <GuardMeters guard={paper.guard} stacked />
      </div>
      <TrippedRules guardId={accountGuardId(paper.id)} trips={paper.guard.trips} resettable />
    </section>
  );
}
