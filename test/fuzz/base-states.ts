import { decimalString } from "../../lib/model/decimal.ts";
import type { EngineState } from "../../lib/engine/engine-state.ts";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import type { ApprovedIntent } from "../../lib/model/order.ts";
import { Story, coin } from "./story.ts";

export interface BaseState {
  readonly name: string;
  readonly state: EngineState;
  /** Committed, and not answered yet. */
  readonly open: readonly ApprovedIntent[];
}

/** The user buys ETH himself. */
function buyByHand(story: Story): void {
  const fill = {
    id: "by-hand-1",
    accountId: PAPER_ACCOUNT,
    instrument: coin("ETH"),
    clientOrderId: null,
  } as const;
  const money = { price: decimalString("1999"), size: decimalString("0.05"), fee: decimalString("0.04") };
  story.tell({
    kind: "foreign-fills",
    at: story.at,
    accountId: PAPER_ACCOUNT,
    fills: [{ ...fill, ...money, side: "buy", time: story.at, cause: "user" }],
  });
}

/** Two follows and the user on one account: positions on both sides, and no order open. */
export function calmStory(): Story {
  const story = new Story();
  story.follow(0);
  story.follow(1, { sizing: { kind: "fixed-ratio", ratio: decimalString("0.02") } });
  for (const [index, name, size] of [
    [0, "ETH", "10"],
    [1, "ETH", "6"],
    [0, "BTC", "-0.5"],
  ] as const) {
    story.trade(index, name, size);
    if (story.open.length > 0) story.fill();
    story.wait(1_000);
  }
  buyByHand(story);
  return story;
}

/** The same with one order under way and one unknown. */
export function busyStory(): Story {
  const story = calmStory();
  story.trade(0, "SOL", "300");
  const unknown = story.open[0];
  if (unknown !== undefined) {
    const { accountId, clientOrderId, instrument } = unknown;
    const detail = "No answer came.";
    story.tell({ kind: "order-unknown", at: story.at, accountId, clientOrderId, instrument, detail });
  }
  story.trade(1, "BTC", "0.4");
  return story;
}

function told(name: string, story: Story): BaseState {
  return { name, state: story.state, open: story.open };
}

let made: readonly BaseState[] | null = null;

/** States from which cases begin. Made once: the engine never changes a state in place. */
export function baseStates(): readonly BaseState[] {
  made ??= makeStates();
  return made;
}

function makeStates(): readonly BaseState[] {
  const command = (story: Story, kind: "pause-all" | "halt"): Story => {
    story.tell({ kind: "command", at: story.at, command: { kind, at: story.at } });
    return story;
  };
  return [
    told("empty", new Story()),
    told("busy", busyStory()),
    told("paused", command(busyStory(), "pause-all")),
    told("halted", command(busyStory(), "halt")),
  ];
}
