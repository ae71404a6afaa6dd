import type { EngineEvent } from "../../../lib/engine/engine-event.ts";
import { z } from "zod";
import { Figure } from "../../../lib/model/decimal.ts";
import { InstrumentId } from "../../../lib/model/identity.ts";
import { Instrument } from "../../../lib/model/instrument.ts";
import { baseStates } from "../base-states.ts";
import { INSTRUMENTS, MARKS, NOW } from "../story.ts";
import { mutated } from "../mutate.ts";
import { checkStep, refuseDamaged } from "../state-rules.ts";
import { takeEvents } from "../take-events.ts";
import { type Outcome, type Target, refused, taken } from "../target.ts";

const Told = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("instruments"), instruments: z.array(Instrument) }),
  z.object({ kind: z.literal("marks"), marks: z.array(z.tuple([InstrumentId, Figure])) }),
]);

/** Marks and instruments with figures that no market has: whatever the engine holds, no rule breaks. */
export const marketEvents: Target = {
  name: "market-events",
  weight: 16,
  async run(dice): Promise<Outcome> {
    const { state } = dice.pick(baseStates());
    const raw = dice.chance(0.5)
      ? { kind: "instruments", instruments: INSTRUMENTS }
      : { kind: "marks", marks: [...MARKS] };
    const parsed = Told.safeParse(mutated(dice, raw));
    if (!parsed.success) return refused(parsed.error.issues[0]?.message);
    const event: EngineEvent =
      parsed.data.kind === "marks"
        ? { kind: "marks", at: NOW, askedAt: NOW, marks: new Map(parsed.data.marks) }
        : { ...parsed.data, at: NOW };
    const tick: EngineEvent = { kind: "tick", at: NOW + 1_000, day: "2026-11-22", online: true };
    const told = await takeEvents(state, [event, tick], NOW, refuseDamaged);
    const [failure] = told.failures;
    if (failure !== undefined) throw failure.error;
    checkStep(state, told.state, told.change);
    return taken;
  },
};
