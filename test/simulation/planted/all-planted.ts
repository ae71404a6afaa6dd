import { FILLS } from "./fills.ts";
import { LEADER_NEWS } from "./leader-news.ts";
import { LIMITS } from "./limits.ts";
import { ORDER_ENDS } from "./order-ends.ts";
import type { PlantedBug } from "./planted-bug.ts";
import { SENDING } from "./sending.ts";
import { TARGETS } from "./targets.ts";
import { USER_WORDS } from "./user-words.ts";

export const PLANTED: readonly PlantedBug[] = [
  ...SENDING,
  ...ORDER_ENDS,
  ...FILLS,
  ...LEADER_NEWS,
  ...TARGETS,
  ...LIMITS,
  ...USER_WORDS,
];
