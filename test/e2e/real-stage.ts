import { expect, type Page } from "@playwright/test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { shortAddress } from "../../components/format/address.ts";
import type { FollowSettings } from "../../lib/model/follow-settings.ts";
import { Address, leaderIdOf, realAccountId } from "../../lib/model/identity.ts";
import { killBrowser } from "../browser/kill-browser.ts";
import type { AccountControl } from "../world/accounts/account-control.ts";
import { startWorld, type World } from "../world/world.ts";
import { manual } from "./leaders.ts";
import { Stage } from "./stage.ts";

export const PASSPHRASE = "correct horse battery staple";
/** USD on the customer's account at the exchange where nothing else is told. */
const DEPOSIT = "10000";

type Key = `0x${string}`;

/** What is typed on the accounts page to connect an account. */
interface Pasted {
  readonly address: string;
  readonly key: string;
}

/** A world with one customer, and a browser of his whose profile outlasts it. */
export class RealStage {
  readonly world: World;
  readonly mainKey: Key = generatePrivateKey();
  readonly owner: Address;
  readonly customer: AccountControl;
  readonly #profile: string;
  #stage: Stage | null = null;

  private constructor(world: World, profile: string, deposit: string) {
    this.world = world;
    this.#profile = profile;
    this.owner = Address.parse(privateKeyToAccount(this.mainKey).address.toLowerCase());
    this.customer = world.account(this.owner);
    this.customer.deposit(deposit);
  }

  /** With so many leaders who trade when told. */
  static async open(leaders: number, deposit = DEPOSIT): Promise<RealStage> {
    const world = await startWorld({
      seed: 4,
      leaders: Array.from({ length: leaders }, (_, n) => manual(n + 1)),
      // Boots within seconds of each other are more than the exchange allows an address; here it allows more.
      limits: { weightPerMinute: 12_000 },
    });
    const real = new RealStage(world, await mkdtemp(join(tmpdir(), "pilotfish-real-")), deposit);
    await real.openBrowser();
    return real;
  }

  get stage(): Stage {
    if (this.#stage === null) throw new Error("the browser is closed");
    return this.#stage;
  }

  get accountId() {
    return realAccountId("hyperliquid", this.owner);
  }

  async openBrowser(): Promise<void> {
    this.#stage = await Stage.at(this.world, { profile: this.#profile });
  }

  /** As a power cut would. */
  async killBrowser(): Promise<void> {
    await killBrowser(this.stage.browser);
    this.#stage = null;
  }

  async closeBrowser(): Promise<void> {
    await this.stage.browser.close();
    this.#stage = null;
  }

  async close(): Promise<void> {
    if (this.#stage !== null) await this.closeBrowser();
    await this.world.close();
    await rm(this.#profile, { recursive: true, force: true });
  }

  /** A new API wallet of the customer's. */
  newWallet(name: string, validUntil?: number): { readonly key: Key; readonly address: string } {
    const key = generatePrivateKey();
    const { address } = privateKeyToAccount(key);
    this.customer.approveAgent(address, { name, validUntil });
    return { key, address };
  }

  /** Makes the vault and connects the account without a page. */
  async connectAtOnce(): Promise<void> {
    const { journal } = this.stage;
    const { key } = this.newWallet("pilotfish");
    expect(await journal.sendVault({ type: "create-vault", passphrase: PASSPHRASE })).toEqual({ ok: true });
    const account = { venue: "hyperliquid", address: this.owner, key } as const;
    expect(await journal.sendVault({ type: "connect-account", ...account })).toMatchObject({ ok: true });
    await expect.poll(() => this.access(), { timeout: 10_000 }).toBe("ready");
    // Before it was read it has nothing that a follow could be given.
    await expect.poll(async () => (await this.#account())?.equity, { timeout: 10_000 }).toMatch(/^\d/);
  }

  /** Follows with real money without a page; answers the follow's id. */
  async followAtOnce(leader: Address, settings: FollowSettings): Promise<string> {
    const reply = await this.stage.journal.send({
      type: "start-follow",
      address: leader,
      accountId: this.accountId,
      settings,
      realMoney: { agreed: true, allocation: settings.allocation },
    });
    expect(reply).toEqual({ ok: true, followId: expect.any(String) });
    return this.mirroring(leader);
  }

  async openAccounts(): Promise<Page> {
    const page = await this.stage.browser.openExtensionPage("options.html");
    await expect(page.getByRole("heading", { name: "Connected accounts" })).toBeVisible();
    return page;
  }

  /** Types an account into the accounts page and presses the button. */
  async connect(page: Page, { address, key }: Pasted): Promise<void> {
    await page.getByRole("button", { name: "Connect an account" }).click();
    await page.getByLabel("Account address").fill(address);
    await page.getByLabel("API wallet key").fill(key);
    await page.getByRole("button", { name: "Check and connect" }).click();
  }

  async unlock(): Promise<void> {
    const page = await this.openAccounts();
    await page.getByLabel("Passphrase").fill(PASSPHRASE);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Encrypted vault, unlocked" })).toBeVisible();
    await page.close();
  }

  async lock(): Promise<void> {
    const page = await this.openAccounts();
    await page.getByRole("button", { name: "Lock now" }).click();
    await expect(page.getByRole("heading", { name: "Vault locked" })).toBeVisible();
    await page.close();
  }

  async access(): Promise<string | undefined> {
    return (await this.#account())?.access.state;
  }

  async #account() {
    const accounts = await this.stage.journal.rows("accounts");
    return accounts.find((one) => one.id === this.accountId);
  }

  /** The id of the follow of this leader that mirrors, as soon as it does. */
  async mirroring(leader: Address): Promise<string> {
    const mine = async () =>
      (await this.stage.journal.rows("follows")).find((one) => one.leaderId === leaderIdOf(leader));
    await expect
      .poll(async () => (await mine())?.status, { message: shortAddress(leader), timeout: 15_000 })
      .toBe("mirroring");
    return (await mine())?.id ?? "";
  }

  /** The customer's stops that rest at the exchange. */
  restingStops(coin: string) {
    return this.customer
      .orders()
      .filter((one) => one.coin === coin && one.trigger !== null && one.status === "open");
  }
}
