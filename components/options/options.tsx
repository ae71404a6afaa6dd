import { ShieldCheck } from "lucide-react";
import { useLive } from "../live-data.ts";
import { brandState } from "../shared/brand-state.ts";
import { Notice } from "../shared/notice.tsx";
import { Skeleton } from "../shared/skeleton.tsx";
import { useEngineSign, withHalt } from "../shared/use-engine-sign.ts";
import { useNow } from "../use-now.ts";
import { VaultCard } from "../vault/vault-card.tsx";
import { words } from "../words/current.ts";
import { ConnectedAccounts } from "./connected-accounts.tsx";
import { DataCard } from "./data-card.tsx";
import { KeyboardCard } from "./keyboard-card.tsx";
import { OptionsNav } from "./options-nav.tsx";

function Permissions() {
  const say = words.options.permissions;
  return (
    <section className="card box permissions" aria-labelledby="permissions-title">
      <ShieldCheck size={18} aria-hidden="true" />
      <div>
        <h2 className="box-title" id="permissions-title">
          {say.title}
        </h2>
        <p className="secondary">{say.body}</p>
      </div>
    </section>
  );
}

/** The accounts: the vault with their keys, what is connected, and the journal as files. */
export function Options() {
  const live = useLive();
  const { vault, failed } = live;
  const { asleep, halted } = useEngineSign();
  const overview = withHalt(live.overview, halted);
  const now = useNow();
  const say = words.options;
  return (
    <div className="options">
      <OptionsNav state={brandState(overview, failed !== null)} />
      <main className="options-main">
        <header>
          <h1 className="heading" id="accounts" tabIndex={-1}>
            {say.title}
          </h1>
          <p className="secondary">{say.intro}</p>
        </header>
        {failed !== null && (
          <Notice tone="failure" title={words.readFailed.title} alert>
            <span title={failed}>{words.readFailed.body}</span>
          </Notice>
        )}
        {asleep && (
          <Notice tone="warn" title={words.asleep.title}>
            {words.asleep.body}
          </Notice>
        )}
        <div className="options-columns">
          <div className="options-column">
            {vault === undefined ? <Skeleton rows={1} height={86} /> : <VaultCard status={vault} now={now} />}
            {overview === undefined || vault === undefined ? (
              <Skeleton rows={2} height={80} />
            ) : (
              <ConnectedAccounts overview={overview} vault={vault} now={now} />
            )}
            <Permissions />
          </div>
          <div className="options-column">
            <DataCard />
            <KeyboardCard />
          </div>
        </div>
      </main>
    </div>
  );
}
