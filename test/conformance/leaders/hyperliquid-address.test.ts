import { createHyperliquidAddressSource } from "../../../lib/leaders/hyperliquid-address.ts";
import { Address, InstrumentId, addressOf, leaderIdOf } from "../../../lib/model/identity.ts";
import { createExchangeLine } from "../../../lib/runtime/exchange-line.ts";
import { createAskInfo } from "../../../lib/runtime/hyperliquid-info.ts";
import { startWorld } from "../../world/world.ts";
import type { LeaderWorld } from "./leader-world.ts";
import { ScaledClock } from "./scaled-clock.ts";
import { describeLeaderSource } from "./suite.ts";
import { fetchFromWorld, openWorldSocket } from "./world-network.ts";

const A = leaderIdOf(Address.parse(`0x${"a1".repeat(20)}`));
const B = leaderIdOf(Address.parse(`0x${"b2".repeat(20)}`));
const NOBODY = leaderIdOf(Address.parse(`0x${"c3".repeat(20)}`));
const COIN = "SOL";
const ALWAYS = 1_000_000;

async function startLocalHyperliquid(): Promise<LeaderWorld> {
  const world = await startWorld({
    seed: 7,
    leaders: [A, B].map((id) => ({ kind: "manual", address: addressOf(id), equity: "100000" })),
  });
  const { faults } = world;
  return {
    leaders: [A, B],
    nobody: NOBODY,
    instrument: InstrumentId.parse(COIN),
    connect(emit, speed = 1) {
      const clock = new ScaledClock(speed);
      const baseUrl = `https://127.0.0.1:${world.port}`;
      const source = createHyperliquidAddressSource({
        emit,
        ask: createAskInfo({
          fetch: fetchFromWorld,
          clock,
          baseUrl,
          line: createExchangeLine(() => 0),
        }),
        openSocket: openWorldSocket,
        clock,
        random: Math.random,
        url: `wss://127.0.0.1:${world.port}/ws`,
      });
      return { source, now: () => clock.now(), timersWaiting: () => clock.waiting };
    },
    trade(leader, signedSize) {
      const side = signedSize.startsWith("-") ? "sell" : "buy";
      world.leader(addressOf(leader)).trade({ coin: COIN, side, size: signedSize.replace("-", "") });
    },
    position: (leader) => world.leader(addressOf(leader)).position(COIN),
    cut() {
      faults.refuseSockets(ALWAYS);
      faults.dropSockets();
    },
    silence: () => faults.silence({ pongs: false }, ALWAYS),
    mend: () => faults.clear(),
    repeatNextFills: () => faults.repeatNext("userFills"),
    loseNextFills: () => faults.loseNext("userFills"),
    breakNextFills: () => faults.corruptNext("userFills"),
    failRequests: () => faults.http({ status: 500, times: ALWAYS }),
    close: () => world.close(),
  };
}

describeLeaderSource("hyperliquid-address", startLocalHyperliquid);
