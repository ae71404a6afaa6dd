import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { DecimalString, decimal, decimalString } from "../../../lib/model/decimal.ts";
import { InstrumentId } from "../../../lib/model/identity.ts";
import type { VenueFill } from "../../../lib/model/order.ts";
import type { AskInfo, Clock } from "../../../lib/model/request.ts";
import type { Secret } from "../../../lib/model/secret.ts";
import { createExchangeLine } from "../../../lib/runtime/exchange-line.ts";
import { createPostExchange } from "../../../lib/runtime/hyperliquid-exchange.ts";
import {
  type HyperliquidVenue,
  createHyperliquidVenue,
} from "../../../lib/venues/hyperliquid/hyperliquid-venue.ts";
import type { OrderFills, PrivateSocket } from "../../../lib/venues/hyperliquid/ports.ts";
import { connect } from "../../conformance/world/raw-socket.ts";
import { askInfo } from "../../conformance/world/trusted-world.ts";
import type { World } from "../../world/world.ts";
import { ACCOUNT, OWNER } from "./acting-rig.ts";
import { assetAt } from "./assets.ts";

const Fills = z.array(
  z.looseObject({
    coin: InstrumentId,
    px: DecimalString,
    sz: DecimalString,
    side: z.enum(["A", "B"]),
    fee: DecimalString,
    time: z.number(),
    tid: z.number(),
    oid: z.number(),
  }),
);
const PostFrame = z.looseObject({ data: z.looseObject({ id: z.number(), response: z.unknown() }) });

const clock: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, ms) => ({ timer: setTimeout(callback, ms) }),
  clearTimeout: ({ timer }) => {
    if (timer instanceof Object) clearTimeout(timer as NodeJS.Timeout);
  },
};

export interface WorldVenue {
  readonly venue: HyperliquidVenue;
  close(): void;
}

/** The acting half before the local exchange; what is read is read plainly, over REST. */
export async function worldVenue(world: World, secret: Secret, way: "rest" | "socket"): Promise<WorldVenue> {
  const raw = way === "socket" ? await connect(world) : null;
  let posts = 0;
  const socket: PrivateSocket = {
    isOpen: () => raw !== null,
    async post(request) {
      const handedAt = clock.now();
      if (raw === null) return { kind: "lost", sent: false, words: "closed", handedAt };
      posts += 1;
      raw.send({ method: "post", id: posts, request });
      const frame = PostFrame.parse(await raw.until(({ channel }) => channel === "post"));
      return { kind: "answer", body: frame.data.response, handedAt };
    },
  };
  const fills: OrderFills = {
    async fillsOf(clientOrderId, oid, totalSize) {
      for (let attempt = 0; attempt < 20; attempt += 1) {
        const rows = Fills.parse(await askInfo(world, { type: "userFills", user: OWNER }));
        const own = rows.filter((row) => row.oid === oid);
        const sum = own.reduce((total, { sz }) => total.plus(sz), decimal(0));
        if (sum.eq(totalSize)) {
          return own.map((row): VenueFill => ({
            id: `${row.coin}|${row.time}|${row.tid}|${row.oid}`,
            accountId: ACCOUNT,
            instrument: row.coin,
            clientOrderId,
            side: row.side === "B" ? "buy" : "sell",
            price: decimalString(row.px),
            size: decimalString(row.sz),
            fee: decimalString(row.fee),
            time: row.time,
            cause: "order",
          }));
        }
        await sleep(50);
      }
      return null;
    },
  };
  const ask: AskInfo = async (request) => {
    const sentAt = clock.now();
    return { body: await askInfo(world, request), sentAt, receivedAt: clock.now() };
  };
  const unused = (): never => {
    throw new Error("nothing is looked up here");
  };
  const venue = createHyperliquidVenue(
    {
      owner: OWNER,
      secret: () => secret,
      clock,
      ask,
      postExchange: createPostExchange({
        fetch,
        clock,
        line: createExchangeLine(() => 0.5),
        baseUrl: `https://127.0.0.1:${world.port}`,
      }),
      clockOffsetMs: () => 0,
      network: "mainnet",
    },
    {
      socket,
      fills,
      market: { asset: async () => assetAt(0, 5) },
      start: async () => undefined,
      readAccount: unused,
      lookup: unused,
      lookupStop: unused,
      onReport: () => () => undefined,
      tick: async () => undefined,
      close: () => undefined,
    },
  );
  return { venue, close: () => raw?.close() };
}
