import { Check, CircleQuestionMark, ShieldCheck, TriangleAlert, X } from "lucide-react";
import type { ReactNode } from "react";
import { words } from "../words/current.ts";
import type { Right } from "./finding-rights.ts";

interface Props {
  /** Whether it may trade, in words, and whether that is a plain yes. */
  readonly trade: { readonly right: Right; readonly text: string };
  readonly withdraw: Right;
}

function Figure({ label, icon, children }: { label: string; icon: ReactNode; children: ReactNode }) {
  return (
    <div className="right">
      <dt className="secondary">{label}</dt>
      <dd className="figure">
        {icon}
        {children}
      </dd>
    </div>
  );
}

const TRADE_ICONS = {
  yes: <Check size={14} className="right-good" aria-hidden="true" />,
  no: <X size={14} className="right-bad" aria-hidden="true" />,
  unknown: <CircleQuestionMark size={14} className="right-open" aria-hidden="true" />,
};
/** For withdrawing no is the good answer. */
const WITHDRAW_ICONS = {
  yes: <TriangleAlert size={14} className="right-bad" aria-hidden="true" />,
  no: <ShieldCheck size={14} className="right-good" aria-hidden="true" />,
  unknown: <CircleQuestionMark size={14} className="right-open" aria-hidden="true" />,
};

/** What may be done with an account or a key: trade, and withdraw. */
export function RightFigures({ trade, withdraw }: Props) {
  const say = words.options.rights;
  return (
    <dl className="rights">
      <Figure label={say.trade} icon={TRADE_ICONS[trade.right]}>
        {trade.text}
      </Figure>
      <Figure label={say.withdraw} icon={WITHDRAW_ICONS[withdraw]}>
        <span className={withdraw === "yes" ? "right-bad" : undefined}>{say[withdraw]}</span>
      </Figure>
    </dl>
  );
}
