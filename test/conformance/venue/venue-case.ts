import type { Bench } from "./bench.ts";
import type { Ability } from "./driver.ts";

/** One line of the table: what every venue must do, unless it says why it cannot have the case. */
export interface VenueCase {
  readonly name: string;
  readonly needs?: Ability;
  readonly run: (bench: Bench) => Promise<void>;
}

export function venueCase(name: string, run: VenueCase["run"]): VenueCase {
  return { name, run };
}

/** A case that some venues cannot have. */
export function caseThatNeeds(needs: Ability, name: string, run: VenueCase["run"]): VenueCase {
  return { name, needs, run };
}
