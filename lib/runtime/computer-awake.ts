import type { EngineState } from "../engine/engine-state.ts";
import type { Account } from "../model/account.ts";
import type { Log } from "./log.ts";

/** The part of `browser.power` that is used (Chrome docs, "chrome.power"). Firefox has none. */
export interface PowerPorts {
  /** `system`: the computer stays awake, its screen may turn off. */
  requestKeepAwake(level: "system"): unknown;
  releaseKeepAwake(): unknown;
}

/** Nothing can be signed there, so that nothing is mirrored. */
function canSign({ access }: Account): boolean {
  return access.state !== "locked" && access.state !== "unusable";
}

/** True while real money is mirrored on an account whose user chose that the computer stays awake for it. */
export function wantsComputerAwake({
  follows,
  accounts,
  meta,
}: Pick<EngineState, "follows" | "accounts" | "meta">): boolean {
  if (meta.haltedSince !== null) return false;
  return [...follows.values()].some(({ status, accountId }) => {
    const account = accounts.get(accountId);
    if (status === "stopped" || account?.kind !== "real") return false;
    return account.settings.keepAwake === true && canSign(account);
  });
}

/**
 * Keeps the computer awake while that is wanted. Whether a request outlives the worker that made it is not documented,
 * so every life asks, or takes back, once more. `power`: undefined where the browser has none. `state`: null while
 * nothing is sent, because the journal cannot be trusted.
 */
export function keepComputerAwake(
  power: PowerPorts | undefined,
  log: Pick<Log, "warn">,
): { changed(state: Pick<EngineState, "follows" | "accounts" | "meta"> | null): void } {
  let asked: boolean | null = null;
  return {
    changed(state) {
      const wanted = state !== null && wantsComputerAwake(state);
      if (power === undefined || wanted === asked) return;
      asked = wanted;
      try {
        if (wanted) power.requestKeepAwake("system");
        else power.releaseKeepAwake();
      } catch (error) {
        log.warn("Pilotfish: whether the computer stays awake could not be set.", error);
      }
    },
  };
}
