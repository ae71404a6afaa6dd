/** An API wallet of an account. Address in lower case. */
export interface Agent {
  readonly address: string;
  /** "" is the one without a name, which `extraAgents` does not list. */
  readonly name: string;
  /** Its last valid moment, ms; null: it does not expire. */
  readonly validUntil: number | null;
}

export interface AgentTerms {
  readonly name?: string | undefined;
  /** ms; null: it does not expire; absent: as long as the exchange grants by itself. */
  readonly validUntil?: number | null | undefined;
}

const AGENT_LIFE_MS = 90 * 86_400_000;

export function isValid(agent: Agent, now: number): boolean {
  return agent.validUntil === null || agent.validUntil > now;
}

/** The list with one more; it takes the place of the one that had its name. */
export function withAgent(
  agents: readonly Agent[],
  agentAddress: string,
  { name = "agent", validUntil }: AgentTerms,
  now: number,
): readonly Agent[] {
  const address = agentAddress.toLowerCase();
  const others = agents.filter((agent) => agent.address !== address && agent.name !== name);
  return [
    ...others,
    { address, name, validUntil: validUntil === undefined ? now + AGENT_LIFE_MS : validUntil },
  ];
}

/** "bot valid_until 1795348800000": the name of an `approveAgent` action may end with the moment of its expiry. */
export function readAgentName(text: string): AgentTerms {
  const [, name, until] = /^(.*?) ?valid_until (\d+)$/.exec(text) ?? [];
  return name === undefined ? { name: text } : { name, validUntil: Number(until) };
}
