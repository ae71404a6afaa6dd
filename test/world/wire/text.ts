import { z } from "zod";

/** A number as the exchange writes it: decimal text, never an exponent. */
export const NumberText = z.string().regex(/^-?\d+(\.\d+)?$/);
export const AddressText = z.string().regex(/^0x[0-9a-fA-F]{40}$/);
export const HashText = z.string().regex(/^0x[0-9a-f]{64}$/);
export const CloidText = z.string().regex(/^0x[0-9a-f]{32}$/);
/** ms since the epoch. */
export const Time = z.number().int().positive();
export const Side = z.enum(["A", "B"]);
