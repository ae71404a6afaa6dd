import type { PaperAccountView } from "../../lib/model/view.ts";
import { formatMoney } from "../format/money.ts";
import { formatReturn } from "../format/percent.ts";
import { MoneyChange } from "../shared/money-change.tsx";
import { MoneyBadge } from "../shared/money-badge.tsx";
import { words } from "../words/current.ts";

/** The paper account today. */
export function PaperCard({ paper }: { readonly paper: PaperAccountView }) {
  const say = words.popup;
  return (
    <section className="paper-card" aria-label={words.positions.account}>
      <MoneyBadge kind="paper" />
      <p className="paper-net heading">
        <MoneyChange amount={paper.netToday} size={11} />
      </p>
      <p className="secondary">{say.netToday(formatReturn(paper.netTodayFraction))}</p>
      <dl className="paper-figures">
        <dt>{say.mirrored}</dt>
        <dd className="figure">{formatMoney(paper.mirrored)}</dd>
        <dt>{say.openPositions}</dt>
        <dd className="figure">{paper.openPositions}</dd>
      </dl>
    </section>
  );
}
