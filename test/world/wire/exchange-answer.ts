import { z } from "zod";
import { NumberText } from "./text.ts";

const oid = z.number().int().positive();
const cloid = z.string().optional();

const Status = z.union([
  z.looseObject({ resting: z.looseObject({ oid, cloid }) }),
  z.looseObject({ filled: z.looseObject({ totalSz: NumberText, avgPx: NumberText, oid, cloid }) }),
  z.looseObject({ error: z.string().min(1) }),
  z.enum(["success", "waitingForFill", "waitingForTrigger"]),
]);

export const ExchangeAnswer = z.discriminatedUnion("status", [
  z.looseObject({
    status: z.literal("ok"),
    response: z.looseObject({
      type: z.string(),
      data: z.looseObject({ statuses: z.array(Status) }).optional(),
    }),
  }),
  z.looseObject({ status: z.literal("err"), response: z.string().min(1) }),
]);
export type ExchangeAnswer = z.infer<typeof ExchangeAnswer>;
