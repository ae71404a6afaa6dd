import type { EngineState } from "../engine/engine-state.ts";
import type { Command } from "../model/command.ts";
import { DEFAULT_SETTINGS, MAX_FOLLOWS, type FollowSettings } from "../model/follow.ts";
import { type Address, FollowId, leaderIdOf } from "../model/identity.ts";
import type { ExtensionMessage, PageMessage, Refusal } from "../messages/protocol.ts";

/** The messages that change something the engine keeps. */
export type CommandMessage =
  | Extract<PageMessage, { type: "start-paper-follow" }>
  | Exclude<ExtensionMessage, { type: "try-now" | "wake" }>;

export type CommandOrRefusal =
  | { readonly command: Command; readonly followId: FollowId | null }
  | { readonly refusal: Refusal };

/** What a message means for the engine, or why it is refused as things stand. */
export function commandOf(
  message: CommandMessage,
  state: EngineState,
  at: number,
  newId: () => string,
): CommandOrRefusal {
  switch (message.type) {
    case "start-paper-follow":
      return follow(message.address, DEFAULT_SETTINGS, "page", state, at, newId);
    case "start-follow":
      return follow(message.address, message.settings, "extension", state, at, newId);
    case "edit-follow": {
      const { followId, settings } = message;
      return known(state, followId, { kind: "edit-follow", at, followId, settings });
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
    case "pause-all":
      return { command: { kind: "pause-all", at }, followId: null };
    case "resume-all":
      return { command: { kind: "resume-all", at }, followId: null };
    case "reset-paper":
      return { command: { kind: "reset-paper", at }, followId: null };
  }
}

function known(state: EngineState, followId: FollowId, command: Command): CommandOrRefusal {
  return state.follows.has(followId) ? { command, followId } : { refusal: "no-such-follow" };
}

function follow(
  address: Address,
  settings: FollowSettings,
  startedFrom: "page" | "extension",
  state: EngineState,
  at: number,
  newId: () => string,
): CommandOrRefusal {
  const leaderId = leaderIdOf(address);
  const follows = [...state.follows.values()];
  const running = follows.filter((one) => one.status !== "stopped");
  if (running.some((one) => one.leaderId === leaderId)) return { refusal: "already-followed" };
  if (running.length >= MAX_FOLLOWS) return { refusal: "too-many-follows" };
  const followId = FollowId.parse(newId());
  return { command: { kind: "follow", at, followId, leaderId, settings, startedFrom }, followId };
}

/** A follow can be removed once it is stopped and holds nothing. */
function remove(state: EngineState, followId: FollowId, at: number): CommandOrRefusal {
  const one = state.follows.get(followId);
  if (one === undefined) return { refusal: "no-such-follow" };
  const holds = [...state.books.values()].some((book) => book.followId === followId && book.held !== "0");
  if (one.status !== "stopped" || holds) return { refusal: "not-possible-now" };
  return { command: { kind: "remove", at, followId }, followId };
}
