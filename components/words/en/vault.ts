import type { VaultRefusal } from "../../../lib/messages/vault-messages.ts";
import { NEW_PASSPHRASE_MIN } from "../../../lib/messages/vault-messages.ts";
import { count } from "./plural.ts";

/** The vault: what it holds, when it locks, and what a lock means for the money. */
export const vault = {
  title: "Encrypted vault",
  states: {
    none: "No vault yet",
    locked: "Vault locked",
    unlocked: "Encrypted vault, unlocked",
    damaged: "The vault is damaged",
    unknown: "Vault",
  },
  unknownBody: "Pilotfish’s background has not said yet how the vault stands.",
  noneBody:
    "Keys for real accounts are kept in this browser, encrypted with a passphrase that only you know. Paper needs none.",
  lockedBody: (keys: number) =>
    `${count(keys, "key", "keys")}. While it is locked Pilotfish can’t sign orders, not even to reduce. Stops at the exchange stay.`,
  unlockedBody: (keys: number) =>
    keys === 0 ? "No key is in it yet." : `${count(keys, "key", "keys")}, encrypted with your passphrase.`,
  damagedBody:
    "It can’t be read, so no order can be signed. Positions and stops at the exchange stay as they are. Wipe it, then connect your accounts again with new keys.",
  locksIn: (time: string) => `Locks in ${time}, or when the browser closes.`,
  locksWhenIdle: (time: string) =>
    `Locks ${time} after its last use or when the browser closes, but not while an account mirrors.`,
  locksWithBrowser: "Locks when the browser closes.",
  passphrase: "Passphrase",
  newPassphrase: "New passphrase",
  current: "Current passphrase",
  again: "The same again",
  passphraseHint: `At least ${NEW_PASSPHRASE_MIN} characters; several words are good. Nobody can recover it: if it is lost, wipe the vault and connect with new keys.`,
  tooShort: `Use at least ${NEW_PASSPHRASE_MIN} characters.`,
  different: "The two are not the same.",
  missing: "Enter the passphrase.",
  create: "Create the vault",
  creating: "Creating…",
  unlock: "Unlock",
  unlocking: "Unlocking…",
  lock: "Lock",
  lockNow: "Lock now",
  locking: "Locking…",
  change: "Change passphrase",
  changing: "Changing…",
  changed: "The passphrase was changed.",
  cancel: "Cancel",
  autoLock: "Lock by itself",
  autoLockHint: "Counted from its last use. It stays open while an account mirrors.",
  autoLocks: {
    15: "After 15 min",
    30: "After 30 min",
    60: "After 1 h",
    240: "After 4 h",
    720: "After 12 h",
    never: "Only with the browser",
  },
  afterMinutes: (minutes: number) => `After ${minutes} min`,
  wipe: "Wipe the vault…",
  wipeDialog: {
    title: "Wipe the vault?",
    body: (keys: number) =>
      `Forgets ${count(keys, "key", "keys")} for good; Pilotfish can then sign nothing. Nothing at the exchange is changed: your money, positions and stops stay. Delete the API wallets there too if you don’t need them. This can’t be undone.`,
    confirm: "Wipe",
    wiping: "Wiping…",
    cancel: "Don’t wipe",
  },
  locked: {
    title: "Vault locked",
    body: "Real money is not mirrored: Pilotfish can’t sign orders.",
    stopsKept: (positions: number) =>
      positions === 1
        ? "Your real position keeps its stop at the exchange."
        : `Your ${positions} real positions keep their stops at the exchange.`,
    stopsPart: (resting: number, positions: number) =>
      `A stop rests at the exchange for ${resting} of your ${count(positions, "real position", "real positions")}.`,
    stopsNone: (positions: number) =>
      `For your ${count(positions, "real position", "real positions")} no stop rests at the exchange.`,
    paper: "Paper continues.",
  },
  foot: {
    locksIn: (time: string) => `Vault unlocked, locks in ${time}`,
    unlocked: "Vault unlocked",
  },
};

/** Why a message about keys was not carried out: what happened, what is safe, what to do. */
export const vaultRefusals: Record<VaultRefusal, string> = {
  "not-allowed-from-here": "This page may not do that. Nothing was changed. Use Pilotfish’s own pages.",
  "not-understood": "Pilotfish did not understand this. Nothing was changed. Reload this page and try again.",
  "not-possible-now": "That is not possible at the moment. Nothing was changed. Try again in a moment.",
  "vault-exists": "There is a vault already. Nothing was changed. Reload this page.",
  "vault-missing": "There is no vault. Nothing was changed. Create one first.",
  "vault-locked": "The vault is locked. Nothing was changed. Unlock it and try again.",
  "wrong-passphrase": "This is not the passphrase. Nothing was changed. Try again.",
  "vault-damaged":
    "The vault is damaged: a stored record is not as it was written. Nothing of it was used, and your passphrase may well be right. Wipe the vault and connect your accounts with new keys.",
  "vault-changed":
    "The vault’s parameters were changed or are out of their bounds. Nothing of it was used, and your passphrase may well be right. Wipe the vault and connect your accounts with new keys.",
  "vault-unavailable":
    "The browser could not read or write the vault. Nothing was changed. Restart the browser and try again.",
  "key-refused": "The key was refused. Nothing was stored.",
  "account-exists":
    "This account is connected already. Nothing was changed. Remove it first to use another key.",
  "no-such-account": "Pilotfish has no such account any more. Nothing was changed. Reload this page.",
  "account-in-use":
    "It still mirrors, or holds something that Pilotfish bought. Nothing was changed. Stop its follows and close or keep their positions first.",
};
