import type { Account } from "../model/account.ts";
import type { AccountId } from "../model/identity.ts";
import type { Problem, ProblemKind } from "../model/state.ts";
import { isAccountUsed } from "./real-accounts.ts";
import type { Work } from "./work.ts";

const DAY_MS = 86_400_000;
/** So long before a key expires it is told: time enough to make a new one. */
const EXPIRES_SOON_MS = 7 * DAY_MS;
/** A new life begins locked, and its audits are under way: what is over in a moment is not told. */
const SETTLED_MS = 5_000;

const KINDS = ["vault-locked", "key-restricted", "key-unusable", "key-expires"] as const;
type KeyProblem = (typeof KINDS)[number];

/** Tells of every real account what keeps its key from working, or soon will. */
export function tellKeys(work: Work): void {
  for (const account of work.accounts.view.values()) {
    if (account.kind === "real" && !work.damaged.has(account.id)) tell(work, account);
  }
  forgetOthers(work);
}

function tell(work: Work, account: Account): void {
  const { access, id } = account;
  const passing = access.state === "locked" || access.state === "unchecked";
  // From a clock that was set back nobody knows how long it has been so.
  if (passing && Math.abs(work.at - access.since) < SETTLED_MS) return;
  const trouble = access.state === "ready" || !isAccountUsed(work, id) ? null : TROUBLE[access.state];
  for (const kind of KINDS) {
    if (kind === "key-expires") continue;
    put(work, kind, id, kind === trouble ? { detail: access.finding, measured: null } : null);
  }
  put(work, "key-expires", id, expiry(work, account));
}

const TROUBLE: Readonly<Record<Exclude<Account["access"]["state"], "ready">, KeyProblem | null>> = {
  locked: "vault-locked",
  restricted: "key-restricted",
  unusable: "key-unusable",
  unchecked: null,
};

type Told = Pick<Problem, "detail" | "measured">;

/** Measured: whole days that are left. */
function expiry(work: Work, { key, access }: Account): Told | null {
  if (key === null || key.validUntil === null || access.state === "unusable") return null;
  const left = key.validUntil - work.at;
  if (left <= 0 || left > EXPIRES_SOON_MS) return null;
  return { detail: null, measured: Math.floor(left / DAY_MS) };
}

function put(work: Work, kind: KeyProblem, about: AccountId, told: Told | null): void {
  const id = `${kind}:${about}`;
  const before = work.problems.get(id);
  if (told === null) return work.problems.remove(id);
  if (before?.detail === told.detail && before.measured === told.measured) return;
  const since = before?.since ?? work.at;
  work.problems.put(id, { id, kind, about, ...told, since, dismissible: false });
}

/** Of accounts that were removed there is nothing to tell. */
function forgetOthers(work: Work): void {
  for (const { id, kind, about } of work.problems.view.values()) {
    if (!isOfKeys(kind)) continue;
    if (work.accounts.get(about as AccountId) === undefined) work.problems.remove(id);
  }
}

function isOfKeys(kind: ProblemKind): boolean {
  return (KINDS as readonly ProblemKind[]).includes(kind);
}
