import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Address, realAccountId } from "../../../lib/model/identity.ts";
import { RequestError } from "../../../lib/model/request.ts";
import { Secret } from "../../../lib/model/secret.ts";
import { createKeyAudits } from "../../../lib/venues/key-audit/key-audits.ts";

const KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
const AGENT = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
const OWNER = Address.parse("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");
const OTHER = "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc";
const NOW = 1_750_000_000_000;

type Answers = Readonly<Record<string, unknown>>;

/** What the exchange says when all is well; by "type user". */
const WELL: Answers = {
  [`userRole ${AGENT}`]: { role: "agent", data: { user: OWNER } },
  [`userRole ${OWNER}`]: { role: "user" },
  [`extraAgents ${OWNER}`]: [{ name: "pilotfish", address: AGENT, validUntil: NOW + 1 }],
};

function exchange(answers: Answers) {
  const asked: string[] = [];
  const { hyperliquid: audit } = createKeyAudits({
    ask: async (request, weight) => {
      const question = `${String(request["type"])} ${String(request["user"])}`;
      asked.push(`${question} ${weight}`);
      const body = answers[question];
      if (body instanceof Error) throw body;
      if (body === undefined) throw new RequestError("refused", `HTTP 422: ${question}`);
      return { body, sentAt: NOW, receivedAt: NOW };
    },
  });
  return {
    asked,
    connect: (key = KEY, address: string = OWNER) => audit.connect({ key, address }, NOW),
    check: () => audit.check(realAccountId("hyperliquid", OWNER), new Secret(KEY), NOW),
  };
}

describe("an approved API wallet", () => {
  it("is taken, with its name and its last moment", async () => {
    const { connect, asked } = exchange(WELL);
    const result = await connect();
    expect(result).toMatchObject({
      ok: true,
      accountId: `hyperliquid:${OWNER}`,
      key: { owner: OWNER, agent: AGENT, agentName: "pilotfish", validUntil: NOW + 1, checkedAt: NOW },
    });
    expect(result.ok && result.secret.reveal()).toBe(KEY);
    expect(asked).toEqual([`userRole ${AGENT} 60`, `userRole ${OWNER} 60`, `extraAgents ${OWNER} 20`]);
  });

  it("is found without a name, too", async () => {
    const { connect, asked } = exchange({
      ...WELL,
      [`extraAgents ${OWNER}`]: [{ name: "another", address: OTHER, validUntil: NOW + 5 }],
      [`webData2 ${OWNER}`]: { agentAddress: AGENT, agentValidUntil: NOW + 9, clearinghouseState: {} },
    });
    expect(await connect()).toMatchObject({ ok: true, key: { agentName: null, validUntil: NOW + 9 } });
    expect(asked.at(-1)).toBe(`webData2 ${OWNER} 20`);
  });

  it("is judged by addresses in any letters", async () => {
    const { connect } = exchange({
      ...WELL,
      [`userRole ${AGENT}`]: { role: "agent", data: { user: OWNER.toUpperCase().replace("0X", "0x") } },
      [`extraAgents ${OWNER}`]: [{ name: "A", address: AGENT.toUpperCase().replace("0X", "0x") }],
    });
    expect(await connect()).toMatchObject({ ok: true, key: { validUntil: null } });
  });

  it("passes again when it is checked later", async () => {
    expect(await exchange(WELL).check()).toMatchObject({ ok: true, key: { agent: AGENT } });
  });
});

describe("a key is refused", () => {
  const without = { finding: undefined, detail: undefined };
  it.each<[string, Answers, { finding: string | undefined; detail?: unknown }]>([
    ["that is a main wallet's", { [`userRole ${AGENT}`]: { role: "user" } }, { finding: "main-wallet" }],
    ["that nobody approved", { [`userRole ${AGENT}`]: { role: "missing" } }, { finding: "not-approved" }],
    [
      "that is nobody's agent any more, where the account's list says that its time is over",
      {
        [`userRole ${AGENT}`]: { role: "missing" },
        [`extraAgents ${OWNER}`]: [{ name: "old", address: AGENT, validUntil: NOW }],
      },
      { finding: "expired" },
    ],
    [
      "that nobody approved, whatever the list's answer",
      {
        [`userRole ${AGENT}`]: { role: "missing" },
        [`extraAgents ${OWNER}`]: new RequestError("unreachable", "No answer."),
      },
      { finding: "not-approved" },
    ],
    [
      "that trades another account",
      { [`userRole ${AGENT}`]: { role: "agent", data: { user: OTHER } } },
      { finding: "other-account", detail: OTHER },
    ],
    [
      "whose role has no name that we know",
      { [`userRole ${AGENT}`]: { role: "superAgent", data: { user: OWNER } } },
      { finding: "right-unknown", detail: "superAgent" },
    ],
    [
      "whose role is called like a part of every object",
      { [`userRole ${AGENT}`]: { role: "constructor" } },
      { finding: "right-unknown" },
    ],
    [
      "whose account is unknown",
      { [`userRole ${OWNER}`]: { role: "missing" } },
      { finding: "unknown-account" },
    ],
    [
      "whose account is a vault",
      { [`userRole ${OWNER}`]: { role: "vault" } },
      { finding: "unknown-account" },
    ],
    [
      "whose account has a role that we do not know",
      { [`userRole ${OWNER}`]: { role: "hydra" } },
      { finding: "rights-unreadable" },
    ],
    [
      "that has expired this very moment",
      { [`extraAgents ${OWNER}`]: [{ name: "old", address: AGENT, validUntil: NOW }] },
      { finding: "expired" },
    ],
    [
      "without a name that has expired",
      {
        [`extraAgents ${OWNER}`]: [],
        [`webData2 ${OWNER}`]: { agentAddress: AGENT, agentValidUntil: NOW - 1 },
      },
      { finding: "expired" },
    ],
    [
      "that the account's own lists do not have",
      { [`extraAgents ${OWNER}`]: [], [`webData2 ${OWNER}`]: { agentAddress: null, agentValidUntil: null } },
      { finding: "not-approved" },
    ],
    [
      "whose list the exchange does not tell",
      { [`extraAgents ${OWNER}`]: [] },
      { finding: "rights-unreadable", detail: expect.stringContaining("webData2") },
    ],
    [
      "whose role is unreadable",
      { [`userRole ${AGENT}`]: { rolle: "agent" } },
      { finding: "rights-unreadable" },
    ],
    ["whose role is no object", { [`userRole ${AGENT}`]: null }, { finding: "rights-unreadable" }],
    [
      "that is an agent of nobody",
      { [`userRole ${AGENT}`]: { role: "agent" } },
      { finding: "rights-unreadable" },
    ],
    [
      "whose account's list is unreadable",
      { [`extraAgents ${OWNER}`]: [{ name: "x", address: AGENT, validUntil: "soon" }] },
      { finding: "rights-unreadable", detail: expect.stringContaining("validUntil") },
    ],
    ...(["unreachable", "server-error", "rate-limited"] as const).map(
      (problem): [string, Answers, { finding: string }] => [
        `for now, when the exchange is ${problem}`,
        { [`userRole ${OWNER}`]: new RequestError(problem, "No answer.") },
        { finding: "unreachable" },
      ],
    ),
  ])("%s", async (_what, more, expected) => {
    const { connect, check } = exchange({ ...WELL, ...more });
    const result = await connect();
    expect({ ...without, ...result }).toMatchObject({ ok: false, ...expected });
    expect(await check()).toEqual(result);
    expect(JSON.stringify(result)).not.toContain(KEY.slice(2));
  });

  it("whose owner is itself: a main wallet; where it is an API wallet, told whose", async () => {
    const named = { [`userRole ${AGENT}`]: { role: "user" } };
    expect(await exchange(named).connect(KEY, AGENT)).toMatchObject({ finding: "main-wallet" });
    expect(await exchange(WELL).connect(KEY, AGENT)).toMatchObject({
      finding: "other-account",
      detail: OWNER,
    });
  });

  it("without a question where what was typed is no key", async () => {
    const { connect, asked } = exchange(WELL);
    expect(await connect("nonsense")).toMatchObject({ ok: false, finding: "no-key" });
    expect(await connect(OWNER, KEY)).toMatchObject({ ok: false, finding: "swapped" });
    expect(asked).toEqual([]);
  });
});

describe("what the exchange was recorded to say", () => {
  function recorded(name: string): { request: Readonly<Record<string, unknown>>; response: unknown } {
    const file = new URL(`../../fixtures/hyperliquid-python-sdk/info/${name}.json`, import.meta.url);
    const [first] = JSON.parse(readFileSync(file, "utf8"));
    return first;
  }

  it("is understood: a list of agents, and a role", async () => {
    const agents = recorded("test_extra_agents").response;
    const role = recorded("test_user_role").response;
    const listed = exchange({
      ...WELL,
      [`extraAgents ${OWNER}`]: agents,
      [`webData2 ${OWNER}`]: { agentAddress: null },
    });
    expect(await listed.connect()).toMatchObject({ finding: "not-approved" });
    expect(await exchange({ ...WELL, [`userRole ${AGENT}`]: role }).connect()).toMatchObject({
      finding: "main-wallet",
    });
  });
});
