import { z } from "zod";
import { Figure, decimal, decimalString } from "../../model/decimal.ts";
import { Address, InstrumentId, Millis } from "../../model/identity.ts";

/** What `/info` and the socket say of an account; only the fields that are used. Source: docs, "Info endpoint". */

/** A decimal as the exchange writes it ("12.0", "-0.0"), in our canonical form ("12", "0"). */
const WireFigure = Figure.transform((text) => decimalString(text));
const WireSize = WireFigure.refine((size) => !size.startsWith("-"), "a size below 0");
/** B buys, A sells. */
const WireSide = z.enum(["B", "A"]);
const Cloid = z.string().max(80).nullish();

/** One fill. `fee` includes what a builder got (docs: "also included in fee"). */
export const WireFill = z.looseObject({
  coin: z.string().min(1).max(40),
  px: WireFigure,
  sz: WireSize,
  side: WireSide,
  time: Millis,
  /** Signed position before it. */
  startPosition: WireFigure,
  /** For display; only deleveraging is told by nothing else. */
  dir: z.string(),
  fee: WireFigure,
  tid: z.number().int(),
  oid: z.number().int(),
  cloid: Cloid,
  /** On both sides of a liquidation's trade; says whose it was. */
  liquidation: z.looseObject({ liquidatedUser: z.string().optional() }).nullish(),
});
export type WireFill = z.infer<typeof WireFill>;

export const FillsAnswer = z.array(WireFill);
export const TwapFillsAnswer = z.array(z.looseObject({ fill: WireFill }));

const WirePosition = z.looseObject({
  coin: InstrumentId,
  szi: WireFigure,
  entryPx: WireFigure.nullable(),
  leverage: z.looseObject({ type: z.string(), value: z.number().positive() }),
  liquidationPx: WireFigure.nullable(),
});

export const AccountStateAnswer = z.looseObject({
  marginSummary: z.looseObject({ accountValue: WireFigure }),
  assetPositions: z.array(
    z
      .looseObject({ type: z.string(), position: WirePosition })
      .refine(({ position }) => position.entryPx !== null || decimal(position.szi).isZero(), {
        path: ["position", "entryPx"],
        message: "missing on an open position",
      }),
  ),
  time: Millis,
});
export type AccountStateAnswer = z.infer<typeof AccountStateAnswer>;

const OrderForm = z.looseObject({
  coin: z.string().min(1).max(40),
  side: WireSide,
  limitPx: WireFigure,
  /** What is left of it. */
  sz: WireSize,
  origSz: WireSize,
  oid: z.number().int(),
  /** When it was placed. */
  timestamp: Millis,
  isTrigger: z.boolean(),
  triggerPx: WireFigure,
  reduceOnly: z.boolean(),
  /** "Limit", "Stop Market", "Take Profit Limit" … */
  orderType: z.string(),
  cloid: Cloid,
});

export const OpenOrdersAnswer = z.array(OrderForm);

export const OrderStatusAnswer = z.discriminatedUnion("status", [
  z.looseObject({
    status: z.literal("order"),
    order: z.looseObject({ order: OrderForm, status: z.string(), statusTimestamp: Millis }),
  }),
  z.looseObject({ status: z.literal("unknownOid") }),
]);

export const UserRoleAnswer = z.looseObject({ role: z.string() });

/** Funding of one position and hour; `usdc` is positive where it was received. */
export const WireFunding = z.looseObject({
  coin: z.string().min(1).max(40),
  usdc: WireFigure,
  szi: WireFigure,
  fundingRate: WireFigure,
});
export type WireFunding = z.infer<typeof WireFunding>;

export const FundingAnswer = z.array(z.looseObject({ time: Millis, delta: WireFunding }));

/** A `userFundings` message of the socket. */
export const FundingMessage = z.looseObject({
  user: Address,
  isSnapshot: z.boolean().optional(),
  fundings: z.array(WireFunding.extend({ time: Millis })),
});

/** A `userFills` message of the socket. */
export const FillsMessage = z.looseObject({
  user: Address,
  isSnapshot: z.boolean().optional(),
  fills: FillsAnswer,
});

/** Spot pairs are "@107" or "PURR/USDC", other dexes' coins "xyz:MU", outcome markets "#12" (docs, "Asset IDs"). */
export function isMainDexPerp(coin: string): boolean {
  return coin.length <= 40 && !/^[@#]|[:/]/.test(coin);
}
