import { z } from "zod";
import { NumberText, Time } from "./text.ts";

const MarginSummary = z.looseObject({
  accountValue: NumberText,
  totalNtlPos: NumberText,
  totalRawUsd: NumberText,
  totalMarginUsed: NumberText,
});

const Leverage = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("cross"), value: z.number().int().positive() }),
  z.looseObject({ type: z.literal("isolated"), value: z.number().int().positive(), rawUsd: NumberText }),
]);

const Position = z.looseObject({
  coin: z.string().min(1),
  szi: NumberText,
  entryPx: NumberText,
  leverage: Leverage,
  positionValue: NumberText,
  unrealizedPnl: NumberText,
  returnOnEquity: NumberText,
  liquidationPx: NumberText.nullable(),
  marginUsed: NumberText,
  maxLeverage: z.number().int().positive(),
  cumFunding: z.looseObject({ allTime: NumberText, sinceOpen: NumberText, sinceChange: NumberText }),
});

export const ClearinghouseState = z.looseObject({
  marginSummary: MarginSummary,
  crossMarginSummary: MarginSummary,
  crossMaintenanceMarginUsed: NumberText,
  withdrawable: NumberText,
  assetPositions: z.array(z.looseObject({ type: z.literal("oneWay"), position: Position })),
  time: Time,
});
export type ClearinghouseState = z.infer<typeof ClearinghouseState>;

/** Recorded in 2023: no limit leverage and no funding per position yet. */
export const ClearinghouseStateOf2023 = ClearinghouseState.extend({
  crossMaintenanceMarginUsed: NumberText.optional(),
  time: Time.optional(),
  assetPositions: z.array(
    z.looseObject({ position: Position.partial({ maxLeverage: true, cumFunding: true }) }),
  ),
});

export const SpotClearinghouseState = z.looseObject({
  balances: z.array(
    z.looseObject({
      coin: z.string(),
      token: z.number().int(),
      total: NumberText,
      hold: NumberText,
      entryNtl: NumberText,
    }),
  ),
});
