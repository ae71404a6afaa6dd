import type { AccountKey, KeyFinding } from "../../model/account-key.ts";
import type { AuditResult } from "../../model/audit-result.ts";
import { type AccountId, type Address, ownerOf, realAccountId } from "../../model/identity.ts";
import { parseAnswer } from "../../model/parse-answer.ts";
import { type AskInfo, RequestError } from "../../model/request.ts";
import type { Secret } from "../../model/secret.ts";
import { addressOfKey } from "./address-of-key.ts";
import { ExtraAgents, RoleAnswer, UnnamedAgent } from "./hyperliquid-answers.ts";
import { judgeRights, type RightsVocabulary } from "./judge-rights.ts";
import type { KeyAudit } from "./key-audit.ts";
import { readConnection } from "./read-connection.ts";

/**
 * What the holder of a key may do, by the role that the exchange gives its address. An agent (API wallet) trades, and
 * can neither withdraw nor transfer (docs, "API wallets"). Every other holder owns what is there.
 */
const ROLES: RightsVocabulary = new Map([
  ["agent", ["read", "trade"]],
  ["user", ["read", "trade", "withdraw", "transfer"]],
  ["vault", ["read", "trade", "withdraw", "transfer"]],
  ["subAccount", ["read", "trade", "withdraw", "transfer"]],
  ["missing", []],
]);

/** The same findings in words that fit here better. */
const HERE: Partial<Record<KeyFinding, KeyFinding>> = {
  "can-withdraw": "main-wallet",
  "cannot-trade": "not-approved",
};

const ROLE_WEIGHT = 60;
const AGENTS_WEIGHT = 20;

type Refused = Extract<AuditResult, { ok: false }>;
type Approval = Pick<AccountKey, "agentName" | "validUntil">;

const refused = (finding: KeyFinding, detail: string | null = null): Refused => ({
  ok: false,
  finding,
  detail: detail?.slice(0, 500) ?? null,
});

/** A finding on the way, so that the questions can be asked one after the other. */
class Refusal extends Error {
  readonly result: Refused;
  constructor(result: Refused) {
    super(result.finding);
    this.result = result;
  }
}

/**
 * Asks what the API wallet is (`userRole`, weight 60), what the account is (60), and how long the approval lasts
 * (`extraAgents`, 20; for the agent without a name `webData2`, 20).
 */
export function createHyperliquidKeyAudit({ ask }: { readonly ask: AskInfo }): KeyAudit {
  async function roleOf(user: Address) {
    const { body } = await ask({ type: "userRole", user }, ROLE_WEIGHT);
    return parseAnswer(RoleAnswer, body, "userRole");
  }

  async function namedApproval(owner: Address, agent: Address): Promise<Approval | null> {
    const { body } = await ask({ type: "extraAgents", user: owner }, AGENTS_WEIGHT);
    const named = parseAnswer(ExtraAgents, body, "extraAgents").find((one) => one.address === agent);
    return named === undefined ? null : { agentName: named.name, validUntil: named.validUntil ?? null };
  }

  /** An address that is nobody's agent any more: the account's own list may still say that its time is over. */
  async function whyNotApproved(owner: Address, agent: Address, now: number): Promise<KeyFinding> {
    try {
      const approval = await namedApproval(owner, agent);
      return approval !== null && isOver(approval, now) ? "expired" : "not-approved";
    } catch (error) {
      // What the role said stands, whatever this question came to.
      if (error instanceof RequestError) return "not-approved";
      throw error;
    }
  }

  async function judgeAgent(owner: Address, agent: Address, now: number): Promise<void> {
    const { role, data } = await roleOf(agent);
    // Whoever names the API wallet itself as the account can still be told where it belongs.
    if (agent === owner && role !== "agent") throw new Refusal(refused("main-wallet"));
    const { finding, detail } = judgeRights([role], ROLES, { demo: false });
    if (finding !== null) {
      const own = HERE[finding];
      if (own === undefined) throw new Refusal(refused(finding, detail));
      throw new Refusal(refused(own === "not-approved" ? await whyNotApproved(owner, agent, now) : own));
    }
    if (data?.user === undefined) throw new Refusal(refused("rights-unreadable", "userRole: whose agent?"));
    if (data.user !== owner) throw new Refusal(refused("other-account", data.user));
  }

  async function judgeOwner(owner: Address): Promise<void> {
    const { role } = await roleOf(owner);
    if (role === "user") return;
    if (role === "missing") throw new Refusal(refused("unknown-account"));
    // A sub-account or a vault is traded in its master's name, which is not built.
    if (ROLES.has(role)) throw new Refusal(refused("unknown-account", `userRole: ${role}`));
    throw new Refusal(refused("rights-unreadable", `userRole: ${role}`));
  }

  async function approvalOf(owner: Address, agent: Address): Promise<Approval> {
    const named = await namedApproval(owner, agent);
    if (named !== null) return named;
    const { body } = await ask({ type: "webData2", user: owner }, AGENTS_WEIGHT);
    const unnamed = parseAnswer(UnnamedAgent, body, "webData2");
    if (unnamed.agentAddress !== agent) throw new Refusal(refused("not-approved"));
    return { agentName: null, validUntil: unnamed.agentValidUntil ?? null };
  }

  async function judge(owner: Address, agent: Address, secret: Secret, now: number): Promise<AuditResult> {
    try {
      await judgeAgent(owner, agent, now);
      await judgeOwner(owner);
      const approval = await approvalOf(owner, agent);
      if (isOver(approval, now)) return refused("expired");
      const key: AccountKey = { owner, agent, ...approval, checkedAt: now };
      return { ok: true, accountId: realAccountId("hyperliquid", owner), key, secret };
    } catch (error) {
      if (error instanceof Refusal) return error.result;
      if (error instanceof RequestError) return refused(findingOf(error), error.message);
      // Nobody rejects with anything else; whatever this is, the key was not judged.
      return refused("rights-unreadable", error instanceof Error ? error.message : String(error));
    }
  }

  return {
    async connect(pasted, now) {
      const read = readConnection(pasted);
      return read.ok ? judge(read.owner, read.agent, read.secret, now) : read;
    },
    async check(accountId: AccountId, secret, now) {
      const agent = addressOfKey(secret);
      return agent === null ? refused("no-key") : judge(ownerOf(accountId), agent, secret, now);
    },
  };
}

function isOver({ validUntil }: Approval, now: number): boolean {
  return validUntil !== null && validUntil <= now;
}

/** An exchange that is busy or down says nothing about the key; one that says no to the question leaves it unread. */
function findingOf({ problem }: RequestError): KeyFinding {
  return problem === "refused" || problem === "unreadable" ? "rights-unreadable" : "unreachable";
}
