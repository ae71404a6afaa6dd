import { z } from "zod";
import { AddressText, HashText, NumberText, Side, Time } from "./text.ts";

/** `marginTables` and the margin fields came after 2023. */
export const Meta = z.looseObject({
  universe: z
    .array(
      z.looseObject({
        name: z.string().min(1),
        szDecimals: z.number().int().nonnegative(),
        maxLeverage: z.number().int().positive(),
        marginTableId: z.number().int().optional(),
        onlyIsolated: z.boolean().optional(),
        isDelisted: z.boolean().optional(),
      }),
    )
    .min(1),
  marginTables: z.array(z.tuple([z.number().int(), z.looseObject({})])).optional(),
  collateralToken: z.number().int().optional(),
});

export const AssetContext = z.looseObject({
  funding: NumberText,
  openInterest: NumberText,
  prevDayPx: NumberText,
  dayNtlVlm: NumberText,
  premium: NumberText.nullable(),
  oraclePx: NumberText,
  markPx: NumberText,
  midPx: NumberText.nullable(),
  impactPxs: z.tuple([NumberText, NumberText]).nullable(),
});
export const MetaAndAssetContexts = z.tuple([Meta, z.array(AssetContext)]);

export const AllMids = z.record(z.string(), NumberText);

const Level = z.looseObject({ px: NumberText, sz: NumberText, n: z.number().int().positive() });
export const L2Book = z.looseObject({
  coin: z.string(),
  time: Time,
  levels: z.tuple([z.array(Level).max(20), z.array(Level).max(20)]),
});
export const Bbo = z.looseObject({
  coin: z.string(),
  time: Time,
  bbo: z.tuple([Level.nullable(), Level.nullable()]),
});

export const Trades = z.array(
  z.looseObject({
    coin: z.string(),
    side: Side,
    px: NumberText,
    sz: NumberText,
    time: Time,
    hash: HashText,
    tid: z.number().int().nonnegative(),
    users: z.tuple([AddressText, AddressText]),
  }),
);

export const Candle = z.looseObject({
  t: Time,
  T: Time,
  s: z.string(),
  i: z.string(),
  o: NumberText,
  c: NumberText,
  h: NumberText,
  l: NumberText,
  v: NumberText,
  n: z.number().int().nonnegative(),
});
export const Candles = z.array(Candle);

export const FundingHistory = z.array(
  z.looseObject({ coin: z.string(), fundingRate: NumberText, premium: NumberText, time: Time }),
);
