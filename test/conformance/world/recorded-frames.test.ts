import { z } from "zod";
import { afterEach, describe, expect, test } from "vitest";
import { Frame } from "../../world/wire/frames.ts";
import type { World } from "../../world/world.ts";
import { readFixture } from "./recordings.ts";
import { connect } from "./raw-socket.ts";
import { startTrustedWorld } from "./trusted-world.ts";

const LEADER = "0xdddddddddddddddddddddddddddddddddddddddd";

let world: World;
afterEach(async () => {
  await world?.close();
});

describe("socket messages", () => {
  test("recorded ones have the schema", () => {
    const frames = z.array(Frame).parse(readFixture("raw-fills-2026-07/live-frames.excerpt.json"));
    expect(new Set(frames.map((frame) => frame.channel))).toEqual(new Set(["l2Book", "trades", "bbo"]));
  });

  test("the world's have it too, on every channel", async () => {
    world = await startTrustedWorld({
      seed: 8,
      leaders: [{ kind: "manual", address: LEADER, equity: "100000" }],
    });
    const socket = await connect(world);
    const user = LEADER;
    const coin = "BTC";
    const subscriptions = [
      { type: "userFills", user },
      { type: "userEvents", user },
      { type: "orderUpdates", user },
      { type: "clearinghouseState", user },
      { type: "allMids" },
      { type: "bbo", coin },
      { type: "l2Book", coin },
      { type: "trades", coin },
      { type: "activeAssetCtx", coin },
      { type: "candle", coin, interval: "1m" },
    ];
    for (const subscription of subscriptions) socket.send({ method: "subscribe", subscription });
    socket.send({ method: "ping" });
    await socket.until((frame) => frame.channel === "pong");
    world.leader(LEADER).trade({ coin, side: "buy", size: "0.1" });
    world.account(LEADER).order({ coin, side: "sell", size: "0.1", px: "60000", tif: "Ioc" });
    const missing = new Set([
      "userFills",
      "user",
      "orderUpdates",
      "clearinghouseState",
      "allMids",
      "bbo",
      "trades",
      "activeAssetCtx",
      "candle",
    ]);
    while (missing.size > 0) {
      const frame = Frame.parse(await socket.next());
      missing.delete(frame.channel);
    }
    expect(missing.size).toBe(0);
  });
});
