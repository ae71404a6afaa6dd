import { z } from "zod";
import { DecimalString, decimal } from "../model/decimal.ts";
import { AccountId, ClientOrderId, InstrumentId, Millis } from "../model/identity.ts";
import { Side } from "../model/leader.ts";
import { LeverageSetting } from "../model/leverage-setting.ts";
import { RejectReason, VenueFill, VenueReport } from "../model/order.ts";

/** The rows of the paper account's own ledger. Times are the market's (our clock less its known offset). */
export const PaperAccountRow = z.object({
  accountId: AccountId,
  /** USD: the start balance plus realised results, less fees, plus or less funding. */
  cash: DecimalString,
  startBalance: DecimalString,
  /** When the account was created or last reset. */
  since: Millis,
  /** The newest full hour whose positions are noted for funding. */
  lastFundingHour: Millis,
  /** Up to here prices were checked for liquidation. */
  lastSeenAt: Millis,
  /** Running number of fills, never set back: fill ids stay unique across resets. */
  fillSequence: z.number().int().nonnegative(),
  /** What was set by request, by instrument. Absent in rows of before there was such a request. */
  leverages: z.record(InstrumentId, LeverageSetting).optional(),
});
export type PaperAccountRow = z.infer<typeof PaperAccountRow>;

const positive = DecimalString.refine((text) => decimal(text).gt(0), "must be above 0");

/** Key: instrument. A flat instrument has no row. */
export const PaperPosition = z.object({
  instrument: InstrumentId,
  /** Signed coins, never 0. */
  size: DecimalString.refine((text) => !decimal(text).isZero(), "must not be 0"),
  /** Average entry price, USD. */
  entryPrice: positive,
});
export type PaperPosition = z.infer<typeof PaperPosition>;

export const PaperOrderOutcome = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("done"),
    fills: z.array(VenueFill),
    unfilled: z.enum(["price-left-limit", "depth-ran-out"]).nullable(),
    /** Time of the book that it was matched against. */
    bookTime: Millis,
  }),
  z.object({ kind: z.literal("rejected"), reason: RejectReason, detail: z.string().max(500) }),
]);
export type PaperOrderOutcome = z.infer<typeof PaperOrderOutcome>;

/** Key: clientOrderId. What became of an order; kept for ORDER_RETENTION_MS. */
export const PaperOrder = z.object({
  clientOrderId: ClientOrderId,
  instrument: InstrumentId,
  side: Side,
  size: DecimalString,
  limitPrice: DecimalString,
  recordedAt: Millis,
  outcome: PaperOrderOutcome,
});
export type PaperOrder = z.infer<typeof PaperOrder>;

/** Key: clientOrderId. A protective stop that rests, or what became of it; ended ones are kept for ORDER_RETENTION_MS. */
export const PaperStop = z.object({
  clientOrderId: ClientOrderId,
  instrument: InstrumentId,
  side: Side,
  size: positive,
  triggerPrice: positive,
  limitPrice: positive,
  placedAt: Millis,
  state: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("resting") }),
    z.object({
      kind: z.literal("fired"),
      at: Millis,
      /** None where the price had left its limit. */
      fills: z.array(VenueFill),
      /** Time of the book that it was matched against; null when a price stood for it. */
      bookTime: Millis.nullable(),
    }),
    z.object({ kind: z.literal("cancelled"), at: Millis }),
  ]),
});
export type PaperStop = z.infer<typeof PaperStop>;

/** Key: id. Funding that an hour owes and that is not settled yet: the position as it stood at that hour. */
export const PaperFundingDue = z.object({
  /** `${hour}:${instrument}` */
  id: z.string().min(1).max(80),
  hour: Millis,
  instrument: InstrumentId,
  size: DecimalString,
});
export type PaperFundingDue = z.infer<typeof PaperFundingDue>;

/** Key: id. A report that no call asked for, kept until its receiver says that it is durable there. */
export const PaperNotice = z.object({
  /** `funding:${hour}:${instrument}` or `fills:${fill id}`, of the report's first row. */
  id: z.string().min(1).max(140),
  report: VenueReport.refine(
    (report): report is Extract<VenueReport, { kind: "funding" | "foreign-fills" }> =>
      report.kind === "funding" || report.kind === "foreign-fills",
    "only funding and foreign fills are told unasked",
  ),
});
export type PaperNotice = z.infer<typeof PaperNotice>;

/** How long an order or an ended stop can be looked up. An intent is settled within minutes; days cover a closed browser. */
export const ORDER_RETENTION_MS = 3 * 24 * 3_600_000;

/** The whole ledger as stored. Rows are not trusted: the venue parses each and refuses to trade on a bad one. */
export interface PaperRows {
  /** Undefined or null when no account was ever made. */
  readonly account: unknown;
  readonly positions: readonly unknown[];
  readonly orders: readonly unknown[];
  readonly stops: readonly unknown[];
  readonly fundingDue: readonly unknown[];
  readonly notices: readonly unknown[];
}

export interface RowChange<Row, Key> {
  /** Inserted, or replaced where the key exists. */
  readonly put: readonly Row[];
  readonly remove: readonly Key[];
}

export interface PaperChange {
  readonly account: PaperAccountRow;
  readonly positions: RowChange<PaperPosition, InstrumentId>;
  readonly orders: RowChange<PaperOrder, ClientOrderId>;
  readonly stops: RowChange<PaperStop, ClientOrderId>;
  readonly fundingDue: RowChange<PaperFundingDue, string>;
  readonly notices: RowChange<PaperNotice, string>;
}

/** Where the paper account's ledger is kept: one account, one store. */
export interface PaperStore {
  /** Reads all rows at one moment. Rejects when they cannot be read. */
  load(): Promise<PaperRows>;
  /** One atomic durable write of the whole change. After a rejection it may or may not be durable: the venue loads again. */
  apply(change: PaperChange): Promise<void>;
}
