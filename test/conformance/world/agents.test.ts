import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ExtraAgents, UserRole } from "../../world/wire/user.ts";
import type { World } from "../../world/world.ts";
import { sendAction, signAs } from "./signed-request.ts";
import { askInfo, startTrustedWorld } from "./trusted-world.ts";

const OWNER = "0x1111111111111111111111111111111111111111";
const SUB = "0x2222222222222222222222222222222222222222";
const VAULT = "0x3333333333333333333333333333333333333333";
const NOBODY = "0x4444444444444444444444444444444444444444";
const agent = privateKeyToAccount(generatePrivateKey());

let world: World;
beforeEach(async () => {
  world = await startTrustedWorld({
    seed: 9,
    leaders: [{ kind: "manual", address: VAULT, equity: "1000", vault: { name: "V" } }],
  });
  world.account(OWNER).deposit("1000");
});
afterEach(() => world.close());

const role = async (user: string) => UserRole.parse(await askInfo(world, { type: "userRole", user }));
const listed = async () => ExtraAgents.parse(await askInfo(world, { type: "extraAgents", user: OWNER }));
const noop = async () =>
  sendAction(world, await signAs(agent, { action: { type: "noop" }, nonce: Date.now() }));

test("an address is a user, an agent, a vault, a sub-account, or missing", async () => {
  world.account(OWNER).approveAgent(agent.address);
  world.account(SUB).belongTo(OWNER);
  world.account(NOBODY);
  expect(await Promise.all([OWNER, agent.address, VAULT, SUB, NOBODY].map(role))).toEqual([
    { role: "user" },
    { role: "agent", data: { user: OWNER } },
    { role: "vault" },
    { role: "subAccount", data: { master: OWNER } },
    { role: "missing" },
  ]);
  expect(await askInfo(world, { type: "subAccounts", user: OWNER })).toMatchObject([{ subAccountUser: SUB }]);
});

test("API wallets are listed with name and last moment, but for the one without a name", async () => {
  const validUntil = Date.now() + 1_000_000;
  world.account(OWNER).approveAgent(agent.address, { name: "pilotfish", validUntil });
  world.account(OWNER).approveAgent(NOBODY, { name: "" });
  world.account(OWNER).approveAgent(SUB, { name: "forever", validUntil: null });
  expect(await listed()).toEqual([
    { address: agent.address.toLowerCase(), name: "pilotfish", validUntil },
    { address: SUB, name: "forever", validUntil: null },
  ]);
});

test("an expired or removed API wallet is no signer any more", async () => {
  const unknown = `User or API Wallet ${agent.address.toLowerCase()} does not exist.`;
  world.account(OWNER).approveAgent(agent.address);
  expect(await noop()).toMatchObject({ status: "ok" });
  world.account(OWNER).expireAgent(agent.address);
  expect(await noop()).toEqual({ status: "err", response: unknown });
  expect(await role(agent.address)).toEqual({ role: "missing" });
  expect(await listed()).toHaveLength(1);
  world.unconfirmed.expiredAgents = "left-out";
  expect(await listed()).toEqual([]);
  world.account(OWNER).approveAgent(agent.address);
  expect(await noop()).toMatchObject({ status: "ok" });
  world.account(OWNER).revokeAgent(agent.address);
  expect(await noop()).toEqual({ status: "err", response: unknown });
});
