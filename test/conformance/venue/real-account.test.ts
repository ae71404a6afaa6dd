import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EngineEvent } from "../../../lib/engine/engine-event.ts";
import { type EngineState, emptyState } from "../../../lib/engine/engine-state.ts";
import { newAccount } from "../../../lib/model/account.ts";
import { decimalString } from "../../../lib/model/decimal.ts";
import { Address, InstrumentId, realAccountId } from "../../../lib/model/identity.ts";
import type { Clock } from "../../../lib/model/request.ts";
import type { Secret } from "../../../lib/model/secret.ts";
import { AccountVenues } from "../../../lib/runtime/account-venues.ts";
import { createExchangeLine } from "../../../lib/runtime/exchange-line.ts";
import { createHyperliquidAccounts } from "../../../lib/runtime/hyperliquid-accounts.ts";
import { createAskInfo } from "../../../lib/runtime/hyperliquid-info.ts";
import { createHyperliquidMarketData } from "../../../lib/venues/hyperliquid-market-data.ts";
import { createKeyAudits } from "../../../lib/venues/key-audit/key-audits.ts";
import { NotingVenue } from "../../runtime/real-account-rig.ts";
import type { World } from "../../world/world.ts";
import { fetchFromWorld, openWorldSocket } from "../leaders/world-network.ts";
import { startTrustedWorld } from "../world/trusted-world.ts";

const BTC = InstrumentId.parse("BTC");
const clock: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, ms) => ({ timer: setTimeout(callback, ms) }),
  clearTimeout: ({ timer }) => clearTimeout(timer as NodeJS.Timeout),
};
const addressOf = (key: `0x${string}`): Address => Address.parse(privateKeyToAccount(key).address);

let world: World;
beforeAll(async () => {
  world = await startTrustedWorld({ seed: 43, leaders: [], limits: { weightPerMinute: 100_000 } });
});
afterAll(() => world.close());

/** An owner with money, and the runtime of a browser in which the vault is open. */
function customer() {
  const main = generatePrivateKey();
  const owner = addressOf(main);
  const account = world.account(owner);
  account.deposit("10000");
  const accountId = realAccountId("hyperliquid", owner);
  const posted: EngineEvent[] = [];
  const memory = new Map<string, unknown>();
  let kept: Secret | null = null;
  let vaultChanged = (): void => undefined;
  let state: EngineState = emptyState({
    installationId: "0".repeat(32),
    pausedSince: null,
    haltedSince: null,
    decisionSequence: 0,
    paperSince: 0,
    paperResetPending: false,
  });
  const network = { fetch: fetchFromWorld, clock, line: createExchangeLine(() => 0.5) };
  const rest = `https://127.0.0.1:${world.port}`;
  const ask = createAskInfo({ ...network, baseUrl: rest });
  const log = { warn: () => undefined, error: () => undefined };
  const venues = new AccountVenues({
    clock,
    log,
    signs: { writeSign: () => Promise.resolve(), writeDay: () => Promise.resolve() },
    marketData: createHyperliquidMarketData({ ask }),
    makePaperVenue: () => new NotingVenue(accountId).venue,
    real: {
      keys: {
        secretOf: () => Promise.resolve(kept),
        isUnlocked: () => Promise.resolve(kept !== null),
        onChange: (listener) => {
          vaultChanged = listener;
          return () => undefined;
        },
      },
      audits: createKeyAudits({ ask }),
      session: {
        get: (key) => Promise.resolve(memory.get(key)),
        set: (key, value) => Promise.resolve(void memory.set(key, value)),
      },
      makeVenue: createHyperliquidAccounts({
        ...network,
        log,
        ask,
        openSocket: openWorldSocket,
        random: () => 0.5,
        isOnline: () => true,
        marketStore: { load: () => Promise.resolve(undefined), save: () => Promise.resolve() },
        at: { rest, socket: `wss://127.0.0.1:${world.port}/ws` },
      }),
      notifyLocked: () => Promise.resolve(),
    },
    state: () => state,
    post: (event) => posted.push(event),
    localDay: () => "2026-11-22",
  });
  venues.start();

  async function until<T>(find: () => T | undefined): Promise<T> {
    for (const begun = Date.now(); ; await new Promise((resolve) => setTimeout(resolve, 10))) {
      const found = find();
      if (found !== undefined) return found;
      if (Date.now() - begun > 10_000) throw new Error("it never came");
    }
  }
  return {
    main,
    owner,
    account,
    accountId,
    venues,
    posted,
    until,
    access: () => posted.flatMap((event) => (event.kind === "account-access" ? [event.access.state] : [])),
    paste: (key: string, address: string = owner) => venues.connect("hyperliquid", { address, key }),
    /** The vault took the key, and the engine the account. */
    keep(secret: Secret, agent: Address) {
      kept = secret;
      const key = { owner, agent, agentName: null, validUntil: null, checkedAt: 0 };
      state = { ...state, accounts: new Map([[accountId, { ...newAccount(accountId, 0), key }]]) };
      venues.changed();
    },
    lock() {
      kept = null;
      vaultChanged();
    },
    unlock(secret: Secret) {
      kept = secret;
      vaultChanged();
    },
  };
}

function wallet(of: ReturnType<typeof customer>, name = "pilotfish") {
  const key = generatePrivateKey();
  of.account.approveAgent(addressOf(key), { name });
  return { key, address: addressOf(key) };
}

describe("a key that is pasted, judged by the exchange", () => {
  it("is taken when it is an API wallet's of the account, with or without a name", async () => {
    const one = customer();
    const named = await one.paste(`  "${wallet(one).key}"\n`);
    expect(named).toMatchObject({ ok: true, key: { agentName: "pilotfish", owner: one.owner } });
    expect(named.ok && named.key.validUntil).toBeGreaterThan(Date.now());
    expect(await one.paste(wallet(one, "").key)).toMatchObject({ ok: true, key: { agentName: null } });
  });

  it("is refused when it is the main wallet's, a stranger's, revoked, expired, unapproved or swapped", async () => {
    const one = customer();
    const other = customer();
    expect(await one.paste(one.main)).toMatchObject({ finding: "main-wallet" });
    expect(await one.paste(other.main)).toMatchObject({ finding: "main-wallet" });
    expect(await one.paste(wallet(other).key)).toMatchObject({
      finding: "other-account",
      detail: other.owner,
    });
    expect(await one.paste(generatePrivateKey())).toMatchObject({ finding: "not-approved" });
    const gone = wallet(one, "gone");
    one.account.revokeAgent(gone.address);
    expect(await one.paste(gone.key)).toMatchObject({ finding: "not-approved" });
    const old = wallet(one, "old");
    one.account.expireAgent(old.address);
    world.unconfirmed.expiredAgents = "listed";
    expect(await one.paste(old.key)).toMatchObject({ finding: "expired" });
    world.unconfirmed.expiredAgents = "left-out";
    expect(await one.paste(old.key)).toMatchObject({ finding: "not-approved" });
    expect(await one.paste(one.owner, wallet(one).key)).toMatchObject({ finding: "swapped" });
  });

  it("is not judged while the exchange does not answer", async () => {
    const one = customer();
    const { key } = wallet(one);
    world.faults.http({ status: 503, type: "userRole", times: 100 });
    expect(await one.paste(key)).toMatchObject({ finding: "unreachable" });
    world.faults.clear();
    expect(await customer().paste(key)).toMatchObject({ finding: "other-account" });
  });
});

describe("a connected account", () => {
  it("is ready at once, read and traded; locked it signs nothing, and unlocked it goes on", async () => {
    const one = customer();
    const { key, address } = wallet(one);
    const result = await one.paste(key);
    if (!result.ok) throw new Error(result.finding);
    one.venues.read(one.accountId, Date.now() - 1_000);
    one.keep(result.secret, address);
    const read = await one.until(() => one.posted.find(({ kind }) => kind === "account-read"));
    expect(read).toMatchObject({ accountId: one.accountId, equity: "10000", positions: [] });
    expect(one.access()).toEqual(["ready"]);

    const venue = one.venues.realVenueOf(one.accountId);
    if (venue === null) throw new Error("no venue");
    const setting = { times: 3, marginMode: "cross" as const };
    const order = (nonce: number) => ({
      accountId: one.accountId,
      instrument: BTC,
      setting,
      nonce,
      expiresAt: Date.now() + 10_000,
    });
    expect(await venue.setLeverage(order(Date.now()))).toMatchObject({ kind: "leverage-told", setting });
    expect(one.account.leverage("BTC")).toMatchObject({ type: "cross", value: 3 });

    one.lock();
    await one.until(() => (one.access().at(-1) === "locked" ? true : undefined));
    expect(one.venues.venueOf(one.accountId)).toBeNull();
    const late = { ...order(Date.now() + 1), setting: { ...setting, times: 5 } };
    expect((await venue.setLeverage(late)).kind).not.toBe("leverage-told");
    expect(one.account.leverage("BTC").value).toBe(3);

    one.unlock(result.secret);
    await one.until(() => (one.access().at(-1) === "ready" ? true : undefined));
    expect(one.venues.venueOf(one.accountId)).not.toBeNull();
    one.venues.close();
  });

  it("whose API wallet is revoked is unusable from the next audit on", async () => {
    const one = customer();
    const { key, address } = wallet(one);
    const result = await one.paste(key);
    if (!result.ok) throw new Error(result.finding);
    one.keep(result.secret, address);
    await one.until(() => (one.access().at(-1) === "ready" ? true : undefined));
    one.account.revokeAgent(address);
    expect(await one.venues.checkKey(one.accountId)).toMatchObject({ ok: false, finding: "not-approved" });
    expect(one.access().at(-1)).toBe("unusable");
    expect(decimalString(one.account.equity())).toBe("10000");
    one.venues.close();
  });
});
