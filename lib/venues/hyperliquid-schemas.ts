import { z } from "zod";
import { Figure, decimalString } from "../model/decimal.ts";
import { Millis } from "../model/identity.ts";

/** The answers of `/info` that market data reads; only the fields that are used. */

/** A decimal as the exchange writes it ("12.0"), in our canonical form ("12"). */
const WireFigure = Figure.transform((text) => decimalString(text));

const Level = z.looseObject({ px: WireFigure, sz: WireFigure });
export const BookAnswer = z.looseObject({
  time: Millis,
  levels: z.tuple([z.array(Level), z.array(Level)]),
});

export const MidsAnswer = z.record(z.string(), WireFigure);

export const CandlesAnswer = z.array(
  z.looseObject({ t: Millis, T: Millis, o: WireFigure, h: WireFigure, l: WireFigure, c: WireFigure }),
);

export const FundingAnswer = z.array(z.looseObject({ time: Millis, fundingRate: WireFigure }));
