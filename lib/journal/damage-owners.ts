import { z } from "zod";
import { decimal } from "../model/decimal.ts";
import { AccountId, ClientOrderId, FollowId } from "../model/identity.ts";
import type { DamagedRow } from "../model/journal-change.ts";
import type { JournalDatabase } from "./database.ts";
import type { FoundDamage } from "./inspect-table.ts";
import type { SoundRows } from "./sound-rows.ts";

type Accounts = DamagedRow["accounts"];
type Follows = SoundRows["follows"];

/** How many of a follow's newest decisions are asked for an order of it. */
const WITNESSES = 200;

const FollowRow = z.looseObject({ accountId: AccountId });
const IntentLike = z.looseObject({
  intent: z.looseObject({ accountId: AccountId }),
});
const StopLike = z.looseObject({
  stop: z.looseObject({ accountId: AccountId }),
});
const FillLike = z.looseObject({
  fill: z.looseObject({ accountId: AccountId }),
});
const EventLike = z.looseObject({
  body: z.looseObject({ accountId: AccountId.optional(), leaderId: z.string().optional() }),
});
const OfFollow = z.looseObject({ followId: FollowId });

const together = (...parts: Accounts[]): Accounts =>
  parts.includes("all") ? "all" : [...new Set(parts.flatMap((part) => (part === "all" ? [] : part)))];

/** Nothing that tells: then nobody knows whom it concerns, and it concerns all. */
const orAll = (accounts: Accounts): Accounts => (accounts.length === 0 ? "all" : accounts);

/**
 * Which accounts a damaged row belongs to. What is damaged is not believed by itself: the key under which it
 * is stored and the sound rows beside it tell, and where they don't, all accounts stop.
 */
export async function ownersOf(
  database: JournalDatabase,
  rows: Pick<SoundRows, "follows" | "books">,
  found: readonly FoundDamage[],
): Promise<DamagedRow[]> {
  const damaged: DamagedRow[] = [];
  for (const damage of found) {
    const { table, key, detail } = damage;
    damaged.push({ table, key, detail, accounts: await accountsOf(database, rows, damage) });
  }
  return damaged;
}

async function accountsOf(
  database: JournalDatabase,
  rows: Pick<SoundRows, "follows" | "books">,
  { table, key, stored }: FoundDamage,
): Promise<Accounts> {
  const [first = ""] = key.split("|");
  const ofFollow = (id: string): Promise<Accounts> => accountsOfFollow(database, rows, id);
  switch (table) {
    case "accounts":
    case "accountBooks":
      return named(first);
    case "follows":
      return followRow(await ofFollow(key), rows, key, stored);
    case "books":
    case "dayStarts":
      return orAll(await ofFollow(first));
    case "guards":
      return key.startsWith("account:") ? named(key.slice("account:".length)) : guard(key, ofFollow);
    case "leaders":
    case "leaderBooks":
      return followersOf(rows.follows, first);
    case "intents":
      return orAll(together(claimOfIntent(stored), ...(await accountsByDecisions(database, rows, key))));
    case "stops":
      return orAll(claimOfStop(stored));
    case "fills":
      return orAll(claimOfFill(stored));
    case "decisions": {
      const follow = OfFollow.safeParse(stored);
      return follow.success ? orAll(await ofFollow(follow.data.followId)) : "all";
    }
    case "events":
      return orAll(claimOfEvent(rows.follows, stored));
    default:
      return "all";
  }
}

function named(id: string): Accounts {
  const account = AccountId.safeParse(id);
  return account.success ? [account.data] : "all";
}

async function guard(key: string, ofFollow: (id: string) => Promise<Accounts>): Promise<Accounts> {
  return key.startsWith("follow:") ? orAll(await ofFollow(key.slice("follow:".length))) : "all";
}

/** Who follows a leader needs what is known of him. A damaged follow stops its own account by itself. */
function followersOf(follows: Follows, leaderId: string): Accounts {
  return together(follows.filter((one) => one.leaderId === leaderId).map((one) => one.accountId));
}

/** By the follow's row, else by the orders that it took part in. */
async function accountsOfFollow(
  database: JournalDatabase,
  { follows }: Pick<SoundRows, "follows">,
  followId: string,
): Promise<Accounts> {
  const follow = follows.find((one) => one.id === followId);
  if (follow !== undefined) return [follow.accountId];
  const decisions = await database.decisions
    .where("followId")
    .equals(followId)
    .reverse()
    .limit(WITNESSES)
    .toArray();
  const ids = decisions.flatMap((decision) => decision.clientOrderId ?? []);
  const intents = await database.intents.bulkGet([...new Set(ids)]);
  return together(...intents.map(claimOfIntent));
}

/** What a damaged follow says itself is enough only where it holds nothing, or where its orders say the same. */
function followRow(
  witnessed: Accounts,
  { books }: Pick<SoundRows, "books">,
  followId: string,
  stored: unknown,
): Accounts {
  const row = FollowRow.safeParse(stored);
  const holds = books.some((book) => book.followId === followId && !decimal(book.held).isZero());
  if (witnessed.length === 0 && holds) return "all";
  return orAll(together(witnessed, row.success ? [row.data.accountId] : []));
}

function claimOfIntent(stored: unknown): Accounts {
  const row = IntentLike.safeParse(stored);
  return row.success ? [row.data.intent.accountId] : [];
}

/** No other row names a stop: what it says itself is all that tells. */
function claimOfStop(stored: unknown): Accounts {
  const row = StopLike.safeParse(stored);
  return row.success ? [row.data.stop.accountId] : [];
}

function claimOfFill(stored: unknown): Accounts {
  const row = FillLike.safeParse(stored);
  return row.success ? [row.data.fill.accountId] : [];
}

/** Nothing is computed from events: what one says itself of whom it is about is enough. */
function claimOfEvent(follows: Follows, stored: unknown): Accounts {
  const row = EventLike.safeParse(stored);
  if (!row.success) return [];
  const { accountId, leaderId } = row.data.body;
  return together(
    accountId === undefined ? [] : [accountId],
    leaderId === undefined ? [] : followersOf(follows, leaderId),
  );
}

async function accountsByDecisions(
  database: JournalDatabase,
  { follows }: Pick<SoundRows, "follows">,
  clientOrderId: string,
): Promise<Accounts[]> {
  if (!ClientOrderId.safeParse(clientOrderId).success) return ["all"];
  const decisions = await database.decisions.where("clientOrderId").equals(clientOrderId).toArray();
  return decisions.map((decision) =>
    follows.filter((one) => one.id === decision.followId).map((one) => one.accountId),
  );
}
