import { expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import type { Address } from "../../lib/model/identity.ts";
import { Recording } from "../world/leaders/leader-script.ts";
import { expectChecked } from "./checked.ts";
import { leaderAddress } from "./leaders.ts";
import { Stage } from "./stage.ts";

const address: Address = leaderAddress(1);
const FILLS = new URL("../fixtures/raw-fills-2026-07/acc6.leader.fills.json", import.meta.url);
let stage: Stage;

test.beforeAll(async () => {
  const fills = Recording.parse(JSON.parse(readFileSync(FILLS, "utf8"))).slice(-400);
  stage = await Stage.open({
    leaders: [{ kind: "recorded", address, equity: "10000", fills, speed: 3_600, maxGapMs: 20 }],
    limits: { weightPerMinute: 12_000 },
  });
});
test.afterAll(async () => stage.close());

test("a recorded leader at many times his speed: every fill is answered, and the target is held", async () => {
  const follow = await stage.follow(address);
  const leader = stage.world.leader(address);
  leader.play();
  await leader.done;
  const fills = stage.world.ledger.leaderFills(address);
  expect(fills.length).toBeGreaterThan(200);
  await expectChecked(stage, follow, address);
  expect((await stage.journal.rows("intents")).length).toBeGreaterThan(5);
});
