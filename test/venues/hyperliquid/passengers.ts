import { z } from "zod";

const Cloid = z.string().regex(/^0x[0-9a-f]{32}$/);
const Order = z.strictObject({
  a: z.number(),
  b: z.boolean(),
  p: z.string(),
  s: z.string(),
  r: z.boolean(),
  t: z.union([
    z.strictObject({ limit: z.strictObject({ tif: z.literal("Ioc") }) }),
    z.strictObject({
      trigger: z.strictObject({ isMarket: z.literal(true), triggerPx: z.string(), tpsl: z.literal("sl") }),
    }),
  ]),
  c: Cloid,
});

/** The only acts that may ever leave, each with the only fields that it may have. */
const Act = z.strictObject({
  action: z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("order"), orders: z.tuple([Order]), grouping: z.literal("na") }),
    z.strictObject({
      type: z.literal("batchModify"),
      modifies: z.tuple([z.strictObject({ oid: Cloid, order: Order })]),
    }),
    z.strictObject({
      type: z.literal("cancelByCloid"),
      cancels: z.tuple([z.strictObject({ asset: z.number(), cloid: Cloid })]),
    }),
    z.strictObject({
      type: z.literal("updateLeverage"),
      asset: z.number(),
      isCross: z.boolean(),
      leverage: z.number().int(),
    }),
  ]),
  nonce: z.number().int(),
  signature: z.strictObject({ r: z.string(), s: z.string(), v: z.number() }),
  expiresAfter: z.number().int(),
});

/** Words of fees, referrals and broker codes, and of what cancels all orders. */
const FORBIDDEN = /builder|fee|referr|broker|\btag\b|ccxt|schedulecancel|vaultaddress/i;
/** ccxt's own builder. */
const CCXT_BUILDER = /0x6530512a6c89c7cfcebc3ba7fcd9ada5f30827a6/i;
/** Signatures and ids may spell anything: "…fee…" is hexadecimal too. */
const HEXADECIMAL = /0x[0-9a-f]+/gi;

/** A request that reached an exchange. */
interface Reached {
  readonly path: string;
  readonly type: string;
  readonly body: unknown;
}

/** What of the requests may not have been there, in words; empty when all were as they must be. */
export function passengersOf(requests: readonly Reached[]): string[] {
  return requests
    .filter(({ path }) => path !== "/info")
    .flatMap(({ path, type, body }) => {
      const found: string[] = [];
      if (path !== "/exchange") found.push(`${path} was called`);
      const text = JSON.stringify(body) ?? "";
      const word = CCXT_BUILDER.exec(text) ?? FORBIDDEN.exec(text.replaceAll(HEXADECIMAL, "0x"));
      if (word !== null) found.push(`${type} says “${word[0]}”`);
      const parsed = Act.safeParse(body);
      if (!parsed.success) found.push(`${type}: ${parsed.error.issues[0]?.message ?? "not understood"}`);
      return found;
    });
}
