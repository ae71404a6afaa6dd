import { ZodError, z } from "zod";
import type { Exchange } from "../exchange.ts";
import { UNREADABLE, UnreadableRequest } from "../info/info-request.ts";
import type { Account } from "../accounts/account.ts";
import { readAgentName } from "../accounts/agents.ts";
import { AddressText } from "../wire/text.ts";
import { overAddressLimit } from "./address-limit.ts";
import { inDocumentedOrder } from "./documented-order.ts";
import { L1_ACTIONS } from "./actions.ts";
import { recoverActionSigner, recoverUserSigner, type UserSignedForm } from "./signing.ts";

const Hex = z.templateLiteral(["0x", z.string().regex(/^[0-9a-fA-F]{1,64}$/)]);

const Body = z.looseObject({
  action: z.looseObject({ type: z.string() }),
  nonce: z.number().int().nonnegative(),
  signature: z.object({ r: Hex, s: Hex, v: z.union([z.literal(27), z.literal(28)]) }),
  vaultAddress: AddressText.nullish(),
  expiresAfter: z.number().int().nonnegative().nullish(),
});
type Body = z.infer<typeof Body>;

/** Any object, its keys in the order in which they are. */
const Fields = z.custom<Record<string, unknown>>((value) => typeof value === "object" && value !== null);

const NewAgent = z.looseObject({
  type: z.literal("approveAgent"),
  agentAddress: AddressText,
  agentName: z.string().default(""),
});

const USER_SIGNED: Readonly<Record<string, UserSignedForm>> = {
  approveBuilderFee: {
    name: "ApproveBuilderFee",
    fields: [
      { name: "hyperliquidChain", type: "string" },
      { name: "maxFeeRate", type: "string" },
      { name: "builder", type: "address" },
      { name: "nonce", type: "uint64" },
    ],
  },
  approveAgent: {
    name: "ApproveAgent",
    fields: [
      { name: "hyperliquidChain", type: "string" },
      { name: "agentAddress", type: "address" },
      { name: "agentName", type: "string" },
      { name: "nonce", type: "uint64" },
    ],
  },
};

/** 1 and one more per 40 orders. */
export function exchangeWeight(body: Record<string, unknown> | undefined): number {
  const action = z.looseObject({ orders: z.array(z.unknown()) }).safeParse(body?.["action"]);
  return 1 + Math.floor((action.data?.orders.length ?? 0) / 40);
}

const err = (response: string) => ({ status: "err", response });

/** Answers `POST /exchange`. Throws UnreadableRequest for what does not have the expected form. */
export async function answerAction(exchange: Exchange, raw: Record<string, unknown>): Promise<unknown> {
  const parsed = Body.safeParse(raw);
  if (!parsed.success) throw new UnreadableRequest(UNREADABLE);
  const action = Fields.parse(inDocumentedOrder(raw["action"]));
  const body = parsed.data;
  const { type } = body.action;
  const form = Object.hasOwn(USER_SIGNED, type) ? USER_SIGNED[type] : undefined;
  if (form !== undefined) return answerUserSigned(exchange, body, action, form);
  const carryOut = Object.hasOwn(L1_ACTIONS, type) ? L1_ACTIONS[type] : undefined;
  if (carryOut === undefined) throw new UnreadableRequest(UNREADABLE);
  const signer = await recoverActionSigner(
    {
      action,
      nonce: body.nonce,
      vaultAddress: body.vaultAddress ?? undefined,
      expiresAfter: body.expiresAfter ?? undefined,
    },
    body.signature,
  );
  const owner = ownerOf(exchange, signer);
  if (owner === undefined) return err(`User or API Wallet ${signer} does not exist.`);
  const account = actingFor(exchange, owner, body.vaultAddress ?? undefined);
  if (account === undefined) return err(`Vault not registered: ${String(body.vaultAddress)}`);
  const refusal = exchange.nonces.take(signer, body.nonce, exchange.clock.stamp());
  if (refusal !== undefined) return err(refusal);
  if (typeof body.expiresAfter === "number" && body.expiresAfter < exchange.clock.stamp()) {
    return err(`Action expired: expiresAfter ${body.expiresAfter}`);
  }
  const beyond = overAddressLimit(account, action, exchange.clock.now());
  if (beyond !== undefined) return err(beyond);
  try {
    return carryOut(exchange, account, action);
  } catch (error) {
    if (error instanceof ZodError) throw new UnreadableRequest(UNREADABLE);
    throw error;
  }
}

async function answerUserSigned(
  exchange: Exchange,
  body: Body,
  action: Record<string, unknown>,
  form: UserSignedForm,
): Promise<unknown> {
  const signer = await recoverUserSigner(action, form, body.signature);
  const account = exchange.known(signer);
  if (account === undefined || account.transfers.length === 0) {
    return err(`Must deposit before performing actions. User: ${signer}`);
  }
  const refusal = exchange.nonces.take(signer, body.nonce, exchange.clock.stamp());
  if (refusal !== undefined) return err(refusal);
  exchange.recordedActions.push({ at: exchange.clock.now(), address: account.address, action });
  const agent = NewAgent.safeParse(action);
  if (agent.success)
    account.approveAgent(agent.data.agentAddress, readAgentName(agent.data.agentName), exchange.clock.now());
  return { status: "ok", response: { type: "default" } };
}

/** An account that once deposited signs for itself; an API wallet for the account that approved it. */
function ownerOf(exchange: Exchange, signer: string): Account | undefined {
  const own = exchange.known(signer);
  return own !== undefined && own.transfers.length > 0 ? own : exchange.ownerOfAgent(signer);
}

function actingFor(
  exchange: Exchange,
  owner: Account,
  vaultAddress: string | undefined,
): Account | undefined {
  if (vaultAddress === undefined) return owner;
  const other = exchange.known(vaultAddress);
  return other?.vault?.leader === owner.address || other?.master === owner.address ? other : undefined;
}
