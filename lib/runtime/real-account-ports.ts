import type { Account } from "../model/account.ts";
import type { AccountId, VenueName } from "../model/identity.ts";
import type { LeverageDesk } from "../model/leverage-setting.ts";
import type { Venue } from "../model/order.ts";
import type { Secret } from "../model/secret.ts";
import type { StopDesk } from "../model/stop.ts";
import type { KeyAudit } from "../venues/key-audit/key-audit.ts";
import type { SessionMemory } from "./session-memory.ts";
import type { VenueContext } from "./venue-context-of.ts";

/** A place where real orders go. */
export type RealVenue = Venue & LeverageDesk & StopDesk;

/** Where the keys are. */
export interface KeyStore {
  /** The key of an account; null while it cannot be read, or where there is none. */
  secretOf(accountId: AccountId): Promise<Secret | null>;
  /** Whether keys can be read now. */
  isUnlocked(): Promise<boolean>;
  /** Calls back after every change of what can be read; answers how to stop that. */
  onChange(listener: () => void): () => void;
}

/** What is remembered for as long as the browser runs. */
export type SessionNotes = Pick<SessionMemory, "get" | "set">;

/** What accounts with real money need of the world. */
export interface RealAccountPorts {
  readonly keys: KeyStore;
  readonly audits: Readonly<Record<Exclude<VenueName, "paper">, KeyAudit>>;
  readonly session: SessionNotes;
  /** Asks nobody and sends nothing before `start`. Throws only by a defect. */
  makeVenue(account: Account, secret: Secret, context: VenueContext): RealVenue;
  /** Tells the user, outside of our pages, that accounts of his wait for the vault to be unlocked. */
  notifyLocked(): Promise<void>;
}
