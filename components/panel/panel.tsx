import { Tabs } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { useState } from "react";
import type { AccountId } from "../../lib/model/identity.ts";
import { useLive } from "../live-data.ts";
import { accountChoice } from "../shared/account-choices.ts";
import { AccountNotices } from "../shared/account-notices.tsx";
import { Notice } from "../shared/notice.tsx";
import { ProblemNotices } from "../shared/problem-notices.tsx";
import { useEngineSign, withHalt } from "../shared/use-engine-sign.ts";
import { useNow } from "../use-now.ts";
import { VaultNotice } from "../vault/vault-notice.tsx";
import { words } from "../words/current.ts";
import { AccountForm } from "./account-form.tsx";
import { ActivityTab } from "./activity-tab.tsx";
import { LeadersTab } from "./leaders-tab.tsx";
import { PanelHead } from "./panel-head.tsx";
import { PositionsTab } from "./positions-tab.tsx";

function Tab({ value, children, count }: { value: string; children: ReactNode; count?: number | undefined }) {
  return (
    <Tabs.Tab value={value} className="tab">
      {children}
      {count !== undefined && <span className="tab-count">{count}</span>}
    </Tabs.Tab>
  );
}

/** The side panel: positions, what happened and why, and the leaders. */
export function Panel() {
  const live = useLive();
  const { positions, failed } = live;
  const { asleep, halted } = useEngineSign();
  const overview = withHalt(live.overview, halted);
  const now = useNow();
  const [editing, setEditing] = useState<AccountId | null>(null);
  return (
    <main className="panel">
      <PanelHead overview={overview} failed={failed !== null} now={now} onEditAccount={setEditing} />
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
      {overview !== undefined && (
        <>
          <VaultNotice vault={live.vault} overview={overview} />
          <AccountNotices overview={overview} />
        </>
      )}
      {overview !== undefined && <ProblemNotices overview={overview} now={now} />}
      {failed === null && editing !== null && overview !== undefined && (
        <AccountForm
          key={editing}
          account={accountChoice(overview, editing)}
          onDone={() => setEditing(null)}
        />
      )}
      {failed === null && editing === null && (
        <Tabs.Root defaultValue="positions">
          <Tabs.List className="tabs">
            <Tab value="positions" count={positions?.length}>
              {words.positions.tab}
            </Tab>
            <Tab value="activity">{words.activity.tab}</Tab>
            <Tab value="leaders" count={overview?.follows.length}>
              {words.follows.tab}
            </Tab>
          </Tabs.List>
          <Tabs.Panel value="positions" className="tab-panel">
            <PositionsTab now={now} />
          </Tabs.Panel>
          <Tabs.Panel value="activity" className="tab-panel">
            <ActivityTab now={now} />
          </Tabs.Panel>
          <Tabs.Panel value="leaders" className="tab-panel">
            <LeadersTab now={now} />
          </Tabs.Panel>
        </Tabs.Root>
      )}
    </main>
  );
}
