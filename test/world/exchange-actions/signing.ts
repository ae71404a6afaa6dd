import { encode } from "@msgpack/msgpack";
import {
  bytesToHex,
  concatBytes,
  hexToBytes,
  keccak256,
  numberToBytes,
  recoverTypedDataAddress,
  type Hex,
} from "viem";

export interface Signature {
  readonly r: Hex;
  readonly s: Hex;
  readonly v: number;
}

export interface SignedAction {
  /** Its keys in the order in which they count. */
  readonly action: Record<string, unknown>;
  readonly nonce: number;
  readonly vaultAddress?: string | undefined;
  readonly expiresAfter?: number | undefined;
}

function eightBytes(value: number): Uint8Array {
  return numberToBytes(value, { size: 8 });
}

/** The connection id of an L1 action: keccak of msgpack(action), nonce, vault and expiry. */
export function actionHash({ action, nonce, vaultAddress, expiresAfter }: SignedAction): Hex {
  const parts = [encode(action), eightBytes(nonce)];
  if (vaultAddress === undefined) parts.push(new Uint8Array([0]));
  else parts.push(new Uint8Array([1]), hexToBytes(vaultAddress.toLowerCase() as Hex));
  if (expiresAfter !== undefined) parts.push(new Uint8Array([0]), eightBytes(expiresAfter));
  return keccak256(bytesToHex(concatBytes(parts)));
}

function serialised({ r, s, v }: Signature): Hex {
  const word = (hex: Hex) => hex.slice(2).padStart(64, "0");
  return `0x${word(r)}${word(s)}${v.toString(16).padStart(2, "0")}`;
}

/** Who signed an L1 action, lower case. A wrong hash yields some other address, as on the exchange. */
export async function recoverActionSigner(
  signed: SignedAction,
  signature: Signature,
  network: "mainnet" | "testnet" = "mainnet",
): Promise<string> {
  const address = await recoverTypedDataAddress({
    domain: {
      name: "Exchange",
      version: "1",
      chainId: 1337,
      verifyingContract: "0x0000000000000000000000000000000000000000",
    },
    types: {
      Agent: [
        { name: "source", type: "string" },
        { name: "connectionId", type: "bytes32" },
      ],
    },
    primaryType: "Agent",
    message: { source: network === "mainnet" ? "a" : "b", connectionId: actionHash(signed) },
    signature: serialised(signature),
  });
  return address.toLowerCase();
}

export interface UserSignedForm {
  /** "ApproveAgent" and the like. */
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly type: string }[];
}

/** Who signed an action that only the owner's own key may sign, lower case. */
export async function recoverUserSigner(
  action: Record<string, unknown>,
  form: UserSignedForm,
  signature: Signature,
): Promise<string> {
  const primaryType = `HyperliquidTransaction:${form.name}`;
  const address = await recoverTypedDataAddress({
    domain: {
      name: "HyperliquidSignTransaction",
      version: "1",
      chainId: Number(action["signatureChainId"]),
      verifyingContract: "0x0000000000000000000000000000000000000000",
    },
    types: { [primaryType]: form.fields },
    primaryType,
    message: action,
    signature: serialised(signature),
  });
  return address.toLowerCase();
}
