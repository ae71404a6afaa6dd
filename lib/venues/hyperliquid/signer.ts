import HyperliquidClass from "#ccxt/hyperliquid.js";
import { z } from "zod";
import { Secret } from "../../model/secret.ts";
import { takeOffline } from "../ccxt/offline-exchange.ts";
import type { OrderTerms } from "./order-terms.ts";
import type { SignedAct, VenueAsset } from "./ports.ts";

/** An act before it is signed; its keys in the order in which they are signed. */
export type Action = SignedAct["action"];

/** 32 bytes; ccxt leaves out zeros at the beginning, which other clients write. */
const Word = z
  .string()
  .regex(/^0x[0-9a-f]{1,64}$/)
  .transform((hex) => `0x${hex.slice(2).padStart(64, "0")}`);
const Signature = z.object({ r: Word, s: Word, v: z.union([z.literal(27), z.literal(28)]) });

/** No wallet's key. */
const NOBODY = new Secret("1".repeat(64));
const SOME_TIME = 1_700_000_000_000;

/** Builds orders and signs acts; knows no network and keeps no key. */
export interface Signer {
  /** One order as ccxt makes it. Throws where it refuses the size. */
  order(asset: VenueAsset, terms: OrderTerms): unknown;
  /**
   * Signs an act with the API wallet's key (docs, "Signing", L1 actions). `expiresAfter` is the venue's time, ms.
   * Throws an Error without the key's or the library's words.
   */
  sign(action: Action, nonce: number, expiresAfter: number, secret: Secret): SignedAct;
  /** Signs nothing with nobody's key: the first signature of a worker's life takes 0.2 s, the later ones 8 ms. */
  warmUp(): void;
}

export function createSigner(network: "mainnet" | "testnet"): Signer {
  const ccxt = takeOffline(new HyperliquidClass({ enableRateLimit: false }));
  // Decides the chain that is signed for; the hosts that it switches besides are never called.
  ccxt.setSandboxMode(network === "testnet");

  const signer: Signer = {
    order(asset, terms) {
      const symbol = `${asset.instrument.id}/USDC:USDC`;
      ccxt.markets = { [symbol]: marketOf(symbol, asset) };
      const { clientOrderId, reduceOnly, triggerPrice, side, size, limitPrice } = terms;
      const common = { clientOrderId, reduceOnly };
      return triggerPrice === null
        ? ccxt.createOrderRequest(symbol, "limit", side, size, limitPrice, { ...common, timeInForce: "ioc" })
        : // A market order's price is worsened by the slippage: with none of it the limit stays as it is.
          ccxt.createOrderRequest(symbol, "market", side, size, limitPrice, {
            ...common,
            slippage: "0",
            triggerPrice,
          });
    },

    sign(action, nonce, expiresAfter, secret) {
      ccxt.privateKey = secret.reveal();
      try {
        const signature = Signature.parse(ccxt.signL1Action(action, nonce, undefined, expiresAfter));
        return { action, nonce, signature, expiresAfter };
      } catch {
        // The libraries' own words may quote what they were given.
        throw new Error("It could not be signed.");
      } finally {
        ccxt.privateKey = "";
      }
    },

    warmUp() {
      signer.sign({ type: "noop" }, SOME_TIME, SOME_TIME, NOBODY);
    },
  };
  return signer;
}

/** What ccxt's order builder reads of a market. */
function marketOf(symbol: string, asset: VenueAsset): object {
  return {
    id: asset.instrument.id,
    symbol,
    baseId: String(asset.index),
    spot: false,
    swap: true,
    precision: { amount: Number(asset.instrument.lotSize) },
  };
}
