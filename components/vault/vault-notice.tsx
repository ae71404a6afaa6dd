import { LockKeyhole } from "lucide-react";
import type { VaultStatus } from "../../lib/model/vault-status.ts";
import type { Overview } from "../../lib/model/view.ts";
import { isVaultTold } from "../shared/account-trouble.ts";
import { Notice } from "../shared/notice.tsx";
import { OpenAccounts } from "../shared/open-accounts.tsx";
import { words } from "../words/current.ts";
import { UnlockForm } from "./unlock-form.tsx";

interface Props {
  readonly vault: VaultStatus | null | undefined;
  readonly overview: Overview;
}

/** What protects the positions with real money while nothing can be signed; null without any. */
function stopsSentence({ real }: Overview): string | null {
  const positions = real.reduce((sum, account) => sum + account.openPositions, 0);
  const resting = real.reduce((sum, account) => sum + account.stopsResting, 0);
  const say = words.vault.locked;
  if (positions === 0) return null;
  if (resting === positions) return say.stopsKept(positions);
  return resting === 0 ? say.stopsNone(positions) : say.stopsPart(resting, positions);
}

/** A vault that is locked or damaged while accounts with real money are connected: what that means, and the way on. */
export function VaultNotice({ vault, overview }: Props) {
  if (vault === null || vault === undefined || !isVaultTold(vault, overview)) return null;
  const say = words.vault;
  const stops = stopsSentence(overview);
  const stopped = stops !== null && <strong>{stops}</strong>;
  if (vault.state === "damaged") {
    return (
      <Notice tone="failure" title={say.states.damaged} large actions={<OpenAccounts />}>
        <span title={vault.detail ?? undefined}>{say.damagedBody}</span> {stopped}
      </Notice>
    );
  }
  const paper = overview.follows.some(
    ({ account, follow }) => account.kind === "paper" && follow.status !== "stopped",
  );
  return (
    <Notice tone="warn" icon={LockKeyhole} title={say.locked.title} large actions={<UnlockForm />}>
      {say.locked.body} {stopped} {paper && say.locked.paper}
    </Notice>
  );
}
