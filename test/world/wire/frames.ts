import { z } from "zod";
import { ClearinghouseState } from "./clearinghouse.ts";
import { Fills } from "./fill.ts";
import { AllMids, AssetContext, Bbo, Candle, L2Book, Trades } from "./market.ts";
import { OrderUpdates } from "./orders.ts";
import { AddressText } from "./text.ts";
import { FundingRow } from "./user.ts";

function frame<C extends string, D extends z.ZodType>(channel: C, data: D) {
  return z.looseObject({ channel: z.literal(channel), data });
}

/** Every message of the socket that a follower may meet. */
export const Frame = z.discriminatedUnion("channel", [
  z.looseObject({ channel: z.literal("pong") }),
  frame("error", z.string()),
  frame(
    "subscriptionResponse",
    z.looseObject({
      method: z.enum(["subscribe", "unsubscribe"]),
      subscription: z.looseObject({ type: z.string() }),
    }),
  ),
  frame("userFills", z.looseObject({ user: AddressText, fills: Fills, isSnapshot: z.boolean().optional() })),
  frame("user", z.looseObject({ fills: Fills.optional() })),
  frame("orderUpdates", OrderUpdates),
  frame(
    "clearinghouseState",
    z.looseObject({ dex: z.string(), user: AddressText, clearinghouseState: ClearinghouseState }),
  ),
  frame(
    "userFundings",
    z.looseObject({ user: AddressText, fundings: z.array(FundingRow), isSnapshot: z.boolean().optional() }),
  ),
  frame("allMids", z.looseObject({ mids: AllMids })),
  frame("bbo", Bbo),
  frame("l2Book", L2Book),
  frame("trades", Trades),
  frame("activeAssetCtx", z.looseObject({ coin: z.string(), ctx: AssetContext })),
  frame("candle", Candle),
]);
export type Frame = z.infer<typeof Frame>;
