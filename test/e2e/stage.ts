import { expect, type Page } from "@playwright/test";
import { type Address, PAPER_ACCOUNT, leaderIdOf } from "../../lib/model/identity.ts";
import type { FollowSettings } from "../../lib/model/follow-settings.ts";
import { DEFAULT_SETTINGS } from "../../lib/model/follow-settings.ts";
import {
  type ExtensionBrowser,
  type BrowserOptions,
  launchExtensionBrowser,
} from "../browser/extension-browser.ts";
import { PageCard } from "../browser/page-card.ts";
import type { LeaderScript } from "../world/leaders/leader-script.ts";
import { startWorld, type World, type WorldOptions } from "../world/world.ts";
import { JournalProbe } from "./journal-probe.ts";

export interface StageOptions {
  readonly leaders: readonly LeaderScript[];
  /** Limits of the exchange other than the real ones, where a test does in seconds what takes hours. */
  readonly limits?: WorldOptions["limits"];
  readonly browser?: Omit<BrowserOptions, "worldPort">;
}

/** A world, a browser with the production build, and a look into its journal. */
export class Stage {
  readonly world: World;
  readonly browser: ExtensionBrowser;
  readonly journal: JournalProbe;

  private constructor(world: World, browser: ExtensionBrowser, journal: JournalProbe) {
    this.world = world;
    this.browser = browser;
    this.journal = journal;
  }

  static async open(options: StageOptions): Promise<Stage> {
    const world = await startWorld({
      seed: 1,
      leaders: options.leaders,
      ...(options.limits === undefined ? {} : { limits: options.limits }),
    });
    return Stage.at(world, options.browser);
  }

  /** A browser on a world that is there already. */
  static async at(world: World, browserOptions: StageOptions["browser"] = {}): Promise<Stage> {
    const browser = await launchExtensionBrowser({ ...browserOptions, worldPort: world.port });
    const first = browser.context.pages()[0] ?? (await browser.context.newPage());
    return new Stage(world, browser, await JournalProbe.open(first, browser.extensionId));
  }

  /** Opens a page of a site and looks for the card on it. */
  async visit(url: string): Promise<{ page: Page; card: PageCard }> {
    const page = await this.browser.context.newPage();
    await page.goto(url);
    return { page, card: await PageCard.on(page) };
  }

  /** Follows without a page, and waits until the leader's positions have been taken as the baseline. */
  async follow(address: Address, settings: FollowSettings = DEFAULT_SETTINGS): Promise<string> {
    const reply = await this.journal.send({
      type: "start-follow",
      address,
      accountId: PAPER_ACCOUNT,
      settings,
      realMoney: null,
    });
    expect(reply).toMatchObject({ ok: true });
    const leaderId = leaderIdOf(address);
    const mine = async () =>
      (await this.journal.rows("follows")).find(
        (one) => one.leaderId === leaderId && one.status !== "stopped",
      );
    await expect.poll(async () => (await mine())?.status, { timeout: 15_000 }).toBe("mirroring");
    return (await mine())?.id ?? "";
  }

  /** What a follow holds, in coins. */
  async held(followId: string, instrument: string): Promise<string> {
    const books = await this.journal.rows("books");
    return books.find((one) => one.followId === followId && one.instrument === instrument)?.held ?? "0";
  }

  async expectHeld(followId: string, instrument: string, size: string): Promise<void> {
    await expect
      .poll(() => this.held(followId, instrument), { message: `held ${instrument}`, timeout: 10_000 })
      .toBe(size);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.world.close();
  }
}
