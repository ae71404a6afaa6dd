import { describe, expect, test } from "vitest";
import { z } from "zod";
import { decimalString } from "../../../lib/model/decimal.ts";
import { ClientOrderId } from "../../../lib/model/identity.ts";
import { Secret } from "../../../lib/model/secret.ts";
import { cancelling, placing, settingLeverage } from "../../../lib/venues/hyperliquid/actions.ts";
import { buildOrder } from "../../../lib/venues/hyperliquid/build-order.ts";
import { type Action, createSigner } from "../../../lib/venues/hyperliquid/signer.ts";
import { readFixture } from "../../conformance/world/recordings.ts";
import { assetAt } from "./assets.ts";

const Vectors = z.object({
  privateKey: z.string(),
  nonce: z.number(),
  expiresAfter: z.number(),
  vectors: z.array(
    z.object({
      name: z.string(),
      variant: z.string(),
      network: z.enum(["mainnet", "testnet"]),
      action: z.record(z.string(), z.unknown()),
      signature: z.object({ r: z.string(), s: z.string(), v: z.number() }),
    }),
  ),
});
const { privateKey, nonce, expiresAfter, vectors } = Vectors.parse(
  readFixture("hyperliquid-signing/l1_vectors_generated.json"),
);
const secret = new Secret(privateKey);
const CLOID = ClientOrderId.parse("0x1234567890abcdef1234567890abcdef");

/** The vectors' acts as our own code makes them. */
const OURS: Readonly<Record<string, () => Action>> = {
  order_ioc_sell_reduceonly_cloid: () => {
    const signer = createSigner("mainnet");
    const order = buildOrder(signer, assetAt(4, 4), {
      clientOrderId: CLOID,
      side: "sell",
      size: decimalString("0.25"),
      limitPrice: decimalString("3401.2"),
      reduceOnly: true,
      triggerPrice: null,
    });
    if ("reason" in order) throw new Error(order.detail);
    return placing(order);
  },
  cancelByCloid: () => cancelling(0, CLOID),
  updateLeverage_cross: () => settingLeverage(0, { times: 10, marginMode: "cross" }),
  updateLeverage_isolated: () => settingLeverage(110_000, { times: 3, marginMode: "isolated" }),
};

describe("the signer", () => {
  test("signs as two foreign clients do, expiry included, on both chains", () => {
    const expiring = vectors.filter(({ variant }) => variant === "expires");
    expect(expiring).toHaveLength(20);
    for (const { action, network, signature } of expiring) {
      const signed = createSigner(network).sign(action, nonce, expiresAfter, secret);
      expect(signed).toEqual({ action, nonce, signature, expiresAfter });
    }
  });

  test.each(Object.entries(OURS))("%s is made with the keys in the order that is signed", (name, make) => {
    const vector = vectors.find((v) => v.name === name && v.variant === "expires" && v.network === "mainnet");
    if (vector === undefined) throw new Error(`no vector ${name}`);
    expect(JSON.stringify(make())).toBe(JSON.stringify(vector.action));
    expect(createSigner("mainnet").sign(make(), nonce, expiresAfter, secret).signature).toEqual(
      vector.signature,
    );
  });

  test("a stop is a reduce-only trigger order that becomes an immediate limit order", () => {
    const order = buildOrder(createSigner("mainnet"), assetAt(1, 4), {
      clientOrderId: CLOID,
      side: "sell",
      size: decimalString("0.5"),
      limitPrice: decimalString("3000"),
      reduceOnly: true,
      triggerPrice: decimalString("3100"),
    });
    const vector = vectors.find((v) => v.name === "order_trigger_sl");
    const [expected] = z.array(z.object({}).loose()).parse(vector?.action["orders"]);
    expect(JSON.stringify(order)).toBe(JSON.stringify({ ...expected, c: CLOID }));
  });

  test("a key that cannot sign is not quoted, and none is kept", () => {
    const signer = createSigner("mainnet");
    const wrong = new Secret("0xnot-a-key-but-pasted-as-one");
    const act = settingLeverage(0, { times: 10, marginMode: "cross" });
    expect(() => signer.sign(act, nonce, expiresAfter, wrong)).toThrow(/^It could not be signed\.$/);
    signer.sign(act, nonce, expiresAfter, secret);
    expect(JSON.stringify(signer)).not.toContain(privateKey.slice(2));
  });
});
