import type { Command } from "../../lib/model/command.ts";

/** What the user says and when. Its own `at` is the product's clock's, and set when it is given. */
export interface PlannedCommand {
  readonly at: number;
  readonly command: Command;
}
