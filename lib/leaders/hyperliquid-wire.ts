import { z } from "zod";
import { Figure, decimal, decimalString } from "../model/decimal.ts";
import { Address, InstrumentId, Millis } from "../model/identity.ts";

/** What Hyperliquid's socket and `/info` say of a leader; only the fields that are used. */

/** A decimal as the exchange writes it ("12.0", "-0.0"), in our canonical form ("12", "0"). */
const WireFigure = Figure.transform((text) => decimalString(text));

/** Every frame of the socket but the plain-text greeting. */
export const Frame = z.looseObject({ channel: z.string(), data: z.unknown().optional() });

/** Whose fills a `userFills` message brings. The rows are read apart, so that a bad one has an owner. */
export const UserFillsMessage = z.looseObject({
  user: Address,
  isSnapshot: z.boolean().optional(),
  fills: z.unknown().optional(),
});

/** The echo in a `subscriptionResponse`. */
export const SubscriptionEcho = z.looseObject({
  method: z.string(),
  subscription: z.looseObject({ type: z.string(), user: Address }),
});

/** One row of `userFills` (docs, "WsFill"). `startPosition` is the signed position before it. */
export const WireFill = z.looseObject({
  coin: z.string().min(1).max(40),
  px: WireFigure,
  sz: WireFigure.refine((size) => !size.startsWith("-"), "a size below 0"),
  /** B buys, A sells. */
  side: z.enum(["B", "A"]),
  time: Millis,
  startPosition: WireFigure,
  /** For display; used only to tell what is not a trade. */
  dir: z.string(),
  tid: z.number().int(),
  oid: z.number().int(),
  /** On both sides of a liquidation's trade; says whose it was. */
  liquidation: z.looseObject({ liquidatedUser: z.string().optional() }).nullish(),
});
export type WireFill = z.infer<typeof WireFill>;

const WirePosition = z
  .looseObject({
    coin: InstrumentId,
    szi: WireFigure,
    entryPx: WireFigure.nullable(),
    leverage: z.looseObject({ type: z.string(), value: z.number().positive() }),
    liquidationPx: WireFigure.nullable(),
    positionValue: WireFigure,
    unrealizedPnl: WireFigure,
  })
  .refine((position) => position.entryPx !== null || decimal(position.szi).isZero(), {
    path: ["entryPx"],
    message: "missing on an open position",
  });

/** The main dex's perpetual positions of an account (docs, "clearinghouseState"). */
export const ClearinghouseState = z.looseObject({
  marginSummary: z.looseObject({ accountValue: WireFigure }),
  assetPositions: z.array(z.looseObject({ position: WirePosition })),
  time: Millis,
});

/** Null when the address is not a vault. */
export const VaultDetails = z.looseObject({ name: z.string() }).nullable();
