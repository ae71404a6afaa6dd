import { z } from "zod";
import { FollowSettings } from "./follow.ts";
import { FollowId, LeaderId, Millis } from "./identity.ts";

const common = { at: Millis };

/** What the user tells the engine. Ids and times come in with the command. */
export const Command = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("follow"),
    ...common,
    followId: FollowId,
    leaderId: LeaderId,
    settings: FollowSettings,
    startedFrom: z.enum(["page", "extension"]),
  }),
  z.object({ kind: z.literal("edit-follow"), ...common, followId: FollowId, settings: FollowSettings }),
  z.object({ kind: z.literal("pause"), ...common, followId: FollowId }),
  z.object({ kind: z.literal("resume"), ...common, followId: FollowId }),
  z.object({ kind: z.literal("pause-all"), ...common }),
  z.object({ kind: z.literal("resume-all"), ...common }),
  /** `close` sells what the follow holds; `keep` leaves it in the account, to the user. */
  z.object({ kind: z.literal("stop"), ...common, followId: FollowId, positions: z.enum(["close", "keep"]) }),
  /** Removes a stopped follow from the lists; its journal stays. */
  z.object({ kind: z.literal("remove"), ...common, followId: FollowId }),
  /** Ends all paper follows, forgets all paper positions, and starts again with the full balance. */
  z.object({ kind: z.literal("reset-paper"), ...common }),
]);
export type Command = z.infer<typeof Command>;
