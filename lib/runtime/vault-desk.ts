import type { VaultMessage, VaultReply } from "../messages/vault-messages.ts";
import { Secret } from "../model/secret.ts";
import {
  type AccountKeysPorts,
  checkAccount,
  connectAccount,
  pastedSecrets,
  removeAccount,
} from "./account-keys.ts";
import type { VaultLife } from "./vault-life.ts";
import { refusalOf, refuse } from "./vault-refusal.ts";
import { withoutSecrets } from "./without-secrets.ts";

export interface VaultDeskPorts extends AccountKeysPorts {
  readonly life: VaultLife;
  /** Whether an account mirrors with real money, or holds something of ours; null while the engine has not told. */
  mirrors(): boolean | null;
}

/** Messages that ask an exchange: one after the other, because each rests on what the one before left. */
type AccountMessage = Extract<VaultMessage, { type: "connect-account" | "check-account" | "remove-account" }>;

/** After these the vault's time begins anew. */
const USES: ReadonlySet<VaultMessage["type"]> = new Set([
  "create-vault",
  "unlock-vault",
  "change-passphrase",
  "set-auto-lock",
  "connect-account",
  "check-account",
  "remove-account",
]);

/**
 * Takes the messages about keys. Every one gets a reply, whatever happens, and no reply has anything of a passphrase or
 * a key in it.
 */
export class VaultDesk {
  readonly #ports: VaultDeskPorts;
  #last: Promise<unknown> = Promise.resolve();

  constructor(ports: VaultDeskPorts) {
    this.#ports = ports;
  }

  async take(message: VaultMessage): Promise<VaultReply> {
    const { life } = this.#ports;
    let reply: VaultReply;
    try {
      // What an earlier worker left is taken up first.
      await life.state();
      reply = await this.#take(message);
    } catch (error) {
      reply = refusalOf(error);
    }
    if (!reply.ok) await life.look("same-keys");
    else if (USES.has(message.type)) await life.used("other-keys");
    else await life.look("other-keys");
    if (reply.ok || reply.detail === null) return reply;
    return { ...reply, detail: withoutSecrets(reply.detail, secretsOf(message)) };
  }

  async #take(message: VaultMessage): Promise<VaultReply> {
    const { vault } = this.#ports;
    switch (message.type) {
      case "create-vault":
        await vault.create(new Secret(message.passphrase));
        return { ok: true };
      case "unlock-vault":
        await vault.unlock(new Secret(message.passphrase));
        return { ok: true };
      case "lock-vault":
        await vault.lock();
        return { ok: true };
      case "change-passphrase":
        await vault.changePassphrase(new Secret(message.current), new Secret(message.next));
        return { ok: true };
      case "set-auto-lock":
        await vault.setAutoLock(message.minutes);
        return { ok: true };
      case "wipe-vault":
        return this.#wipe();
      case "connect-account":
      case "check-account":
      case "remove-account":
        return this.#inTurn(() => this.#takeAccount(message));
    }
  }

  #takeAccount(message: AccountMessage): Promise<VaultReply> {
    switch (message.type) {
      case "connect-account":
        return connectAccount(this.#ports, message);
      case "check-account":
        return checkAccount(this.#ports, message.accountId);
      case "remove-account":
        return removeAccount(this.#ports, message.accountId);
    }
  }

  /**
   * Refused while an account mirrors or holds something of ours, which nobody could sell then. A vault that cannot be
   * read keeps nothing from being sold any more: it is wiped all the same, so that the keys can be given anew.
   */
  async #wipe(): Promise<VaultReply> {
    const { vault } = this.#ports;
    if ((await vault.state()).state !== "damaged") {
      const inUse = this.#ports.mirrors();
      if (inUse === null)
        return refuse("not-possible-now", "It is not known yet whether an account mirrors.");
      if (inUse) return refuse("account-in-use");
    }
    await vault.wipe();
    return { ok: true };
  }

  #inTurn<Answer>(act: () => Promise<Answer>): Promise<Answer> {
    const run = this.#last.then(act, act);
    // Who asked hears of it; the next act does not.
    this.#last = run.catch(() => undefined);
    return run;
  }
}

/** Everything in a message that a reply must not repeat. */
function secretsOf(message: VaultMessage): readonly Secret[] {
  switch (message.type) {
    case "create-vault":
    case "unlock-vault":
      return [new Secret(message.passphrase)];
    case "change-passphrase":
      return [new Secret(message.current), new Secret(message.next)];
    case "connect-account":
      return pastedSecrets(message);
    case "lock-vault":
    case "set-auto-lock":
    case "wipe-vault":
    case "check-account":
    case "remove-account":
      return [];
  }
}
