import { Plus } from "lucide-react";
import { useState } from "react";
import type { KeyFinding } from "../../lib/model/account-key.ts";
import type { Millis } from "../../lib/model/identity.ts";
import type { VaultStatus } from "../../lib/model/vault-status.ts";
import type { Overview } from "../../lib/model/view.ts";
import { ActionButton } from "../shared/action-button.tsx";
import { words } from "../words/current.ts";
import { ConnectForm } from "./connect-form.tsx";
import { PaperAccountCard } from "./paper-account-card.tsx";
import { RealAccountCard } from "./real-account-card.tsx";
import { RefusedCard } from "./refused-card.tsx";

interface Props {
  readonly overview: Overview;
  readonly vault: VaultStatus | null;
  readonly now: Millis;
}

/** What stands in the way of a new account; null when nothing does. */
function hindrance(vault: VaultStatus | null): string | null {
  const say = words.options.connect;
  if (vault?.state === "unlocked") return null;
  return vault?.state === "locked" ? say.needsUnlock : say.needsVault;
}

/** Every account, the key that was refused last, and the way to connect one more. */
export function ConnectedAccounts({ overview, vault, now }: Props) {
  const [open, setOpen] = useState(false);
  const [refused, setRefused] = useState<{
    readonly finding: KeyFinding;
    readonly detail: string | null;
  } | null>(null);
  const [connected, setConnected] = useState(false);
  const say = words.options;
  const hindered = hindrance(vault);
  return (
    <section className="card box" aria-labelledby="accounts-title">
      <h2 className="box-title" id="accounts-title">
        {say.connected}
      </h2>
      <ul className="account-cards">
        <PaperAccountCard paper={overview.paper} />
        {overview.real.map((account) => (
          <RealAccountCard key={account.id} account={account} now={now} />
        ))}
      </ul>
      {refused !== null && (
        <RefusedCard
          {...refused}
          onDismiss={() => setRefused(null)}
          onAgain={() => {
            setRefused(null);
            setOpen(true);
          }}
        />
      )}
      <output className="secondary" hidden={!connected}>
        {say.connect.done(words.venues.hyperliquid)}
      </output>
      {open && hindered === null ? (
        <ConnectForm
          onRefused={(finding, detail) => {
            setRefused({ finding, detail });
            setOpen(false);
          }}
          onConnected={() => {
            setOpen(false);
            setConnected(true);
          }}
          onCancel={() => setOpen(false)}
        />
      ) : (
        <div className="connect-open">
          <ActionButton
            icon={Plus}
            size="medium"
            disabled={hindered !== null}
            onPress={() => {
              setRefused(null);
              setConnected(false);
              setOpen(true);
            }}
          >
            {say.connect.open}
          </ActionButton>
          {hindered !== null && <p className="secondary">{hindered}</p>}
        </div>
      )}
    </section>
  );
}
