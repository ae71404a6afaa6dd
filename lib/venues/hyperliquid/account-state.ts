import type { VenueReport } from "../../model/order.ts";
import type { VenuePosition } from "../../model/account.ts";
import { type Decimal, type DecimalString, decimal } from "../../model/decimal.ts";
import { InstrumentId } from "../../model/identity.ts";
import { parseAnswer } from "../../model/parse-answer.ts";
import { RequestError } from "../../model/request.ts";
import { AccountStateAnswer, OpenOrdersAnswer, type WireFill, isMainDexPerp } from "./account-answers.ts";
import { clientOrderIdOf } from "./venue-fill-of.ts";

type AccountRead = Extract<VenueReport, { kind: "account-read" }>;

interface AccountState {
  /** The moment it is of, venue's time. */
  readonly time: number;
  readonly equity: DecimalString;
  readonly positions: readonly VenuePosition[];
  readonly leverages: AccountRead["leverages"];
}

/** Reads a `clearinghouseState` answer. Throws a RequestError where it is of no form that can be traded with. */
export function accountStateOf(body: unknown): AccountState {
  const state = parseAnswer(AccountStateAnswer, body, "clearinghouseState");
  const positions: VenuePosition[] = [];
  const leverages: AccountRead["leverages"] = [];
  for (const { type, position } of state.assetPositions) {
    if (type !== "oneWay")
      throw new RequestError(
        "unreadable",
        `The account holds ${position.coin} in the position mode "${type}". Only the one-way mode can be mirrored to.`,
      );
    if (position.entryPx === null || decimal(position.szi).isZero()) continue;
    const instrument = position.coin;
    positions.push({
      instrument,
      size: position.szi,
      entryPrice: position.entryPx,
      liquidationPrice: position.liquidationPx,
    });
    const { type: marginMode, value: times } = position.leverage;
    if ((marginMode === "cross" || marginMode === "isolated") && Number.isInteger(times))
      leverages.push({ instrument, setting: { times, marginMode } });
  }
  return { time: state.time, equity: state.marginSummary.accountValue, positions, leverages };
}

/** Reads a `frontendOpenOrders` answer: what rests on perpetuals of the main dex. */
export function openOrdersOf(body: unknown): AccountRead["openOrders"] {
  return parseAnswer(OpenOrdersAnswer, body, "frontendOpenOrders")
    .filter(({ coin }) => isMainDexPerp(coin))
    .map((order) => ({
      clientOrderId: clientOrderIdOf(order),
      instrument: InstrumentId.parse(order.coin),
      // A take-profit waits for a price, too, but protects nothing.
      stop:
        order.isTrigger && order.orderType.startsWith("Stop")
          ? {
              side: order.side === "B" ? "buy" : "sell",
              size: order.sz,
              triggerPrice: order.triggerPx,
              limitPrice: order.limitPx,
              reduceOnly: order.reduceOnly,
            }
          : null,
    }));
}

/**
 * True when the newest fill of each instrument leaves just what is held there: then none of the newest is missing, and
 * fills and positions are of one moment. Within a millisecond any of the fills may have been the last.
 */
export function endInPositions(fills: readonly WireFill[], positions: readonly VenuePosition[]): boolean {
  const newest = new Map<string, WireFill[]>();
  for (const fill of fills) {
    const known = newest.get(fill.coin) ?? [];
    const time = known[0]?.time ?? 0;
    if (fill.time > time) newest.set(fill.coin, [fill]);
    else if (fill.time === time) newest.set(fill.coin, [...known, fill]);
  }
  return [...newest].every(([coin, candidates]) => {
    const held = positions.find(({ instrument }) => instrument === coin)?.size ?? "0";
    return candidates.some((fill) => positionAfter(fill).eq(held));
  });
}

/** Whether each fill of one instrument begins at the position at which the one before it ended: none is missing between. */
export function isChain(fills: readonly WireFill[]): boolean {
  return fills.every((fill, index) => {
    const before = fills[index - 1];
    return before === undefined || positionAfter(before).eq(fill.startPosition);
  });
}

/** Signed coins. */
function positionAfter({ startPosition, side, sz }: WireFill): Decimal {
  const start = decimal(startPosition);
  return side === "B" ? start.plus(sz) : start.minus(sz);
}
