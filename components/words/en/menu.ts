import { count } from "./plural.ts";

/** The account's menu in the side panel. */
export const menu = {
  label: "Account and data",
  guardrails: "Account guardrails",
  guardrailsOf: (name: string) => `Guardrails, ${name}`,
  accounts: "Accounts and keys",
  accountsBody: "The vault, connected accounts, shortcuts.",
  guardrailsBody: "Limits and exit rules over all follows.",
  exportAll: "Export everything, JSON",
  exportAllBody: "The whole journal as a file. It holds no keys.",
  exportTrades: "Export trades, CSV",
  exportTradesBody: "Every fill, net of fees.",
  import: "Import from a file…",
  importBody: "Replaces everything by an export.",
  exporting: "Exporting…",
  exportFailed: "The export could not be made. Nothing was changed. Try again, or restart the browser.",
  exported: (name: string, leftOut: number) =>
    leftOut === 0
      ? `Saved as ${name}.`
      : `Saved as ${name}, without ${count(leftOut, "damaged trade", "damaged trades")}. Export everything has them as they are.`,
  exportedInPart: (name: string, unread: readonly string[]) =>
    `Saved as ${name}, but not whole: the browser could not read ${count(unread.length, "table", "tables")} of the journal (${unread.join(", ")}). What is in them is missing. Restart the browser and export again.`,
  importDialog: {
    title: "Import this file?",
    body: (name: string) =>
      `Replaces all follows, positions and history by what is in ${name}. Running follows come in paused. Export what is here first if you may need it. This can’t be undone.`,
    confirm: "Replace everything",
    tooLarge: "This file is larger than the browser can hand over, 60 MB. Nothing was changed.",
    unreadable: "This file can’t be read any more. Nothing was changed. Choose it again.",
    importing: "Importing…",
    cancel: "Don’t import",
  },
};
