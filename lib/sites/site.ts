import type { Address } from "../model/identity.ts";

/** A website on which a page shows one leader, and the rule that reads him from the page's URL. */
export interface Site {
  readonly id: string;
  /** The site's own name, as its visitors know it. */
  readonly name: string;
  /**
   * Match patterns of the whole site, not of its leader pages only: sites change pages without loading a new
   * document, and a script that was not there at the start would not see it.
   */
  readonly matches: readonly string[];
  /** The leader whom the page at this URL shows; null when it shows none. Never throws. */
  leaderOf(url: URL): Address | null;
}
