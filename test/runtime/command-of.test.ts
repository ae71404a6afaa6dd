import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS, MAX_FOLLOWS } from "../../lib/model/follow.ts";
import { Address, FollowId, addressOf, leaderIdOf } from "../../lib/model/identity.ts";
import { cardViewOf } from "../../lib/runtime/card-view.ts";
import { commandOf } from "../../lib/runtime/command-of.ts";
import { toolbarStateOf } from "../../lib/runtime/toolbar-state.ts";
import { EngineDriver, FOLLOW, LEADER } from "../engine/engine-driver.ts";

const address = addressOf(LEADER);
const newId = () => "follow-new";

function following(): EngineDriver {
  const engine = new EngineDriver();
  engine.follow();
  engine.snapshot({ BTC: [1, 60_000] });
  engine.marks({ ETH: 2_000 });
  return engine;
}

describe("what a message means", () => {
  it("a page starts a follow with the default settings only", () => {
    const { state, now } = new EngineDriver();
    expect(commandOf({ type: "start-paper-follow", address }, state, now, newId)).toMatchObject({
      followId: "follow-new",
      command: { kind: "follow", leaderId: LEADER, settings: DEFAULT_SETTINGS, startedFrom: "page" },
    });
  });

  it("refuses a second follow of a leader, and one more than the limit", () => {
    const engine = following();
    const start = { type: "start-paper-follow", address } as const;
    expect(commandOf(start, engine.state, engine.now, newId)).toEqual({ refusal: "already-followed" });
    for (let i = 1; i < MAX_FOLLOWS; i += 1) {
      engine.command({
        kind: "follow",
        at: engine.now,
        followId: FollowId.parse(`f${i}`),
        leaderId: leaderIdOf(Address.parse(`0x${String(i).padStart(40, "0")}`)),
        settings: DEFAULT_SETTINGS,
        startedFrom: "page",
      });
    }
    const another = { type: "start-paper-follow", address: Address.parse(`0x${"f".repeat(40)}`) } as const;
    expect(commandOf(another, engine.state, engine.now, newId)).toEqual({ refusal: "too-many-follows" });
  });

  it("refuses what is not there, and to remove what still runs or holds", () => {
    const engine = following();
    const gone = FollowId.parse("gone");
    expect(commandOf({ type: "pause-follow", followId: gone }, engine.state, engine.now, newId)).toEqual({
      refusal: "no-such-follow",
    });
    const remove = { type: "remove-follow", followId: FOLLOW } as const;
    expect(commandOf(remove, engine.state, engine.now, newId)).toEqual({ refusal: "not-possible-now" });
    engine.trade("ETH", 10, 2_000);
    engine.answerAll();
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "keep" });
    expect(commandOf(remove, engine.state, engine.now, newId)).toEqual({ refusal: "not-possible-now" });
    engine.command({ kind: "stop", at: engine.now, followId: FOLLOW, positions: "close" });
    engine.answerAll();
    expect(commandOf(remove, engine.state, engine.now, newId)).toMatchObject({ command: { kind: "remove" } });
  });
});

describe("what is shown outside of the journal", () => {
  it("a card's follow, net of fees, with what was not copied at the start", () => {
    const engine = following();
    engine.trade("ETH", 10, 2_000);
    engine.answer({ price: 2_001 });
    const { follow } = cardViewOf(engine.state, address, null, null, false, engine.now);
    expect(follow).toMatchObject({ id: FOLLOW, status: "mirroring", openPositions: 1, notCopiedAtStart: 1 });
    expect(Number(follow?.netResult)).toBeCloseTo(-0.1 - 0.090045);
    expect(Number(follow?.equity)).toBeCloseTo(1_000 - 0.190045);
    // An hour later the marks are old, and old figures are none.
    const later = cardViewOf(engine.state, address, null, null, false, engine.now + 3_600_000);
    expect(later.follow).toMatchObject({ equity: null, netResult: null });
  });

  it("the icon: an error when halted or a feed is lost, paused when nothing new is copied", () => {
    const engine = following();
    engine.feed("lost");
    expect(toolbarStateOf(engine.state, false)).toBe("error");
    engine.feed("live");
    expect(toolbarStateOf(engine.state, false)).toBe("active");
    engine.command({ kind: "pause", at: engine.now, followId: FOLLOW });
    expect(toolbarStateOf(engine.state, false)).toBe("paused");
    expect(toolbarStateOf(engine.state, true)).toBe("error");
  });
});
