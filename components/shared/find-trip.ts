import { accountGuardId, followGuardId } from "../../lib/model/guard.ts";
import type { Trip } from "../../lib/model/guard.ts";
import type { Overview } from "../../lib/model/view.ts";
import { shortAddress } from "../format/address.ts";
import { words } from "../words/current.ts";

/** A tripped rule, the guard that it belongs to, and whose guard that is. */
export interface FoundTrip {
  readonly guardId: string;
  readonly whose: string;
  readonly trip: Trip | null;
}

function guardsOf(overview: Overview) {
  const { paper, real, follows } = overview;
  return [
    { guardId: accountGuardId(paper.id), whose: words.guards.paperAccount, trips: paper.guard.trips },
    ...real.map(({ id, venue, guard }) => ({
      guardId: accountGuardId(id),
      whose: words.guards.realAccount(words.venues[venue]),
      trips: guard.trips,
    })),
    ...follows.map(({ follow, address, guard }) => ({
      guardId: followGuardId(follow.id),
      whose: shortAddress(address),
      trips: guard.trips,
    })),
  ];
}

/** What a problem of guardrails is about: guard, rule and, where it is about one, the instrument. Null when that is gone. */
export function findTrip(overview: Overview, about: string | null): FoundTrip | null {
  const [id, rule, instrument = null] = (about ?? "").split("|");
  const found = guardsOf(overview).find(({ guardId }) => guardId === id);
  if (found === undefined) return null;
  const { guardId, whose, trips } = found;
  const trip = trips.find((one) => one.rule === rule && one.instrument === instrument);
  return { guardId, whose, trip: trip ?? null };
}
