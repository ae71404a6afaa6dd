import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import type { Account } from "../../lib/model/account.ts";
import type { FollowSettings } from "../../lib/model/follow-settings.ts";
import { type AccountId, Address, realAccountId } from "../../lib/model/identity.ts";
import { type ExtensionBrowser, launchExtensionBrowser } from "../browser/extension-browser.ts";
import { killBrowser } from "../browser/kill-browser.ts";
import { JournalProbe } from "../e2e/journal-probe.ts";
import { WorkerControl } from "../e2e/worker-control.ts";
import type { AccountControl } from "../world/accounts/account-control.ts";
import type { World } from "../world/world.ts";
import { waitUntil } from "./wait-until.ts";

const PASSPHRASE = "correct horse battery staple";
/** USD; several times what the follows together may hold. */
const DEPOSIT = "20000";
const READY_MS = 20_000;

interface Sitting {
  readonly browser: ExtensionBrowser;
  readonly probe: JournalProbe;
  readonly worker: WorkerControl;
}

/** A customer of the exchange with money there, and a browser of his whose profile outlasts it. */
export class CustomerSeat {
  readonly world: World;
  readonly owner: Address;
  readonly customer: AccountControl;
  readonly accountId: AccountId;
  readonly #profile: string;
  readonly #headless: boolean;
  #sitting: Sitting;

  private constructor(world: World, owner: Address, profile: string, headless: boolean, sitting: Sitting) {
    this.world = world;
    this.owner = owner;
    this.customer = world.account(owner);
    this.customer.deposit(DEPOSIT);
    this.accountId = realAccountId("hyperliquid", owner);
    this.#profile = profile;
    this.#headless = headless;
    this.#sitting = sitting;
  }

  static async open(world: World, headless: boolean): Promise<CustomerSeat> {
    const owner = Address.parse(privateKeyToAccount(generatePrivateKey()).address.toLowerCase());
    const profile = await mkdtemp(join(tmpdir(), "pilotfish-kill-"));
    return new CustomerSeat(world, owner, profile, headless, await sitDown(world, profile, headless));
  }

  get probe(): JournalProbe {
    return this.#sitting.probe;
  }

  get worker(): WorkerControl {
    return this.#sitting.worker;
  }

  /** Makes a vault and puts the key of a new API wallet into it. */
  async connect(): Promise<void> {
    const key = generatePrivateKey();
    this.customer.approveAgent(privateKeyToAccount(key).address, { name: "pilotfish" });
    await this.#aboutKeys({ type: "create-vault", passphrase: PASSPHRASE });
    await this.#aboutKeys({ type: "connect-account", venue: "hyperliquid", address: this.owner, key });
    await this.ready();
    // Before it was read it has nothing that a follow could be given.
    await waitUntil("the account was not read within 20 s", READY_MS, async () => {
      return (await this.#account())?.equity !== null;
    });
  }

  /** Follows with real money, as after the statement was ticked. */
  async follow(address: Address, settings: FollowSettings): Promise<void> {
    const reply = await this.probe.send({
      type: "start-follow",
      address,
      accountId: this.accountId,
      settings,
      realMoney: { agreed: true, allocation: settings.allocation },
    });
    if (!reply.ok)
      throw new Error(`${address} could not be followed: ${reply.refusal} ${reply.detail ?? ""}`);
  }

  /** Whether orders can be signed. */
  async access(): Promise<string | undefined> {
    return (await this.#account())?.access.state;
  }

  async #account(): Promise<Account | undefined> {
    const accounts = await this.probe.rows("accounts");
    return accounts.find(({ id }) => id === this.accountId);
  }

  /** Rejects where orders cannot be signed within 20 s, without a passphrase. */
  async ready(): Promise<void> {
    await waitUntil("orders cannot be signed within 20 s", READY_MS, async () => {
      const [vault] = await this.probe.rows("vaultStatus");
      return vault?.state === "unlocked" && (await this.access()) === "ready";
    });
  }

  /** The whole browser ends as by a power cut, and is started again. */
  async cutPower(): Promise<void> {
    await killBrowser(this.#sitting.browser);
    this.#sitting = await sitDown(this.world, this.#profile, this.#headless);
  }

  async unlock(): Promise<void> {
    await this.#aboutKeys({ type: "unlock-vault", passphrase: PASSPHRASE });
    await this.ready();
  }

  async close(): Promise<void> {
    await this.#sitting.browser.close();
    await rm(this.#profile, { recursive: true, force: true });
  }

  async #aboutKeys(message: Parameters<JournalProbe["sendVault"]>[0]): Promise<void> {
    const reply = await this.probe.sendVault(message);
    if (!reply.ok)
      throw new Error(`${message.type}: ${reply.refusal} ${reply.finding ?? ""} ${reply.detail ?? ""}`);
  }
}

async function sitDown(world: World, profile: string, headless: boolean): Promise<Sitting> {
  const browser = await launchExtensionBrowser({ worldPort: world.port, headless, profile });
  const page = browser.context.pages()[0] ?? (await browser.context.newPage());
  const probe = await JournalProbe.open(page, browser.extensionId);
  return { browser, probe, worker: await WorkerControl.on(page) };
}
