import { KeyFinding } from "../../lib/model/account-key.ts";
import type { AccountAccess } from "../../lib/model/account-key.ts";
import { words } from "../words/current.ts";

/** The finding behind an account's access; null where there is none, or none that we know. */
export function findingOf({ finding }: AccountAccess): KeyFinding | null {
  const parsed = KeyFinding.safeParse(finding);
  return parsed.success ? parsed.data : null;
}

/** Why an account can't be used in full, and what that means for the money; null when it is ready. */
export function accessSentence(access: AccountAccess): string | null {
  if (access.state === "ready") return null;
  const finding = findingOf(access);
  const { note } = words.access[access.state];
  if (finding === null) return note;
  const { what, todo } = words.keyFindings[finding];
  return `${what} ${note} ${todo}`;
}
