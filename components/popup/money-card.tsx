import type { PaperAccountView, RealAccountView } from "../../lib/model/view.ts";
import { formatMoney } from "../format/money.ts";
import { formatReturn } from "../format/percent.ts";
import { realAccountName } from "../shared/account-choices.ts";
import { MoneyBadge } from "../shared/money-badge.tsx";
import { MoneyChange } from "../shared/money-change.tsx";
import { words } from "../words/current.ts";

interface Props {
  readonly account: PaperAccountView | RealAccountView;
  /** Whose account it is, where there are several with real money. */
  readonly name?: string | undefined;
}

/** One account today. Each stands for itself: no figure is the sum of two. */
function MoneyCard({ account, name }: Props) {
  const say = words.popup;
  const kind = "kind" in account ? account.kind : "paper";
  const label = kind === "paper" ? words.positions.account : (name ?? words.accounts.realAccount);
  return (
    <section className={`money-card money-${kind}`} aria-label={label}>
      <MoneyBadge kind={kind} long />
      {name !== undefined && <p className="secondary">{name}</p>}
      <p className="money-net heading">
        <MoneyChange amount={account.netToday} size={11} />
      </p>
      <p className="secondary">{say.netToday(formatReturn(account.netTodayFraction))}</p>
      <dl className="money-figures">
        <div>
          <dt>{say.mirrored}</dt>
          <dd className="figure">{formatMoney(account.equity === null ? null : account.mirrored)}</dd>
        </div>
        <div>
          <dt>{say.openPositions}</dt>
          <dd className="figure">{account.openPositions}</dd>
        </div>
      </dl>
    </section>
  );
}

interface CardsProps {
  readonly real: readonly RealAccountView[];
  /** Null where paper has nothing to show. */
  readonly paper: PaperAccountView | null;
}

/** The accounts side by side, real money first. */
export function MoneyCards({ real, paper }: CardsProps) {
  const several = real.length > 1;
  return (
    <div className={real.length > 0 && paper !== null ? "money-cards money-pair" : "money-cards"}>
      {real.map((account) => (
        <MoneyCard key={account.id} account={account} name={several ? realAccountName(account) : undefined} />
      ))}
      {paper !== null && <MoneyCard account={paper} />}
    </div>
  );
}
