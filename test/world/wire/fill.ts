import { z } from "zod";
import { AddressText, CloidText, HashText, NumberText, Side, Time } from "./text.ts";

/** One row of `userFills`, in the form of 2024 and later. */
export const Fill = z.looseObject({
  coin: z.string().min(1),
  px: NumberText,
  sz: NumberText,
  side: Side,
  time: Time,
  startPosition: NumberText,
  dir: z.string().min(1),
  closedPnl: NumberText,
  hash: HashText,
  oid: z.number().int().nonnegative(),
  crossed: z.boolean(),
  fee: NumberText,
  tid: z.number().int().nonnegative(),
  feeToken: z.string(),
  twapId: z.number().int().nullish(),
  cloid: CloidText.nullish(),
  builderFee: NumberText.optional(),
  liquidation: z
    .looseObject({ liquidatedUser: AddressText, markPx: NumberText, method: z.string() })
    .nullish(),
});
export type Fill = z.infer<typeof Fill>;

export const Fills = z.array(Fill);

/** Rows recorded in 2023 have neither trade id nor fee token. */
export const FillOf2023 = Fill.partial({ tid: true, feeToken: true, twapId: true });
