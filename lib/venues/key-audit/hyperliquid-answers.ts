import { z } from "zod";
import { Address, Millis } from "../../model/identity.ts";

/**
 * The answers of `/info` that the audit reads; only the fields that are used. userRole: role "missing", "user" or
 * "vault", "agent" with data.user, "subAccount" with data.master (types of @nktkas/hyperliquid 0.32.2; "vault" is
 * recorded by the official Python SDK). Any other role is a word that we do not know, and is not refused here.
 */
export const RoleAnswer = z.looseObject({
  role: z.string().min(1).max(200),
  data: z.looseObject({ user: Address.optional(), master: Address.optional() }).optional(),
});

const AgentName = z.string().transform((name) => name.slice(0, 80));

/** extraAgents: the agents that have a name (recorded by the official Python SDK). */
export const ExtraAgents = z.array(
  z.looseObject({ address: Address, name: AgentName, validUntil: Millis.nullish() }),
);

/** webData2: the one agent without a name is told here alone. */
export const UnnamedAgent = z.looseObject({
  agentAddress: Address.nullish(),
  agentValidUntil: Millis.nullish(),
});
