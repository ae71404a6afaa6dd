import type { ClientOrderId } from "../../lib/model/identity.ts";
import type { JournalTruth, ScheduleRecord, Stamped } from "./record.ts";
import type { Schedule } from "./schedule.ts";
import { instrumentOf } from "./sim-market.ts";
import type { World } from "./world.ts";

/** What the oracle is given of a schedule that is over. */
export async function recordOf(schedule: Schedule, world: World): Promise<ScheduleRecord> {
  const { venue, market, leaders } = world;
  return {
    seed: schedule.seed,
    beganAt: schedule.beganAt,
    calmAt: schedule.calmAt,
    endedAt: schedule.endAt,
    accountId: world.accountId,
    instruments: schedule.listings.map(instrumentOf),
    marks: market.history(),
    clock: world.machine.jumps,
    naps: world.machine.naps,
    network: world.machine.network,
    quotes: world.quotes,
    access: world.access,
    venueClockOffsetMs: schedule.venueClockOffsetMs,
    leaders: leaders.map((leader) => ({
      id: leader.id,
      clockOffsetMs: leader.clockOffsetMs,
      start: leader.start,
      fills: leader.fills,
      end: leader.holdings(),
      told: world.toldOfLeaders.filter(({ event }) => event.leaderId === leader.id),
    })),
    venue: {
      sent: world.sent,
      sentSettings: world.sentSettings,
      settings: venue.settings.all,
      toldOfSettings: world.toldOfSettings,
      orders: venue.orders,
      fills: venue.ledger.fills,
      stops: world.stops.all,
      stopsSent: world.stopsSent,
      positions: new Map(venue.ledger.open().map(([id]) => [id, venue.ledger.sizeText(id)])),
      told: world.toldOfVenue,
    },
    lives: world.lives,
    haltSwitch: world.haltSwitch,
    commands: world.commands,
    faults: world.faults.happened,
    journal: await journalTruth(world),
    defects: world.defects,
  };
}

async function journalTruth(world: World): Promise<JournalTruth> {
  const intents = new Map<
    ClientOrderId,
    JournalTruth["intents"] extends ReadonlyMap<unknown, infer V> ? V : never
  >();
  for (const { at, change } of world.changes) {
    for (const row of change.intents) {
      const { clientOrderId } = row.intent;
      intents.set(clientOrderId, { at: intents.get(clientOrderId)?.at ?? at, row });
    }
  }
  const rowsOf = <Row>(
    of: (change: World["changes"][number]["change"]) => readonly Row[],
  ): Stamped<{ row: Row }>[] =>
    world.changes.flatMap(({ at, change }) => of(change).map((row) => ({ at, row })));
  return {
    changes: world.changes,
    rows: await world.store.load(),
    events: rowsOf((change) => change.events),
    decisions: rowsOf((change) => change.decisions),
    fills: rowsOf((change) => change.fills),
    intents,
  };
}
