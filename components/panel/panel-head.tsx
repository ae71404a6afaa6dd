import type { AccountId, Millis } from "../../lib/model/identity.ts";
import type { Overview } from "../../lib/model/view.ts";
import { formatMinute } from "../format/time.ts";
import { allPaused } from "../shared/all-paused.ts";
import { Brand } from "../shared/brand.tsx";
import { brandState } from "../shared/brand-state.ts";
import { FeedHealth } from "../shared/feed-health.tsx";
import { CloseAll } from "../shared/close-all.tsx";
import { HaltButton } from "../shared/halt-button.tsx";
import { usesRealMoney } from "../shared/money-kinds.ts";
import { PauseAll } from "../shared/pause-all.tsx";
import { words } from "../words/current.ts";
import { AccountMenu } from "./account-menu.tsx";

interface Props {
  readonly overview: Overview | undefined;
  readonly failed: boolean;
  readonly now: Millis;
  readonly onEditAccount: (id: AccountId) => void;
}

/** The state of things, and what stops them. Halt is there also when nothing can be read. */
export function PanelHead({ overview, failed, now, onEditAccount }: Props) {
  const haltedSince = overview?.haltedSince ?? null;
  const halted = haltedSince !== null;
  const real = overview !== undefined && usesRealMoney(overview);
  const busy = overview !== undefined && overview.state !== "empty";
  return (
    <header className="panel-head">
      <Brand state={brandState(overview, failed)} />
      <span className="panel-head-end">
        {overview !== undefined && <FeedHealth feed={overview.feed} now={now} />}
        <AccountMenu overview={overview} onEditAccount={onEditAccount} />
      </span>
      {(busy || halted || failed) && (
        <div className="panel-stops">
          {busy && overview.state !== "halted" && !failed && (
            <PauseAll paused={allPaused(overview)} real={real} size="small" />
          )}
          <HaltButton halted={halted} real={real} size="small" />
          {overview !== undefined && <CloseAll overview={overview} size="small" />}
          {haltedSince !== null && (
            <p className="secondary panel-halted">{words.state.haltedSince(formatMinute(haltedSince))}</p>
          )}
        </div>
      )}
    </header>
  );
}
