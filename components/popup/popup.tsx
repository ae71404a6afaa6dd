import { useLive } from "../live-data.ts";
import { AccountNotices } from "../shared/account-notices.tsx";
import { HaltButton } from "../shared/halt-button.tsx";
import { Notice } from "../shared/notice.tsx";
import { PauseAll } from "../shared/pause-all.tsx";
import { ProblemNotices } from "../shared/problem-notices.tsx";
import { Skeleton } from "../shared/skeleton.tsx";
import { useEngineSign, withHalt } from "../shared/use-engine-sign.ts";
import { VaultFoot } from "../vault/vault-foot.tsx";
import { VaultNotice } from "../vault/vault-notice.tsx";
import { useNow } from "../use-now.ts";
import { words } from "../words/current.ts";
import { EmptyState } from "./empty-state.tsx";
import { Leaders } from "./leaders.tsx";
import { MoneyCards } from "./money-card.tsx";
import { PopupHead } from "./popup-head.tsx";
import { StateTitle } from "./state-title.tsx";

/** The toolbar's popup: what is happening, one press to pause it, today's result. */
export function Popup() {
  const live = useLive();
  const { failed } = live;
  const { asleep, halted } = useEngineSign();
  const overview = withHalt(live.overview, halted);
  const now = useNow();
  const follows = overview?.follows ?? [];
  const onPaper = follows.some(({ account }) => account.kind === "paper");
  return (
    <main className="popup">
      <PopupHead overview={overview} failed={failed !== null} now={now} />
      {failed !== null && (
        <>
          <Notice tone="failure" title={words.readFailed.title} alert>
            <span title={failed}>{words.readFailed.body}</span>
          </Notice>
          {/* The worker may be at work all the same, and pausing needs no figures. */}
          <PauseAll paused={false} real={false} size="large" />
          <HaltButton halted={false} real={false} size="medium" />
        </>
      )}
      {asleep && (
        <Notice tone="warn" title={words.asleep.title}>
          {words.asleep.body}
        </Notice>
      )}
      {overview === undefined && failed === null && <Skeleton rows={3} height={72} />}
      {overview !== undefined && failed === null && (
        <>
          <VaultNotice vault={live.vault} overview={overview} />
          <AccountNotices overview={overview} />
          <ProblemNotices overview={overview} now={now} />
          <StateTitle overview={overview} now={now} />
          {overview.state === "empty" && <EmptyState />}
          {follows.length > 0 && (
            <>
              <MoneyCards
                real={overview.real}
                paper={overview.real.length === 0 || onPaper ? overview.paper : null}
              />
              <Leaders overview={overview} />
            </>
          )}
          <footer className="popup-foot">
            {overview.real.length > 0 && <VaultFoot vault={live.vault ?? null} now={now} />}
            <p className="label">{words.assumptions}</p>
          </footer>
        </>
      )}
    </main>
  );
}
