import { z } from "zod";
import { CloidText, NumberText } from "../wire/text.ts";

/** One order as it comes in an `order` action. */
export const OrderRequest = z.looseObject({
  a: z.number().int().nonnegative(),
  b: z.boolean(),
  p: NumberText,
  s: NumberText,
  r: z.boolean(),
  t: z.union([
    z.strictObject({ limit: z.strictObject({ tif: z.enum(["Gtc", "Ioc", "Alo", "FrontendMarket"]) }) }),
    z.strictObject({
      trigger: z.strictObject({ isMarket: z.boolean(), triggerPx: NumberText, tpsl: z.enum(["tp", "sl"]) }),
    }),
  ]),
  c: CloidText.nullish(),
});
export type OrderRequest = z.infer<typeof OrderRequest>;

export type OrderAnswer =
  | { readonly resting: { readonly oid: number; readonly cloid?: string } }
  | {
      readonly filled: {
        readonly totalSz: string;
        readonly avgPx: string;
        readonly oid: number;
        readonly cloid?: string;
      };
    }
  | { readonly error: string };
