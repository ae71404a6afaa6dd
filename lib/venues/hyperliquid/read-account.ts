import type { Address, Millis } from "../../model/identity.ts";
import type { VenueReport } from "../../model/order.ts";
import { parseAnswer } from "../../model/parse-answer.ts";
import { type AskInfo, type Clock, RequestError } from "../../model/request.ts";
import { UserRoleAnswer, type WireFill } from "./account-answers.ts";
import { accountStateOf, endInPositions, openOrdersOf } from "./account-state.ts";
import type { FillMemory } from "./fill-memory.ts";
import type { FundingReader } from "./funding-reader.ts";
import { readFills, readTwapFills } from "./read-fills.ts";
import type { ExchangeClock } from "./venue-clock.ts";
import { type FillOwner, fillKey, isPerpFill, venueFillOf } from "./venue-fill-of.ts";

/** What the questions cost (docs, "Rate limits and user limits"). */
const STATE_WEIGHT = 2;
const OPEN_ORDERS_WEIGHT = 20;
const ROLE_WEIGHT = 60;
const ROLE_AGAIN_MS = 60_000;
/** Fills that the state already shows and the list of fills does not are asked for again after this. */
const BEHIND_MS = 500;
const MOST_ATTEMPTS = 3;

interface ReadAccountPorts {
  readonly whose: FillOwner;
  readonly ask: AskInfo;
  readonly clock: Clock;
  readonly exchangeClock: ExchangeClock;
  readonly memory: FillMemory;
  readonly funding: FundingReader;
  /** From when on the memory has every fill of a TWAP order, venue's time; null while the stream is not there. */
  readonly twapsKnownFrom: () => number | null;
  /** The newest round trip on the socket, ms; null when there is none. */
  readonly latencyMs: () => number | null;
}

export type ReadAccount = (since: Millis) => Promise<VenueReport>;

/**
 * Reads an account whole, as of the moment T that the exchange writes into its state: positions and equity of T, and
 * every fill from `since` to T. Open orders are those of a moment later.
 */
export function createReadAccount(ports: ReadAccountPorts): ReadAccount {
  const { whose, ask, clock, exchangeClock, memory, funding } = ports;
  const { accountId, owner } = whose;
  let role: { readonly words: string | null; readonly at: number } | null = null;

  /** Once in a life, and again where the answer was no: nothing that is paid in is overlooked for long. */
  async function checkRole(): Promise<void> {
    if (role === null || (role.words !== null && Math.abs(clock.now() - role.at) > ROLE_AGAIN_MS)) {
      const { body } = await ask({ type: "userRole", user: owner }, ROLE_WEIGHT, "orders");
      const words = whyNotMirrored(parseAnswer(UserRoleAnswer, body, "userRole").role, owner);
      role = { words, at: clock.now() };
    }
    if (role.words !== null) throw new RequestError("refused", role.words);
  }

  /** Everything that is known from one moment to another, each fill once, oldest first. */
  async function fillsBetween(from: number, to: number, withTwaps: boolean): Promise<readonly WireFill[]> {
    const [told, twaps] = await Promise.all([
      readFills(ask, owner, from, to),
      withTwaps ? readTwapFills(ask, owner, from, to) : [],
    ]);
    const rows = new Map(told.map((row) => [fillKey(row), row]));
    // What only the stream tells: slices of TWAP orders, and what the list does not have yet.
    for (const row of [...twaps, ...memory.between(from, to)])
      if (!rows.has(fillKey(row))) rows.set(fillKey(row), row);
    memory.take([...rows.values()]);
    return [...rows.values()].filter(isPerpFill).toSorted((a, b) => a.time - b.time);
  }

  async function read(since: Millis): Promise<VenueReport> {
    const [answer] = await Promise.all([
      ask({ type: "clearinghouseState", user: owner }, STATE_WEIGHT, "orders"),
      checkRole(),
    ]);
    const state = accountStateOf(answer.body);
    const measured = exchangeClock.measure(answer, state.time);
    const until = state.time;
    const from = Math.min(since, until);
    const knownFrom = ports.twapsKnownFrom();
    let withTwaps = knownFrom === null || knownFrom > from;
    const [first, orders] = await Promise.all([
      fillsBetween(from, until, withTwaps),
      ask({ type: "frontendOpenOrders", user: owner }, OPEN_ORDERS_WEIGHT, "orders"),
      funding.readUntil(from, until),
    ]);
    let rows = first;
    for (let n = 1; n < MOST_ATTEMPTS && !endInPositions(rows, state.positions); n += 1) {
      await pause(clock, BEHIND_MS);
      withTwaps = true;
      rows = await fillsBetween(from, until, withTwaps);
    }
    return {
      kind: "account-read",
      accountId,
      at: clock.now(),
      equity: state.equity,
      positions: [...state.positions],
      openOrders: openOrdersOf(orders.body),
      leverages: state.leverages,
      clock: { ...measured, roundTripMs: Math.max(measured.roundTripMs, ports.latencyMs() ?? 0) },
      fills: rows.map((row) => venueFillOf(row, whose)),
      until,
    };
  }

  return async (since) => {
    try {
      return await read(since);
    } catch (error) {
      const detail = (error instanceof Error ? error.message : String(error)).slice(0, 500);
      return { kind: "account-unreadable", accountId, at: clock.now(), detail };
    }
  };
}

/** Why an account cannot be mirrored to, by its role (docs, "Query a user's role"); null when it can. */
function whyNotMirrored(role: string, owner: Address): string | null {
  switch (role) {
    case "user":
      return null;
    case "agent":
      return `${owner} is an API wallet. Name the account that it trades for.`;
    case "subAccount":
      return `${owner} is a sub-account. Sub-accounts cannot be mirrored to yet.`;
    case "vault":
      return `${owner} is a vault. Vaults cannot be mirrored to.`;
    case "missing":
      return `The exchange does not know ${owner}: nothing was ever paid in there.`;
    default:
      return `The exchange says that ${owner} is a "${role}", which is not known here.`;
  }
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.setTimeout(resolve, ms);
  });
}
