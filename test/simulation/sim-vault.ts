import type { AuditResult } from "../../lib/model/audit-result.ts";
import { Secret } from "../../lib/model/secret.ts";
import type { RealAccountPorts, RealVenue } from "../../lib/runtime/real-account-ports.ts";
import type { KeyAudit } from "../../lib/venues/key-audit/key-audit.ts";
import type { Dice } from "./dice.ts";
import type { FaultDesk } from "./fault-desk.ts";
import type { Life } from "./life.ts";
import type { KeyAct, RealPlan } from "./real-plan.ts";

/** What outlives the lives: the vault, what the exchange says of the key in it, and the browser session's memory. */
export class SimVault {
  readonly #plan: RealPlan;
  readonly #faults: FaultDesk;
  readonly #dice: Dice;
  readonly #memory = new Map<string, unknown>();
  readonly #listeners = new Map<Life, () => void>();
  #locked = false;
  #finding: KeyAct["finding"] = null;

  constructor(plan: RealPlan, faults: FaultDesk, dice: Dice) {
    this.#plan = plan;
    this.#faults = faults;
    this.#dice = dice;
  }

  /** The user locks or unlocks the vault, or what the exchange says of the key changes and he has it checked. */
  act({ locked, finding, forgets }: KeyAct, life: Life | null): void {
    this.#faults.note("key-changed", locked ? "locked" : (finding ?? (forgets ? "not checked" : "fine")));
    this.#finding = finding;
    // As if the browser had been begun anew: no audit of the key is remembered.
    if (forgets) this.#memory.clear();
    const changes = locked !== this.#locked;
    this.#locked = locked;
    if (life === null) return;
    if (changes) return this.#listeners.get(life)?.();
    const checked = life.shell?.venues.checkKey(this.#plan.accountId) ?? null;
    if (checked !== null) void checked;
  }

  /** One life's way to it; `venue` is where its orders go. */
  portsOf(life: Life, venue: () => RealVenue): RealAccountPorts {
    const port = <T>(name: string, most: number, happen: () => T): Promise<T> =>
      life.call({ port: name, thereMs: this.#dice.int(0, most), backMs: this.#dice.int(0, most), happen });
    const audit: KeyAudit = {
      connect: () => Promise.reject(new Error("Nobody pastes a key here.")),
      check: () => port("key.audit", 400, () => this.#audit()),
    };
    return {
      keys: {
        secretOf: () => port("vault.secretOf", 20, () => (this.#locked ? null : new Secret("a key"))),
        isUnlocked: () => port("vault.isUnlocked", 5, () => !this.#locked),
        onChange: (listener) => {
          this.#listeners.set(life, () => life.later(1, listener));
          return () => this.#listeners.delete(life);
        },
      },
      audits: { hyperliquid: audit },
      session: {
        get: (key) => port("session.get", 5, () => this.#memory.get(key)),
        set: (key, value) => port("session.set", 5, () => void this.#memory.set(key, value)),
      },
      makeVenue: venue,
      notifyLocked: async () => undefined,
    };
  }

  #audit(): AuditResult {
    const { accountId, key } = this.#plan;
    if (this.#faults.take("audit-unanswered", "key")) {
      return { ok: false, finding: "unreachable", detail: "No answer came." };
    }
    if (this.#finding !== null) return { ok: false, finding: this.#finding, detail: null };
    return { ok: true, accountId, key, secret: new Secret("a key") };
  }
}
