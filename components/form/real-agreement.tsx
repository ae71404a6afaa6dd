import type { FollowSettings } from "../../lib/model/follow-settings.ts";
import { AgreementCheck } from "./agreement-check.tsx";
import { leverageSentence } from "./real-words.ts";
import type { Agreement } from "./use-agreement.ts";

interface Props {
  readonly statement: string;
  readonly agreement: Agreement;
  readonly settings: FollowSettings;
}

/** What a follow with real money does, and the statement to tick. */
export function RealAgreement({ statement, agreement, settings }: Props) {
  return (
    <div className="agreement">
      <p className="secondary">{leverageSentence(settings)}</p>
      <AgreementCheck statement={statement} agreement={agreement} />
    </div>
  );
}
