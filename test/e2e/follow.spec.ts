import { expect, type Page, test } from "@playwright/test";
import { leaderIdOf } from "../../lib/model/identity.ts";
import { leaderAddress, manual } from "./leaders.ts";
import { Stage } from "./stage.ts";

const LEADERS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
let stage: Stage;

test.beforeAll(async () => {
  stage = await Stage.open({
    leaders: LEADERS.map((n) => manual(n, n === 2 ? { vault: { name: "A vault" } } : {})),
  });
});
test.afterAll(async () => stage.close());

/** Elements beside head and body: the card's host is one, and nothing else may be. */
const guests = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.children.length - 2);

const SITES = [
  ["Hyperliquid explorer", (a: string) => `https://app.hyperliquid.xyz/explorer/address/${a}`],
  ["Hyperliquid vault", (a: string) => `https://app.hyperliquid.xyz/vaults/${a}`],
  ["Hypurrscan", (a: string) => `https://hypurrscan.io/address/${a}`],
  ["HyperDash", (a: string) => `https://hyperdash.com/address/${a}`],
  ["HyperDash legacy", (a: string) => `https://legacy.hyperdash.com/trader/${a}`],
  ["HyperDash info", (a: string) => `https://hyperdash.info/trader/${a}`],
  ["Copin", (a: string) => `https://app.copin.io/trader/${a}/HYPERLIQUID`],
] as const;

for (const [index, [name, urlOf]] of SITES.entries()) {
  test(`one click follows on ${name}`, async () => {
    const address = leaderAddress(index + 1);
    const { page, card } = await stage.visit(urlOf(address));
    await card.click("button", /^Follow on paper$/);
    await card.waitFor("button", /^Pause$/);
    await expect.poll(() => card.text()).toContain("Mirroring");
    const follows = await stage.journal.rows("follows");
    const mine = follows.filter((one) => one.leaderId === leaderIdOf(address));
    expect(mine).toHaveLength(1);
    expect(mine[0]).toMatchObject({ status: "mirroring", startedFrom: "page", accountId: "paper" });
    expect(mine[0]?.settings.allocation).toEqual({ kind: "amount", amount: "1000" });
    await page.close();
  });
}

test("a click that is not the user's starts nothing", async () => {
  const address = leaderAddress(8);
  const { page, card } = await stage.visit(`https://hypurrscan.io/address/${address}`);
  await card.waitFor("button", /^Follow on paper$/);
  await card.clickByScript("button", /^Follow on paper$/);
  await page.evaluate(() => {
    const host = document.documentElement.lastElementChild;
    if (!(host instanceof HTMLElement) || host === document.body) throw new Error("no card in the page");
    if (host.shadowRoot !== null) throw new Error("the card's root is open");
    host.click();
    host.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true }));
    host.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true }));
  });
  // What the card would have sent is taken before what is sent now.
  await stage.journal.send({ type: "wake" });
  const follows = await stage.journal.rows("follows");
  expect(follows.filter((one) => one.leaderId === leaderIdOf(address))).toEqual([]);
  expect(await card.has("button", /^Follow on paper$/)).toBe(true);
  await card.click("button", /^Follow on paper$/);
  await card.waitFor("button", /^Pause$/);
  await page.close();
});

/** All that a page could notice of us: its own markup and its window's names. */
const traces = (page: Page): Promise<string> =>
  page.evaluate(() =>
    JSON.stringify([
      document.documentElement.outerHTML,
      document.adoptedStyleSheets.length,
      Object.getOwnPropertyNames(window).toSorted(),
    ]),
  );

test("the card goes with the page's own navigation, and leaves no trace", async () => {
  const { page: fresh } = await stage.visit("https://hypurrscan.io/dashboard");
  const untouched = await traces(fresh);
  await fresh.close();

  await stage.follow(leaderAddress(10));
  const { page, card } = await stage.visit(`https://hypurrscan.io/address/${leaderAddress(10)}`);
  await card.waitFor("button", /^Pause$/);
  await page.getByRole("link", { name: "No trader" }).click();
  await expect.poll(() => guests(page)).toBe(0);
  expect(await traces(page)).toBe(untouched);

  await page.evaluate((path) => history.pushState(null, "", path), `/address/${leaderAddress(9)}`);
  await card.waitFor("button", /^Follow on paper$/);
  expect(await card.text()).toContain("0xa1a1…0009");
  expect(await guests(page)).toBe(1);

  await page.getByRole("link", { name: "First trader" }).click();
  await expect.poll(() => card.text()).toContain("0xa1a1…0001");
  expect(await guests(page)).toBe(1);
  await page.goBack();
  await expect.poll(() => card.text()).toContain("0xa1a1…0009");
  await page.goBack();
  await expect.poll(() => guests(page)).toBe(0);
  await page.goBack();
  await card.waitFor("button", /^Pause$/);
  expect(await card.text()).toContain("0xa1a1…000a");
  await page.close();
});

const HASH = `0x${"ab".repeat(32)}`;
const NO_LEADER = [
  ["https://app.hyperliquid.xyz", `/explorer/tx/${HASH}`, `/explorer/address/${leaderAddress(9)}`],
  ["https://app.hyperliquid.xyz", `/explorer/address/${HASH}`, `/vaults/${leaderAddress(9)}`],
  ["https://app.hyperliquid.xyz", "/explorer/block/812345678", `/vaults/${leaderAddress(9)}`],
  ["https://hypurrscan.io", `/tx/${HASH}`, `/address/${leaderAddress(9)}`],
  ["https://app.copin.io", `/trader/${leaderAddress(9)}/GMX`, `/trader/${leaderAddress(9)}/HYPERLIQUID`],
] as const;

for (const [origin, path, leaderPath] of NO_LEADER) {
  test(`no card on ${origin}${path.slice(0, 30)}`, async () => {
    const { page, card } = await stage.visit(origin + path);
    // The loader is there: it shows the card as soon as the URL names a leader, and takes it away again.
    await page.evaluate((to) => history.pushState(null, "", to), leaderPath);
    await card.waitFor("button", /^Follow on paper$/);
    await page.evaluate((to) => history.pushState(null, "", to), path);
    await expect.poll(() => guests(page)).toBe(0);
    await page.reload();
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    expect(await guests(page)).toBe(0);
    await page.close();
  });
}

test("no script of ours on the page where keys are made", async () => {
  const { page } = await stage.visit("https://app.hyperliquid.xyz/API");
  await page.evaluate((to) => history.pushState(null, "", to), `/explorer/address/${leaderAddress(9)}`);
  const { page: other, card } = await stage.visit(
    `https://app.hyperliquid.xyz/explorer/address/${leaderAddress(9)}`,
  );
  await card.waitFor("button", /^Follow on paper$/);
  expect(await guests(page)).toBe(0);
  await page.close();
  await other.close();
});
