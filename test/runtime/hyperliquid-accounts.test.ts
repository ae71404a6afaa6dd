import { expect, it } from "vitest";
import { newAccount } from "../../lib/model/account.ts";
import { ClientOrderId, realAccountId } from "../../lib/model/identity.ts";
import type { Instrument } from "../../lib/model/instrument.ts";
import type { CommittedIntent } from "../../lib/model/order.ts";
import { Secret } from "../../lib/model/secret.ts";
import { createExchangeLine } from "../../lib/runtime/exchange-line.ts";
import { createHyperliquidAccounts } from "../../lib/runtime/hyperliquid-accounts.ts";
import { FakeClock } from "../leaders/fake-clock.ts";
import { FakeMarket } from "../venues/paper-fake-market.ts";
import { OWNER, TEST_KEY, orderAt } from "../venues/hyperliquid/acting-rig.ts";
import { assetAt } from "../venues/hyperliquid/assets.ts";
import { RigSocket } from "../venues/hyperliquid/socket-rig.ts";

const ACCOUNT = realAccountId("hyperliquid", OWNER);

/** An account at an exchange whose socket is open and answers nothing; it lists what it is told to. */
async function silentExchange() {
  const clock = new FakeClock();
  const line = createExchangeLine(() => 0.5);
  const meta: { universe: unknown[] | null } = { universe: null };
  const socket = new RigSocket();
  const make = createHyperliquidAccounts({
    clock,
    log: { warn: () => undefined, error: () => undefined },
    fetch: () => Promise.reject(new Error("nothing goes by a request")),
    ask: async () => {
      if (meta.universe === null) throw new Error("nothing is asked");
      return { body: meta, sentAt: clock.now(), receivedAt: clock.now() };
    },
    line,
    openSocket: () => socket,
    random: () => 0.5,
    isOnline: () => true,
    marketStore: {
      load: () => Promise.resolve({ readAt: clock.now(), assets: [assetAt(3, 5)] }),
      save: () => Promise.resolve(),
    },
  });
  const marketData = new FakeMarket(clock);
  const listed: (readonly Instrument[])[] = [];
  const onInstruments = (instruments: readonly Instrument[]): void => void listed.push(instruments);
  const context = { clock, marketData, clockOffsetMs: () => null, isStop: () => false, onInstruments };
  const venue = make(newAccount(ACCOUNT, clock.now()), new Secret(TEST_KEY), context);
  await venue.start();
  socket.begin(OWNER);
  let ids = 0;
  const order = (part: Record<string, unknown> = {}): CommittedIntent => {
    ids += 1;
    const clientOrderId = ClientOrderId.parse(`0x70667368${String(ids).padStart(24, "0")}`);
    return orderAt(clock.now(), { accountId: ACCOUNT, clientOrderId, ...part });
  };
  const send = async (part: Record<string, unknown> = {}): Promise<string> => {
    const report = venue.submit(order(part));
    // The line itself is alive.
    socket.message({ channel: "pong" });
    await clock.advance(3_000);
    return (await report).kind;
  };
  return { clock, line, socket, venue, send, meta, listed };
}

it("an exchange that answers nothing on its socket is given growth no more for a while, reductions are tried on", async () => {
  const { clock, line, socket, venue, send } = await silentExchange();
  for (let sent = 1; sent <= 5; sent += 1) {
    expect(line.breaker.closedFor(clock.now())).toBe(0);
    expect(await send()).toBe("order-unknown");
  }
  expect(line.breaker.closedFor(clock.now())).toBeGreaterThan(0);
  const growth = venue.submit(
    orderAt(clock.now(), { accountId: ACCOUNT, clientOrderId: `0x${"a".repeat(32)}` }),
  );
  const reduction = send({ reduceOnly: true });
  expect((await growth).kind).toBe("order-not-sent");
  expect(await reduction).toBe("order-unknown");
  expect(socket.of("post")).toHaveLength(6);
  venue.close();
});

it("what the exchange lists anew, no longer, or with another lot is told whole, once", async () => {
  const { clock, venue, meta, listed } = await silentExchange();
  meta.universe = [
    { name: "A", szDecimals: 2, maxLeverage: 10 },
    { name: "B", szDecimals: 2, maxLeverage: 10 },
    { name: "C", szDecimals: 2, maxLeverage: 10 },
    { name: "BTC", szDecimals: 5, maxLeverage: 40 },
  ];
  await clock.advance(3_600_001);
  await venue.tick();
  meta.universe[3] = { name: "BTC", szDecimals: 4, maxLeverage: 40, isDelisted: true };
  await clock.advance(3_600_001);
  await venue.tick();
  await clock.advance(3_600_001);
  await venue.tick();
  expect(listed.map((all) => all.map(({ id, lotSize, delisted }) => `${id} ${lotSize} ${delisted}`))).toEqual(
    [
      ["A 0.01 false", "B 0.01 false", "C 0.01 false", "BTC 0.00001 false"],
      ["A 0.01 false", "B 0.01 false", "C 0.01 false", "BTC 0.0001 true"],
    ],
  );
  venue.close();
});
