import { z } from "zod";
import { Figure } from "./decimal.ts";
import { CannotCopy } from "./instrument-mapping.ts";
import { LeaderPosition } from "./leader.ts";

/** A leader as the form that starts a follow shows him: what he holds, and what of it the account's venue can't hold. */
export const LeaderLook = z.object({
  /** Account value in USD, unrealised results included. */
  equity: Figure,
  positions: z.array(LeaderPosition),
  cannotCopy: z.array(CannotCopy),
});
export type LeaderLook = z.infer<typeof LeaderLook>;
