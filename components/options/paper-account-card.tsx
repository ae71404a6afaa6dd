import type { PaperAccountView } from "../../lib/model/view.ts";
import { formatMoney, formatMoneyWhole } from "../format/money.ts";
import { MoneyBadge } from "../shared/money-badge.tsx";
import { ResetDialog } from "../shared/reset-dialog.tsx";
import { words } from "../words/current.ts";
import { RightFigures } from "./right-figures.tsx";

/** The paper account among the connected ones. */
export function PaperAccountCard({ paper }: { readonly paper: PaperAccountView }) {
  const say = words.options.paper;
  return (
    <li className="card rail-paper account-card" aria-label={say.name}>
      <div className="account-who">
        <h3 className="account-title">
          {say.name} <MoneyBadge kind="paper" />
        </h3>
        <p className="secondary">{say.noKey}</p>
        <p className="secondary">
          {say.worth(formatMoney(paper.equity), formatMoneyWhole(paper.balanceAtStart))}
        </p>
      </div>
      <RightFigures trade={{ right: "yes", text: say.simulated }} withdraw="no" />
      <div className="account-acts">
        <ResetDialog kind="secondary" label={words.positions.resetDialog.confirm} />
      </div>
    </li>
  );
}
