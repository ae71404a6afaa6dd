import { LeaderEvent } from "../../../lib/model/leader.ts";
import { addressOf } from "../../../lib/model/identity.ts";
import { SourceBench, leaderNumber, userFills, wireFill } from "../../leaders/fake-hyperliquid.ts";
import type { Dice } from "../../simulation/dice.ts";
import { FILL_ROWS, OTHER_FRAMES } from "../hyperliquid-samples.ts";
import { mutatedText } from "../mutate-text.ts";
import { FuzzFault, type Outcome, type Target, refused, taken } from "../target.ts";

const LEADER = leaderNumber(0xa);
const OTHER = leaderNumber(0xb);
const ADDRESS = addressOf(LEADER);

function frame(dice: Dice): unknown {
  const rows = dice.pick(FILL_ROWS);
  const from = dice.int(0, rows.length - 1);
  const some = rows.slice(from, from + dice.int(1, 4));
  switch (dice.int(0, 9)) {
    case 0:
      return dice.pick(OTHER_FRAMES);
    case 1:
      return { channel: "pong" };
    case 2:
      return { channel: "error", data: `Cannot track more than 10 total users. ${ADDRESS}` };
    case 3:
      return {
        channel: "subscriptionResponse",
        data: { method: "subscribe", subscription: { type: "userFills", user: ADDRESS } },
      };
    case 4:
      return userFills(ADDRESS, some, true);
    case 5:
      return userFills(ADDRESS, [wireFill({ time: 1_785_000_000_000 })]);
    default:
      return userFills(ADDRESS, some);
  }
}

/**
 * A frame of the socket that was changed on its way. It reaches the engine as a LeaderEvent that the model
 * accepts, or not at all, and then the leader's feed or a new reading says so.
 */
export const leaderFrames: Target = {
  name: "leader-frames",
  weight: 24,
  async run(dice): Promise<Outcome> {
    const bench = new SourceBench();
    bench.history = [wireFill({ time: bench.clock.now() - 1_000 })];
    await bench.watch(LEADER, OTHER);
    const told = bench.events.length;
    const asked = bench.asked.length;
    const feeds = bench.feeds(OTHER).length;
    bench.socket.message(mutatedText(dice, frame(dice)));
    await bench.clock.advance(100);
    const events = bench.events.slice(told);
    bench.source.close();
    for (const event of events) {
      const parsed = LeaderEvent.safeParse(event);
      if (parsed.success) continue;
      const where = parsed.error.issues[0]?.path.join(".");
      throw new FuzzFault("stateChanged", `a ${event.kind} that the model refuses was told: ${where}`);
    }
    const lost = events.findLast((event) => event.kind === "leader-feed" && event.feed.state === "lost");
    if (lost?.kind === "leader-feed") return refused(lost.feed.detail ?? lost.feed.reason);
    if (bench.feeds(OTHER).length > feeds) {
      const feed = bench.feeds(OTHER).at(-1);
      if (feed?.state === "lost") throw new FuzzFault("stateChanged", "another leader's feed was lost by it");
    }
    if (bench.asked.length > asked) return refused("Not understood: his positions were read again.");
    return taken;
  },
};
