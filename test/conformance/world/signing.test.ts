import { describe, expect, test } from "vitest";
import { z } from "zod";
import { inDocumentedOrder } from "../../world/exchange-actions/documented-order.ts";
import { actionHash, recoverActionSigner, type Signature } from "../../world/exchange-actions/signing.ts";
import { readFixture } from "./recordings.ts";

const Hex = z.templateLiteral(["0x", z.string()]);
const SignatureText = z.object({ r: Hex, s: Hex, v: z.number() });
const Network = z.enum(["mainnet", "testnet"]);
const Action = z.record(z.string(), z.unknown());

const Generated = z.object({
  address: z.string(),
  nonce: z.number(),
  vault: z.string(),
  expiresAfter: z.number(),
  vectors: z.array(
    z.looseObject({
      name: z.string(),
      variant: z.enum(["plain", "vault", "expires", "vault+expires"]),
      network: Network,
      action: Action,
      connectionId: Hex,
      signature: SignatureText,
    }),
  ),
});

const Official = z.looseObject({
  vectors: z.array(
    z.looseObject({
      name: z.string(),
      action: Action,
      nonce: z.number(),
      vaultAddress: z.string().nullish(),
      connectionId: Hex.optional(),
      mainnet: SignatureText.optional(),
      testnet: SignatureText.optional(),
    }),
  ),
});

describe("signatures of L1 actions", () => {
  const generated = Generated.parse(readFixture("hyperliquid-signing/l1_vectors_generated.json"));
  const { address, nonce, vault, expiresAfter } = generated;

  test("80 vectors that two foreign clients agree on", async () => {
    expect(generated.vectors).toHaveLength(80);
    for (const vector of generated.vectors) {
      const signed = {
        action: vector.action,
        nonce,
        vaultAddress: vector.variant.includes("vault") ? vault : undefined,
        expiresAfter: vector.variant.includes("expires") ? expiresAfter : undefined,
      };
      expect({ ...vector, connectionId: actionHash(signed) }).toEqual(vector);
      expect(JSON.stringify(inDocumentedOrder(vector.action))).toBe(JSON.stringify(vector.action));
      const signer = await recoverActionSigner(signed, vector.signature, vector.network);
      expect(signer).toBe(address.toLowerCase());
    }
  });

  test("the official SDK's vectors", async () => {
    const official = Official.parse(readFixture("hyperliquid-signing/python_sdk_signing_test_vectors.json"));
    let checked = 0;
    for (const { action, nonce: at, vaultAddress, connectionId, mainnet, testnet } of official.vectors) {
      const signed = { action, nonce: at, vaultAddress: vaultAddress ?? undefined };
      if (connectionId !== undefined) expect(actionHash(signed)).toBe(connectionId);
      const signatures: [Signature | undefined, "mainnet" | "testnet"][] = [
        [mainnet, "mainnet"],
        [testnet, "testnet"],
      ];
      for (const [signature, network] of signatures) {
        if (signature === undefined) continue;
        expect(await recoverActionSigner(signed, signature, network)).toBe(address.toLowerCase());
        checked += 1;
      }
    }
    expect(checked).toBe(14);
  });

  test("a changed action recovers to somebody else", async () => {
    const [vector] = generated.vectors;
    if (vector === undefined) throw new Error("no vectors");
    const signed = { action: { ...vector.action, grouping: "normalTpsl" }, nonce };
    expect(await recoverActionSigner(signed, vector.signature)).not.toBe(address.toLowerCase());
  });
});
