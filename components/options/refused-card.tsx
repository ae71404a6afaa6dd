import { Ban, ExternalLink } from "lucide-react";
import type { KeyFinding } from "../../lib/model/account-key.ts";
import { ActionButton } from "../shared/action-button.tsx";
import { words } from "../words/current.ts";
import { API_PAGE } from "./api-page.ts";
import { FINDING_RIGHTS } from "./finding-rights.ts";
import { RightFigures } from "./right-figures.tsx";

interface Props {
  readonly finding: KeyFinding;
  /** The exchange's own words. */
  readonly detail: string | null;
  readonly onDismiss: () => void;
  readonly onAgain: () => void;
}

/** A key that was not taken: why, what became of it, and how to make the right one. */
export function RefusedCard({ finding, detail, onDismiss, onAgain }: Props) {
  const say = words.options.refused;
  const { what, todo } = words.keyFindings[finding];
  const rights = FINDING_RIGHTS[finding];
  return (
    <section className="card account-card refused" role="alert">
      <div className="account-who">
        <h3 className="account-title">
          {words.venues.hyperliquid} <span className="badge badge-refused">{say.badge}</span>
        </h3>
        <p className="secondary">{say.checked}</p>
      </div>
      <RightFigures
        trade={{ right: rights.trade, text: words.options.rights[rights.trade] }}
        withdraw={rights.withdraw}
      />
      <div className="account-acts">
        <ActionButton onPress={onDismiss}>{say.dismiss}</ActionButton>
      </div>
      <div className="refused-why">
        <Ban size={16} aria-hidden="true" />
        <div>
          <p>
            <strong>
              {what} {say.refuses}
            </strong>{" "}
            {todo}
          </p>
          <p className="secondary">{say.nothingStored}</p>
          {detail !== null && (
            <details className="secondary">
              <summary>{say.exchangeSaid}</summary>
              {detail}
            </details>
          )}
          <div className="refused-acts">
            <ActionButton onPress={onAgain}>{say.again}</ActionButton>
            <a href={API_PAGE} target="_blank" rel="noreferrer">
              {say.howTo} <ExternalLink size={12} aria-hidden="true" />
            </a>
          </div>
        </div>
      </div>
    </section>
  );
}
