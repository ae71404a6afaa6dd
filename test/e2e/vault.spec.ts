import { expect, test } from "@playwright/test";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { VaultReply } from "../../lib/messages/vault-messages.ts";
import type { VaultMessage } from "../../lib/messages/vault-messages.ts";
import type { VaultStatus } from "../../lib/model/vault-status.ts";
import { Address, realAccountId } from "../../lib/model/identity.ts";
import { startWorld, type World } from "../world/world.ts";
import { leaderAddress, manual } from "./leaders.ts";
import { Stage } from "./stage.ts";
import { WorkerControl } from "./worker-control.ts";

const PASSPHRASE = "correct horse battery staple";
const OWNER = Address.parse(`0x${"7a".repeat(20)}`);
const ACCOUNT = realAccountId("hyperliquid", OWNER);
const KEY = generatePrivateKey();

let world: World;
let profile: string;
let stage: Stage;

test.beforeAll(async () => {
  profile = await mkdtemp(join(tmpdir(), "pilotfish-vault-"));
  world = await startWorld({ seed: 1, leaders: [manual(1)] });
  const owner = world.account(OWNER);
  owner.deposit("1000");
  owner.approveAgent(privateKeyToAccount(KEY).address, { name: "pilotfish" });
  stage = await Stage.at(world, { profile });
});
test.afterAll(async () => {
  await stage.close();
  await rm(profile, { recursive: true, force: true });
});

async function send(message: VaultMessage): Promise<VaultReply> {
  const script = `chrome.runtime.sendMessage(${JSON.stringify(message)})`;
  return VaultReply.parse(await stage.journal.page.evaluate(script));
}

/** What the views are told. */
async function status(): Promise<VaultStatus> {
  const [row] = await stage.journal.rows("vaultStatus");
  if (row === undefined) throw new Error("the views were told nothing");
  return row;
}

/** Waits until the engine knows that the account's orders can be signed, or why not. */
async function expectAccess(state: string): Promise<void> {
  const access = async () =>
    (await stage.journal.rows("accounts")).find(({ id }) => id === ACCOUNT)?.access.state;
  await expect.poll(access, { timeout: 15_000 }).toBe(state);
}

/** What a page's process may read of the extension's session storage: from the world of our own content script. */
async function readFromContentScript(): Promise<string> {
  const { page } = await stage.visit(`https://hypurrscan.io/address/${leaderAddress(1)}`);
  const devtools = await stage.browser.context.newCDPSession(page);
  const contexts: { readonly id: number; readonly origin: string }[] = [];
  devtools.on("Runtime.executionContextCreated", ({ context }) => contexts.push(context));
  await devtools.send("Runtime.enable");
  const ours = contexts.find(({ origin }) => origin.startsWith("chrome-extension://"));
  if (ours === undefined) throw new Error("there is no content script");
  const { result } = await devtools.send("Runtime.evaluate", {
    contextId: ours.id,
    expression:
      "chrome.storage.session.get(null).then((all) => JSON.stringify(all), (error) => error.message)",
    awaitPromise: true,
  });
  await page.close();
  return String(result.value);
}

/** The open data key, as the browser keeps it in memory. */
async function dataKey(): Promise<string> {
  const worker = await stage.browser.worker();
  const held: unknown = await worker.evaluate(
    "chrome.storage.session.get('vault').then(({ vault }) => vault.dataKey)",
  );
  expect(held).toMatch(/^[0-9a-f]{64}$/);
  return String(held);
}

/** Files of the profile that have one of the texts in them, as text of either width or as the bytes that it spells. */
async function filesWith(texts: readonly string[]): Promise<readonly string[]> {
  const sought = texts.flatMap((text) => {
    const digits = text.replace(/^0x/, "");
    const bytes = /^[0-9a-f]{64}$/.test(digits) ? [Buffer.from(digits, "hex")] : [];
    return [...bytes, Buffer.from(digits), Buffer.from(digits.toUpperCase()), Buffer.from(digits, "utf16le")];
  });
  const files = (await readdir(profile, { recursive: true, withFileTypes: true })).filter((file) =>
    file.isFile(),
  );
  const found: string[] = [];
  for (const file of files) {
    const path = join(file.parentPath, file.name);
    const content = await readFile(path);
    if (sought.some((one) => content.includes(one))) found.push(path);
  }
  return found;
}

test("the vault is made, takes a key, outlasts its worker but not the browser, and leaves no secret on the disk", async () => {
  expect(await send({ type: "create-vault", passphrase: PASSPHRASE })).toEqual({ ok: true });
  const connect: VaultMessage = { type: "connect-account", venue: "hyperliquid", address: OWNER, key: KEY };
  expect(await send(connect)).toEqual({ ok: true, accountId: ACCOUNT });
  expect(await stage.journal.rows("accounts")).toContainEqual(
    expect.objectContaining({ id: ACCOUNT, kind: "real" }),
  );
  expect(await status()).toMatchObject({ state: "unlocked", keys: 1 });
  await expectAccess("ready");
  expect(await readFromContentScript()).toContain("Access to storage is not allowed");

  const held = await dataKey();
  const worker = await WorkerControl.on(stage.journal.page);
  await worker.stop();
  // Nobody asks for the passphrase: the key is read, and audited.
  expect(await send({ type: "check-account", accountId: ACCOUNT })).toEqual({ ok: true, accountId: ACCOUNT });

  await stage.browser.close();
  expect(await filesWith([KEY, PASSPHRASE, held])).toEqual([]);
  // The search finds what is there.
  expect(await filesWith([OWNER])).not.toEqual([]);

  stage = await Stage.at(world, { profile });
  await expect.poll(async () => (await status()).state).toBe("locked");
  expect(await send({ type: "check-account", accountId: ACCOUNT })).toMatchObject({
    refusal: "vault-locked",
  });
  expect(await send({ type: "unlock-vault", passphrase: "something else" })).toMatchObject({
    refusal: "wrong-passphrase",
  });
  await expectAccess("locked");
  expect(await send({ type: "unlock-vault", passphrase: PASSPHRASE })).toEqual({ ok: true });
  await expectAccess("ready");
  expect(await send({ type: "check-account", accountId: ACCOUNT })).toEqual({ ok: true, accountId: ACCOUNT });
  expect(await send({ type: "lock-vault" })).toEqual({ ok: true });
  expect(await status()).toMatchObject({ state: "locked", keys: 1 });
  await expectAccess("locked");
});
