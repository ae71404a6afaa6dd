import { z } from "zod";
import { AddressText, HashText, NumberText, Time } from "./text.ts";

export const UserRole = z.looseObject({
  role: z.enum(["missing", "user", "vault", "agent", "subAccount"]),
});

export const UserRateLimit = z.looseObject({
  cumVlm: NumberText,
  nRequestsUsed: z.number().int().nonnegative(),
  nRequestsCap: z.number().int().nonnegative(),
});

export const ExtraAgents = z.array(
  z.looseObject({ address: AddressText, name: z.string(), validUntil: Time.nullable() }),
);

const Series = z.array(z.tuple([Time, NumberText]));
export const Portfolio = z
  .array(
    z.tuple([
      z.enum(["day", "week", "month", "allTime", "perpDay", "perpWeek", "perpMonth", "perpAllTime"]),
      z.looseObject({ accountValueHistory: Series, pnlHistory: Series, vlm: NumberText }),
    ]),
  )
  .length(8);

/** A row of the channel `userFundings`. */
export const FundingRow = z.looseObject({
  time: Time,
  coin: z.string(),
  usdc: NumberText,
  szi: NumberText,
  fundingRate: NumberText,
  nSamples: z.number().int().nullish(),
});

export const UserFunding = z.array(
  z.looseObject({
    time: Time,
    hash: HashText,
    delta: z.looseObject({
      type: z.literal("funding"),
      coin: z.string(),
      usdc: NumberText,
      szi: NumberText,
      fundingRate: NumberText,
      nSamples: z.number().int().nullable(),
    }),
  }),
);

export const LedgerUpdates = z.array(
  z.looseObject({ time: Time, hash: HashText, delta: z.looseObject({ type: z.string() }) }),
);
