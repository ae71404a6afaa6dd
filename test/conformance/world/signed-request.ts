import type { PrivateKeyAccount } from "viem/accounts";
import { actionHash, type SignedAction } from "../../world/exchange-actions/signing.ts";
import { ExchangeAnswer } from "../../world/wire/exchange-answer.ts";
import type { World } from "../../world/world.ts";

/** The body of a signed request. */
export async function signAs(signer: PrivateKeyAccount, request: SignedAction): Promise<object> {
  const signature = await signer.signTypedData({
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
    message: { source: "a", connectionId: actionHash(request) },
  });
  const parts = {
    r: signature.slice(0, 66),
    s: `0x${signature.slice(66, 130)}`,
    v: Number.parseInt(signature.slice(130), 16),
  };
  return { ...request, signature: parts };
}

/** `POST /exchange`; rejects when no answer comes in time and when it has not its form. */
export async function sendAction(world: World, body: object, patienceMs = 5_000): Promise<ExchangeAnswer> {
  const response = await fetch(`https://127.0.0.1:${world.port}/exchange`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(patienceMs),
  });
  return ExchangeAnswer.parse(await response.json());
}
