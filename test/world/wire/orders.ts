import { z } from "zod";
import { CloidText, NumberText, Side, Time } from "./text.ts";

const Basic = {
  coin: z.string().min(1),
  side: Side,
  limitPx: NumberText,
  sz: NumberText,
  oid: z.number().int().nonnegative(),
  timestamp: Time,
  /** Absent in recordings of 2023. */
  origSz: NumberText.optional(),
};

const OpenOrder = z.looseObject({
  ...Basic,
  cloid: CloidText.nullish(),
  reduceOnly: z.boolean().optional(),
});

const FrontendOrder = z.looseObject({
  ...Basic,
  triggerCondition: z.string(),
  isTrigger: z.boolean(),
  triggerPx: NumberText,
  children: z.array(z.unknown()),
  isPositionTpsl: z.boolean(),
  reduceOnly: z.boolean(),
  orderType: z.string(),
  tif: z.string().nullable(),
  cloid: CloidText.nullish(),
});

const OrderWithStatus = { status: z.string().min(1), statusTimestamp: Time };

export const OpenOrders = z.array(OpenOrder);
export const FrontendOpenOrders = z.array(FrontendOrder);
export const HistoricalOrders = z.array(z.looseObject({ order: FrontendOrder, ...OrderWithStatus }));
export const OrderUpdates = z.array(z.looseObject({ order: OpenOrder, ...OrderWithStatus }));

export const OrderStatus = z.discriminatedUnion("status", [
  z.looseObject({
    status: z.literal("order"),
    order: z.looseObject({ order: FrontendOrder, ...OrderWithStatus }),
  }),
  z.looseObject({ status: z.literal("unknownOid") }),
]);
