import { z } from "zod";
import { Figure, decimal } from "./decimal.ts";

/** An amount that the user sets, up to a billion: its products with a leader's figures stay rows that can be read. */
function positive(what: string) {
  return Figure.refine((text) => decimal(text).gt(0), `${what} must be above 0.`).refine(
    (text) => decimal(text).lte(1_000_000_000),
    `${what} is at most a billion.`,
  );
}

/** USD that a follow may work with: an amount, or a share of its account's equity when growth is judged. */
export const Allocation = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("amount"), amount: positive("The allocation") }),
  z.object({
    kind: z.literal("share"),
    percent: z.number().min(0.001, "At least 0.001 %.").max(100, "At most 100 %."),
  }),
]);
export type Allocation = z.infer<typeof Allocation>;

/** How a leader's growth becomes the follow's. The multiplier comes on top of each. */
export const Sizing = z.discriminatedUnion("kind", [
  /** allocation / leader's equity at the moment of the growth. */
  z.object({ kind: z.literal("equity-proportional") }),
  /** A constant: own coins per leader's coin. */
  z.object({ kind: z.literal("fixed-ratio"), ratio: positive("The ratio") }),
  /** Notional in USD for a whole position, whatever the leader's size. */
  z.object({ kind: z.literal("fixed-amount"), amount: positive("The amount") }),
  /** As fixed-amount, with margin (USD) times the follow's leverage in that instrument as the amount. */
  z.object({ kind: z.literal("fixed-margin"), margin: positive("The margin") }),
]);
export type Sizing = z.infer<typeof Sizing>;

const times = z.number().min(1, "At least 1x.").max(50, "At most 50x.");

/**
 * The leverage that is set for an instrument at the venue: as the leader has it, always the same, or as the
 * leader but at most so much. Never above the instrument's own highest.
 */
export const LeverageRule = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("leader") }),
  z.object({ kind: z.literal("fixed"), times }),
  z.object({ kind: z.literal("capped"), times }),
]);
export type LeverageRule = z.infer<typeof LeverageRule>;

export const MarginModeRule = z.enum(["cross", "isolated", "leader"]);
export type MarginModeRule = z.infer<typeof MarginModeRule>;

/** same: long when he is long. reverse: short when he is long. */
export const Direction = z.enum(["same", "reverse"]);
export type Direction = z.infer<typeof Direction>;

/** Which sides the follow's own positions may have. */
export const Sides = z.enum(["both", "long", "short"]);
export type Sides = z.infer<typeof Sides>;

/**
 * What stood before the follow began: not copied; copied where the price is now better for us than the leader's
 * entry; or all copied. What is not copied is the baseline.
 */
export const ExistingPositions = z.enum(["none", "better", "all"]);
export type ExistingPositions = z.infer<typeof ExistingPositions>;

/** What becomes of growth that is worth less than the venue's smallest order. */
export const BelowMinimum = z.enum(["wait", "forgo", "raise"]);
export type BelowMinimum = z.infer<typeof BelowMinimum>;

export { positive };
