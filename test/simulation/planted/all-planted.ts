import { ANSWERS } from "./answers.ts";
import { EXIT_RULES } from "./exit-rules.ts";
import { FILLS } from "./fills.ts";
import { LATCHES } from "./latches.ts";
import { LEADER_SNAPSHOTS } from "./leader-snapshots.ts";
import { LEADER_STREAM } from "./leader-stream.ts";
import { LIMITS } from "./limits.ts";
import { ORDER_ENDS } from "./order-ends.ts";
import { ORDERS } from "./orders.ts";
import type { PlantedBug } from "./planted-bug.ts";
import { REAL_MONEY } from "./real-money.ts";
import { RESTARTS } from "./restarts.ts";
import { SENDING } from "./sending.ts";
import { STOPS } from "./stops.ts";
import { TARGETS } from "./targets.ts";
import { USER_WORDS } from "./user-words.ts";

export const PLANTED: readonly PlantedBug[] = [
  ...SENDING,
  ...ORDER_ENDS,
  ...FILLS,
  ...LEADER_STREAM,
  ...LEADER_SNAPSHOTS,
  ...TARGETS,
  ...LIMITS,
  ...ORDERS,
  ...USER_WORDS,
  ...LATCHES,
  ...EXIT_RULES,
  ...STOPS,
  ...RESTARTS,
  ...ANSWERS,
  ...REAL_MONEY,
];
