import type { LeaderPosition } from "../../lib/model/leader.ts";
import { WORDS } from "./words-en.ts";

/** "long" or "short". */
export function sideOf(position: LeaderPosition): string {
  return position.size.startsWith("-") ? WORDS.short : WORDS.long;
}
