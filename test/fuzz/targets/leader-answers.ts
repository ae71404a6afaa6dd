import { LeaderEvent, LeaderReading } from "../../../lib/model/leader.ts";
import { RequestError } from "../../../lib/model/request.ts";
import { SourceBench, leaderNumber, wireFill, wireState } from "../../leaders/fake-hyperliquid.ts";
import { addressOf } from "../../../lib/model/identity.ts";
import { ANSWERS } from "../hyperliquid-samples.ts";
import { mutated } from "../mutate.ts";
import { FuzzFault, type Outcome, type Target, refused, taken } from "../target.ts";

const LEADER = leaderNumber(0xa);

/** JSON has no `undefined` and no NaN: what an exchange can really answer. */
function overTheLine(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value) ?? "null");
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Reads a leader once, as a card does: a reading that the model accepts, or a RequestError that names the field. */
export const leaderReadings: Target = {
  name: "leader-readings",
  weight: 12,
  async run(dice): Promise<Outcome> {
    const bench = new SourceBench();
    const which = dice.pick(["clearinghouseState", "vaultDetails", "userFills"] as const);
    const bodies: Record<"clearinghouseState" | "vaultDetails" | "userFills", unknown> = { ...ANSWERS };
    bodies[which] = overTheLine(mutated(dice, bodies[which]));
    bench.states.set(addressOf(LEADER), { raw: bodies.clearinghouseState ?? [] });
    bench.others.set("vaultDetails", bodies.vaultDetails);
    bench.others.set("userFills", bodies.userFills);
    try {
      LeaderReading.parse(await bench.source.read(LEADER));
      return taken;
    } catch (error) {
      if (error instanceof RequestError) return refused(error.message);
      throw error;
    } finally {
      bench.source.close();
    }
  },
};

/** The snapshot of a watched leader: told as the model has it, or his feed is lost, with words. */
export const leaderSnapshots: Target = {
  name: "leader-snapshots",
  weight: 12,
  async run(dice): Promise<Outcome> {
    const bench = new SourceBench();
    bench.history = [wireFill({ time: bench.clock.now() - 1_000 })];
    await bench.watch(LEADER);
    const told = bench.events.length;
    const sound = dice.chance(0.5)
      ? ANSWERS.clearinghouseState
      : wireState(bench.clock.now(), { ETH: "2", BTC: "-1" });
    bench.states.set(addressOf(LEADER), { raw: overTheLine(mutated(dice, sound)) ?? [] });
    bench.source.refresh(LEADER, dice.pick(["poll", "gap", "reconnect"]));
    await bench.clock.advance(50);
    bench.source.close();
    const events = bench.events.slice(told);
    for (const event of events) {
      if (!LeaderEvent.safeParse(event).success) {
        throw new FuzzFault("stateChanged", `a ${event.kind} that the model refuses was told`);
      }
    }
    if (events.some((event) => event.kind === "leader-snapshot")) return taken;
    const feed = events.findLast((event) => event.kind === "leader-feed");
    if (feed?.kind !== "leader-feed")
      throw new FuzzFault("unclear", "nothing was told of an unreadable snapshot");
    return refused(feed.feed.detail);
  },
};
