import { expect, type Page, test } from "@playwright/test";
import { Decimal } from "decimal.js";
import { leaderAddress, manual } from "./leaders.ts";
import { TENTH } from "./settings.ts";
import { Stage } from "./stage.ts";

let stage: Stage;

test.beforeAll(async () => {
  stage = await Stage.open({
    leaders: [
      manual(1),
      manual(2),
      manual(3, { positions: [{ coin: "ETH", size: "10", entryPx: "1900" }] }),
      manual(4),
    ],
  });
  stage.world.setMid("BTC", "66400");
  stage.world.setMid("ETH", "1900");
  stage.world.setMid("SOL", "77");
});
test.afterAll(async () => stage.close());

const decisionsOf = async (followId: string) =>
  (await stage.journal.rows("decisions")).filter((one) => one.followId === followId);

test("opens, adds, reduces, flips and closes as worked out by hand", async () => {
  const leader = stage.world.leader(leaderAddress(1));
  const follow = await stage.follow(leaderAddress(1), TENTH);
  const fills = [leader.trade({ coin: "BTC", side: "buy", size: "0.1" })];
  await stage.expectHeld(follow, "BTC", "0.01");
  fills.push(leader.trade({ coin: "BTC", side: "buy", size: "0.05" }));
  await stage.expectHeld(follow, "BTC", "0.015");
  // To two fifths of his position.
  fills.push(leader.trade({ coin: "BTC", side: "sell", size: "0.09" }));
  await stage.expectHeld(follow, "BTC", "0.006");
  fills.push(leader.trade({ coin: "BTC", side: "sell", size: "0.16" }));
  await stage.expectHeld(follow, "BTC", "-0.01");
  fills.push(leader.trade({ coin: "BTC", side: "buy", size: "0.1" }));
  await stage.expectHeld(follow, "BTC", "0");

  // Every fill of his is behind exactly one decision on a leader's act.
  const decisions = await decisionsOf(follow);
  const keys = decisions.flatMap((one) => one.fillKeys);
  expect(new Set(keys).size).toBe(fills.length);
  expect(keys).toHaveLength(fills.length);
  const acts = decisions.filter((one) => one.source === "live");
  expect(acts.map((one) => [one.leaderFrom, one.leaderTo, one.outcome])).toEqual([
    ["0", "0.1", "ordered"],
    ["0.1", "0.15", "ordered"],
    ["0.15", "0.06", "ordered"],
    ["0.06", "-0.1", "ordered"],
    ["-0.1", "0", "ordered"],
  ]);
  // The flip is two orders, everything else is one.
  const intents = (await stage.journal.rows("intents")).filter((row) =>
    row.intent.shares.some((share) => share.followId === follow),
  );
  const bySequence = intents.toSorted((a, b) => a.intent.sequence - b.intent.sequence);
  expect(
    bySequence.map(({ intent: { side, size, reduceOnly }, status }) => [side, size, reduceOnly, status]),
  ).toEqual([
    ["buy", "0.01", false, "filled"],
    ["buy", "0.005", false, "filled"],
    ["sell", "0.009", true, "filled"],
    ["sell", "0.006", true, "filled"],
    ["sell", "0.01", false, "filled"],
    ["buy", "0.01", true, "filled"],
  ]);
});

test("sizes by the leader's equity as the exchange told it", async () => {
  const leader = stage.world.leader(leaderAddress(2));
  const follow = await stage.follow(leaderAddress(2));
  const served = stage.world.ledger.equityServed(leaderAddress(2)).at(-1)?.equity ?? "0";
  expect(new Decimal(served).toNumber()).toBe(100_000);
  // Three partial fills of one message are one act: 0.5 x 1,000 / 100,000, one order.
  leader.tradeTogether([
    { coin: "BTC", side: "buy", size: "0.2" },
    { coin: "BTC", side: "buy", size: "0.2" },
    { coin: "BTC", side: "buy", size: "0.1" },
  ]);
  await stage.expectHeld(follow, "BTC", "0.005");
  const [act, ...more] = await decisionsOf(follow);
  expect(more).toEqual([]);
  expect(act?.fillKeys).toHaveLength(3);
  leader.trade({ coin: "BTC", side: "sell", size: "0.25" });
  await stage.expectHeld(follow, "BTC", "0.0025");
});

test("does not copy what stood before the follow began", async () => {
  const leader = stage.world.leader(leaderAddress(3));
  const follow = await stage.follow(leaderAddress(3), TENTH);
  leader.trade({ coin: "ETH", side: "buy", size: "5" });
  await stage.expectHeld(follow, "ETH", "0.5");
  // From 15 to 3: less than stood at the start, so nothing copyable is left.
  leader.trade({ coin: "ETH", side: "sell", size: "12" });
  await stage.expectHeld(follow, "ETH", "0");
  leader.trade({ coin: "ETH", side: "sell", size: "1" });
  await expect.poll(async () => (await decisionsOf(follow)).at(-1)?.leaderTo).toBe("2");
  const last = (await decisionsOf(follow)).toSorted((a, b) => a.at - b.at).at(-1);
  expect(last).toMatchObject({ outcome: "nothing-to-copy", clientOrderId: null });
  expect(await stage.held(follow, "ETH")).toBe("0");
});

test("records what cannot be copied, with its reason", async () => {
  const leader = stage.world.leader(leaderAddress(4));
  const follow = await stage.follow(leaderAddress(4), TENTH);
  leader.trade({ coin: "@107", side: "buy", size: "100", price: "40" });
  leader.trade({ coin: "xyz:TSLA", side: "buy", size: "3", price: "400" });
  leader.trade({ coin: "SOL", side: "buy", size: "10" });
  await stage.expectHeld(follow, "SOL", "1");
  const decisions = await decisionsOf(follow);
  const said = decisions.map((one) => [one.instrument, one.outcome, one.reason, one.clientOrderId === null]);
  expect(said).toContainEqual(["@107", "not-copyable", "spot", true]);
  expect(said).toContainEqual(["xyz:TSLA", "not-copyable", "other-dex", true]);
  expect(decisions).toHaveLength(3);

  const panel = await stage.browser.openExtensionPage("sidepanel.html");
  await panel.getByRole("tab", { name: "Activity" }).click();
  await expect(panel.getByText("Skipped: it is a spot trade. Only perpetuals are mirrored.")).toBeVisible();
  await expect(panel.getByText("Skipped: it is on another of Hyperliquid’s markets.")).toBeVisible();
  await panel.close();
});

/** Net result of all our fills at the world's prices, from the fills alone. */
async function netOfFills(): Promise<string> {
  const rows = await stage.journal.rows("fills");
  const at = Date.now();
  const net = rows.reduce((sum, { fill }) => {
    const size = new Decimal(fill.size).times(fill.side === "buy" ? 1 : -1);
    const worth = size.times(stage.world.ledger.midAt(fill.instrument, at));
    return sum.plus(worth).minus(size.times(fill.price)).minus(fill.fee);
  }, new Decimal(0));
  const cents = net.toFixed(2, Decimal.ROUND_HALF_UP);
  return cents.startsWith("-") ? `−$${cents.slice(1)}` : `+$${cents}`;
}

const heldRows = async (page: Page) => (await page.locator(".position").all()).length;

test("popup, side panel and journal agree", async () => {
  const books = (await stage.journal.rows("books")).filter((book) => book.held !== "0");
  const positions = await stage.journal.rows("paperPositions");
  const byInstrument = new Map<string, Decimal>();
  for (const { instrument, held } of books) {
    byInstrument.set(instrument, (byInstrument.get(instrument) ?? new Decimal(0)).plus(held));
  }
  expect(new Map(positions.map((row) => [row.instrument, row.size]))).toEqual(
    new Map([...byInstrument].map(([instrument, size]) => [instrument, size.toFixed()])),
  );
  expect(books.map((book) => [book.instrument, book.held])).toEqual(
    expect.arrayContaining([
      ["BTC", "0.0025"],
      ["SOL", "1"],
    ]),
  );

  const popup = await stage.browser.openExtensionPage("popup.html");
  const panel = await stage.browser.openExtensionPage("sidepanel.html");
  const net = await netOfFills();
  const popupAccount = popup.getByRole("region", { name: "Paper account" });
  await expect(popupAccount).toContainText(net);
  await expect(panel.getByRole("region", { name: "Paper account" })).toContainText(net);
  await expect(popupAccount.getByText("Open positions").locator("xpath=following-sibling::dd[1]")).toHaveText(
    String(books.length),
  );
  await expect.poll(() => heldRows(panel)).toBe(books.length);
  await expect(panel.getByRole("listitem").filter({ hasText: "SOL" })).toContainText("1.00 of 1.00");
  await expect(panel.getByRole("listitem").filter({ hasText: "BTC" })).toContainText("0.0025 of 0.0025");
  await popup.close();
  await panel.close();
});
