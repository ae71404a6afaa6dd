import type { AccountAccess } from "../../../lib/model/account-key.ts";
import type { VenueName } from "../../../lib/model/identity.ts";
import { count } from "./plural.ts";

/** How the venues are called. */
export const venues: Record<VenueName, string> = { paper: "Paper", hyperliquid: "Hyperliquid" };

/** Whether an account can be signed for: a word beside its name, and what it means for the money. */
export const access: Record<
  AccountAccess["state"],
  { readonly short: string; readonly trade: string; readonly note: string }
> = {
  ready: { short: "Ready", trade: "Yes", note: "" },
  unchecked: {
    short: "Not checked yet",
    trade: "Not checked yet",
    note: "Its key was not checked in this browser session. Nothing new is copied until it is; reductions go on.",
  },
  restricted: {
    short: "Reductions only",
    trade: "Reductions only",
    note: "Nothing new is copied on this account. Reductions go on, and stops at the exchange stay.",
  },
  locked: {
    short: "Locked",
    trade: "Locked",
    note: "The vault is locked, so nothing can be signed, not even reductions. Stops at the exchange stay.",
  },
  unusable: {
    short: "Key unusable",
    trade: "No",
    note: "Nothing can be signed, not even reductions. Stops at the exchange stay. Connect the account with a new key.",
  },
};

/** The page of the accounts. */
export const options = {
  title: "Accounts",
  intro: "Your keys stay in this browser, encrypted. Pilotfish has no server that could hold them.",
  navigation: "Sections",
  version: (version: string) => `Version ${version}`,
  connected: "Connected accounts",
  checkedAgo: (age: string) => `Key checked ${age} ago`,
  paper: {
    name: "Paper account",
    noKey: "No key needed",
    worth: (equity: string, start: string) => `${equity} simulated, started with ${start}`,
    simulated: "Simulated only",
  },
  real: {
    account: "Account",
    wallet: "API wallet",
    unknownEquity: "Not read yet",
    noExpiry: "the exchange tells no expiry",
    expires: (days: number) => (days === 0 ? "expires today" : `expires in ${count(days, "day", "days")}`),
    expired: "expired",
    follows: (n: number) => (n === 0 ? "Not following anyone" : `Following ${count(n, "leader", "leaders")}`),
    keepAwake: "Keep this computer awake while the account mirrors",
    keepAwakeHint:
      "While the computer sleeps nothing is copied, and only the stops at the exchange protect you. The screen may still turn off; a closed laptop sleeps all the same.",
    keepAwakeMissing:
      "This browser can’t keep the computer awake while the account mirrors. The computer’s own settings can.",
    check: "Check now",
    checking: "Checking…",
    checked: "Checked just now.",
    remove: "Remove",
    removeDialog: {
      title: (name: string) => `Remove ${name}?`,
      body: "Forgets the account and its key. Its history stays in the journal, and nothing at the exchange is changed. Delete the API wallet there too if you don’t need it.",
      confirm: "Remove",
      removing: "Removing…",
      cancel: "Don’t remove",
    },
  },
  rights: { trade: "Can trade", withdraw: "Can withdraw", yes: "Yes", no: "No", unknown: "Unknown" },
  connect: {
    open: "Connect an account",
    title: "Connect a Hyperliquid account",
    needsVault: "Create the vault first: the key is kept in it.",
    needsUnlock: "Unlock the vault first: the key is kept in it.",
    steps: [
      "Open app.hyperliquid.xyz/API and connect your main wallet there.",
      "Generate an API wallet, name it Pilotfish, authorize it with your main wallet, and choose how long it is valid.",
      "Copy its private key, which is shown once, and paste it below. Use this API wallet in this Pilotfish only: two programs with one key disturb each other.",
    ],
    link: "Open Hyperliquid’s API page",
    address: "Account address",
    addressHint: "Your main wallet’s address: 0x and 40 characters. Not the API wallet’s.",
    key: "API wallet key",
    keyHint: "64 characters. It is checked, encrypted and never shown again.",
    addressMissing: "Enter the account’s address.",
    keyMissing: "Enter the API wallet’s key.",
    keyInAddress:
      "That looks like a private key, so it was taken out of this field. Paste it into the field below.",
    submit: "Check and connect",
    busy: "Checking the key…",
    cancel: "Cancel",
    done: (name: string) => `${name} is connected. It mirrors nothing until you follow somebody with it.`,
  },
  refused: {
    badge: "Refused",
    checked: "Checked just now, not saved",
    refuses: "Pilotfish refuses it.",
    nothingStored: "Nothing was stored.",
    exchangeSaid: "In the exchange’s own words",
    dismiss: "Dismiss",
    again: "Try another key",
    howTo: "How to make one at Hyperliquid",
  },
  permissions: {
    title: "How permissions are checked",
    body: "Pilotfish asks the exchange what a key may do before saving it, every day, and before anything is bought in a browser session. If a key gains other rights later, nothing new is copied on that account and you are told. Reductions go on, and your stops stay.",
  },
  data: {
    title: "Data and export",
    body: "Trades, skipped decisions and settings. Keys are never exported.",
    trades: "Trades, CSV",
    everything: "Everything, JSON",
  },
  keyboard: {
    title: "Keyboard",
    none: "none",
    commands: { "pause-all": "Pause all", halt: "Halt" },
    body: "They work from any tab, also while the vault is locked. Change them in the browser’s settings of extension shortcuts.",
    unreadable: "The browser did not say which keys are set.",
  },
};
