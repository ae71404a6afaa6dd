import { z } from "zod";
import { PAPER_ACCOUNT } from "../../../lib/model/identity.ts";
import type { EngineState } from "../../../lib/engine/engine-state.ts";
import { PAGE_RATE, RateLimit } from "../../../lib/messages/rate-limit.ts";
import { type ExtensionMessage, PageMessage, Reply } from "../../../lib/messages/protocol.ts";
import { receive } from "../../../lib/messages/receive.ts";
import { VaultReply } from "../../../lib/messages/vault-messages.ts";
import type { MessageSender } from "../../../lib/messages/sender.ts";
import { DEFAULT_ACCOUNT_SETTINGS } from "../../../lib/model/account.ts";
import { Command } from "../../../lib/model/command.ts";
import { DEFAULT_SETTINGS } from "../../../lib/model/follow-settings.ts";
import { type CommandMessage, commandOf } from "../../../lib/runtime/command-of.ts";
import { VAULT_MESSAGES } from "../../messages/vault-message-samples.ts";
import type { Dice } from "../../simulation/dice.ts";
import { baseStates } from "../base-states.ts";
import { FOLLOWS, LEADERS, NOW } from "../story.ts";
import { mutated } from "../mutate.ts";
import { checkStep, refuseDamaged } from "../state-rules.ts";
import { takeEvents } from "../take-events.ts";
import { FuzzFault, type Outcome, type Target, refused, taken } from "../target.ts";

const address = `0x${"ef".repeat(20)}`;
const [followId] = FOLLOWS;
const settings = DEFAULT_SETTINGS;

/** One of each kind. */
const PAGE_MESSAGES: readonly unknown[] = [
  { type: "show-card", address },
  { type: "start-paper-follow", address },
  { type: "pause-follow", followId },
  { type: "open-panel" },
];
const EXTENSION_MESSAGES: readonly unknown[] = [
  { type: "start-follow", address, accountId: PAPER_ACCOUNT, settings, realMoney: null },
  { type: "edit-follow", followId, settings, realMoney: null },
  { type: "pause-follow", followId },
  { type: "resume-follow", followId },
  { type: "pause-all" },
  { type: "resume-all" },
  { type: "stop-follow", followId, positions: "close" },
  { type: "stop-follow", followId, positions: "leader-out" },
  { type: "stop-follow", followId, positions: "keep" },
  { type: "remove-follow", followId },
  { type: "reset-paper" },
  { type: "halt" },
  { type: "lift-halt" },
  { type: "close-all" },
  { type: "close-position", followId, instrument: "ETH" },
  { type: "edit-account", accountId: "paper", settings: DEFAULT_ACCOUNT_SETTINGS },
  { type: "reset-guard", guardId: `follow:${followId ?? ""}` },
  { type: "dismiss-problem", problemId: "exit-rule:1" },
  { type: "settle-order", clientOrderId: `0x70667368${"0".repeat(24)}`, filled: "1", price: "100" },
  { type: "unfreeze", accountId: "paper", instrument: "BTC" },
  { type: "clear-other-installation", accountId: "paper" },
  { type: "release-equity-hold", leaderId: LEADERS[0] },
  { type: "look-at-leader", address },
  { type: "try-now" },
  { type: "wake" },
  ...VAULT_MESSAGES,
];

const EXTENSION = "chrome-extension://abcdefgh";
const PAGE = "https://hypurrscan.io";
const SENDERS: Readonly<Record<"page" | "extension", MessageSender>> = {
  page: { id: "abcdefgh", url: `${PAGE}/address/${address}`, origin: PAGE, frameId: 0, tab: { id: 7 } },
  extension: { id: "abcdefgh", url: `${EXTENSION}/sidepanel.html`, origin: EXTENSION, frameId: 0 },
};

/** Whether the sender's own fields say that it is one of our pages; what they mean is repeated here on purpose. */
function isOurs(sender: MessageSender): boolean {
  const top = sender.frameId === undefined || sender.frameId === 0;
  const url =
    typeof sender.url === "string" && /^chrome-extension:\/\/abcdefgh(\/|$)/i.test(sender.url.trim());
  return sender.id === "abcdefgh" && url && top;
}

const isForEngine = (message: ExtensionMessage | PageMessage): message is CommandMessage =>
  !["show-card", "open-panel", "try-now", "wake", "look-at-leader", "import-journal"].includes(message.type);

/**
 * A message from anywhere: carried out as the kind of sender that it really has, or refused with a reply. What is
 * carried out is a command that the model accepts, and the engine takes it without breaking a rule.
 */
export const messages: Target = {
  name: "messages",
  weight: 30,
  async run(dice): Promise<Outcome> {
    const sound = dice.pick(dice.chance(0.8) ? EXTENSION_MESSAGES : PAGE_MESSAGES);
    const from = SENDERS[dice.chance(0.7) ? "extension" : "page"];
    // One of the two is changed: a message that is not understood would hide what a changed sender may.
    const changed = dice.chance(0.75) ? "message" : "sender";
    const raw = changed === "message" ? mutated(dice, sound) : sound;
    const sender = changed === "sender" ? ((mutated(dice, from) ?? {}) as MessageSender) : from;
    const rules = {
      extensionId: "abcdefgh",
      extensionOrigin: EXTENSION,
      pageOrigins: [PAGE],
      pageLimit: new RateLimit({ ...PAGE_RATE, now: () => NOW }),
    };
    const received = receive(raw, sender, rules);
    if (received.kind === "refused")
      return refused(z.union([Reply, VaultReply]).parse(received.reply).ok ? "" : received.reply.refusal);
    if (received.kind === "extension" && !isOurs(sender)) {
      throw new FuzzFault("stateChanged", `taken from ${JSON.stringify(sender)}`);
    }
    if (received.kind === "page" && !PageMessage.safeParse(raw).success) {
      throw new FuzzFault("stateChanged", "a page said what pages may not");
    }
    if (received.kind === "vault" && !isOurs(sender)) {
      throw new FuzzFault("stateChanged", `keys, from ${JSON.stringify(sender)}`);
    }
    if (received.kind === "vault") return taken;
    const { message } = received;
    if (!isForEngine(message)) return taken;
    return carryOut(dice, message, dice.pick(baseStates()).state);
  },
};

async function carryOut(dice: Dice, message: CommandMessage, state: EngineState): Promise<Outcome> {
  const before = structuredClone(state.meta);
  const result = commandOf(message, state, NOW, () => `follow-${dice.int(3, 1_000)}`);
  if (JSON.stringify(before) !== JSON.stringify(state.meta)) throw new FuzzFault("stateChanged", "by asking");
  if ("refusal" in result) return refused(result.detail ?? result.refusal);
  const command = Command.parse(result.command);
  const told = await takeEvents(state, [{ kind: "command", at: NOW, command }], NOW, refuseDamaged);
  const [failure] = told.failures;
  if (failure !== undefined) throw failure.error;
  checkStep(state, told.state, told.change);
  return taken;
}
