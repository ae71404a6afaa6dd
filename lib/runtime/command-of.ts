import type { EngineState } from "../engine/engine-state.ts";
import { checkAccountSettings, checkSettings } from "../model/check-settings.ts";
import type { Command } from "../model/command.ts";
import {
  DEFAULT_SETTINGS,
  MAX_FOLLOWS,
  PAPER_BALANCE,
  type FollowSettings,
} from "../model/follow-settings.ts";
import { type DecimalString, decimalString } from "../model/decimal.ts";
import { type AccountId, type Address, FollowId, PAPER_ACCOUNT, leaderIdOf } from "../model/identity.ts";
import type { SettingsContext, SettingsFinding } from "../model/settings-finding.ts";
import type { ExtensionMessage, PageMessage, Refusal } from "../messages/protocol.ts";
import { isAgreed, isEditAgreed } from "./real-money-agreed.ts";

/** The messages that change something the engine keeps. */
export type CommandMessage =
  | Extract<PageMessage, { type: "start-paper-follow" }>
  | Exclude<ExtensionMessage, { type: "try-now" | "wake" | "import-journal" | "look-at-leader" }>;

export type CommandOrRefusal =
  | { readonly command: Command; readonly followId: FollowId | null }
  /** `detail`: what exactly was refused, for refusals that leave it open. */
  | { readonly refusal: Refusal; readonly detail?: string };

/** What a message means for the engine, or why it is refused as things stand. */
export function commandOf(
  message: CommandMessage,
  state: EngineState,
  at: number,
  newId: () => string,
): CommandOrRefusal {
  switch (message.type) {
    case "start-paper-follow":
      return follow(
        { address: message.address, accountId: PAPER_ACCOUNT, settings: DEFAULT_SETTINGS, from: "page" },
        state,
        at,
        newId,
      );
    case "start-follow": {
      const { address, accountId, settings, realMoney } = message;
      const account = state.accounts.get(accountId);
      if (accountId !== PAPER_ACCOUNT && account === undefined) return { refusal: "no-such-account" };
      if (accountId !== PAPER_ACCOUNT && !isAgreed(realMoney, settings))
        return { refusal: "real-money-not-agreed" };
      return follow({ address, accountId, settings, from: "extension" }, state, at, newId);
    }
    case "edit-follow": {
      const { followId, settings, realMoney } = message;
      const saved = state.follows.get(followId);
      if (saved !== undefined && !isEditAgreed(saved, settings, realMoney))
        return { refusal: "real-money-not-agreed" };
      return refused(checkSettings(settings, contextOf(state, followId)), () =>
        known(state, followId, { kind: "edit-follow", at, followId, settings }),
      );
    }
    case "pause-follow":
      return known(state, message.followId, { kind: "pause", at, followId: message.followId });
    case "resume-follow":
      return known(state, message.followId, { kind: "resume", at, followId: message.followId });
    case "stop-follow": {
      const { followId, positions } = message;
      return known(state, followId, { kind: "stop", at, followId, positions });
    }
    case "remove-follow":
      return remove(state, message.followId, at);
    case "close-position": {
      const { followId, instrument } = message;
      return known(state, followId, { kind: "close-position", at, followId, instrument });
    }
    case "edit-account":
      return refused(
        checkAccountSettings(message.settings, contextOfAccount(state, message.accountId)),
        () => ({
          command: { kind: "edit-account", at, accountId: message.accountId, settings: message.settings },
          followId: null,
        }),
      );
    case "pause-all":
    case "resume-all":
    case "halt":
    case "lift-halt":
    case "close-all":
    case "reset-paper":
    case "reset-guard":
    case "dismiss-problem":
    case "settle-order":
    case "unfreeze":
    case "clear-other-installation":
    case "release-equity-hold":
      return { command: plainCommand(message, at), followId: null };
  }
}

/** Messages that are judged by how things stand. */
type Judged = Extract<
  CommandMessage,
  { readonly followId: FollowId } | { readonly type: "start-follow" | "start-paper-follow" | "edit-account" }
>;

/** The other messages. What they name may be gone: then the engine changes nothing. */
function plainCommand(message: Exclude<CommandMessage, Judged>, at: number): Command {
  switch (message.type) {
    case "pause-all":
    case "resume-all":
    case "halt":
    case "lift-halt":
    case "close-all":
    case "reset-paper":
      return { kind: message.type, at };
    case "reset-guard":
      return { kind: "reset-guard", at, guardId: message.guardId };
    case "dismiss-problem":
      return { kind: "dismiss-problem", at, problemId: message.problemId };
    case "settle-order": {
      const { clientOrderId, filled, price } = message;
      return { kind: "settle-order", at, clientOrderId, filled, price };
    }
    case "unfreeze":
      return { kind: "unfreeze", at, accountId: message.accountId, instrument: message.instrument };
    case "clear-other-installation":
      return { kind: "clear-other-installation", at, accountId: message.accountId };
    case "release-equity-hold":
      return { kind: "release-equity-hold", at, leaderId: message.leaderId };
  }
}

/**
 * What settings are judged against: the account, and what its venue lists. Before its first reading, also after a
 * reset, the paper account has what every paper account starts with, and a real one nothing.
 */
function contextOfAccount(
  state: EngineState,
  accountId: AccountId,
  saved: FollowSettings | null = null,
): SettingsContext {
  const unread = accountId === PAPER_ACCOUNT ? PAPER_BALANCE : NOTHING;
  const equity = state.accounts.get(accountId)?.equity ?? unread;
  return { balance: equity, equity, instruments: [...state.instruments.values()], saved };
}

const NOTHING: DecimalString = decimalString(0);

function contextOf(state: EngineState, followId: FollowId): SettingsContext {
  const known = state.follows.get(followId);
  return contextOfAccount(state, known?.accountId ?? PAPER_ACCOUNT, known?.settings ?? null);
}

/** Settings that cannot work are refused whole, each finding named with the nearest value that works. */
function refused(findings: readonly SettingsFinding[], otherwise: () => CommandOrRefusal): CommandOrRefusal {
  if (findings.length === 0) return otherwise();
  const detail = findings.map(({ path, reason, nearest }) => {
    const value = nearest === null ? "" : `, nearest ${JSON.stringify(nearest.value)}`;
    return `${path}: ${reason}${value}`;
  });
  return { refusal: "settings-refused", detail: detail.join("; ").slice(0, 400) };
}

function known(state: EngineState, followId: FollowId, command: Command): CommandOrRefusal {
  return state.follows.has(followId) ? { command, followId } : { refusal: "no-such-follow" };
}

interface NewFollow {
  readonly address: Address;
  readonly accountId: AccountId;
  readonly settings: FollowSettings;
  readonly from: "page" | "extension";
}

function follow(
  { address, accountId, settings, from: startedFrom }: NewFollow,
  state: EngineState,
  at: number,
  newId: () => string,
): CommandOrRefusal {
  const leaderId = leaderIdOf(address);
  const follows = [...state.follows.values()];
  const running = follows.filter((one) => one.status !== "stopped");
  if (running.some((one) => one.leaderId === leaderId)) return { refusal: "already-followed" };
  if (running.length >= MAX_FOLLOWS) return { refusal: "too-many-follows" };
  if (state.damaged.has(accountId)) return { refusal: "account-stopped" };
  const followId = FollowId.parse(newId());
  return refused(checkSettings(settings, contextOfAccount(state, accountId)), () => ({
    command: { kind: "follow", at, followId, leaderId, accountId, settings, startedFrom },
    followId,
  }));
}

/** A follow can be removed once it is stopped and holds nothing. */
function remove(state: EngineState, followId: FollowId, at: number): CommandOrRefusal {
  const one = state.follows.get(followId);
  if (one === undefined) return { refusal: "no-such-follow" };
  const holds = [...state.books.values()].some((book) => book.followId === followId && book.held !== "0");
  if (one.status !== "stopped" || holds) return { refusal: "not-possible-now" };
  return { command: { kind: "remove", at, followId }, followId };
}
