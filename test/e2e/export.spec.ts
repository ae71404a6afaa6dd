import { expect, test } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { leaderAddress, manual } from "./leaders.ts";
import { TENTH } from "./settings.ts";
import { Stage } from "./stage.ts";
import { errorsOf } from "./surface-checks.ts";

let stage: Stage;

test.beforeAll(async () => {
  stage = await Stage.open({ leaders: [manual(1)] });
  stage.world.setMid("ETH", "1900");
});
test.afterAll(async () => stage.close());

test("everything is exported and comes back from the file, as another installation", async () => {
  const follow = await stage.follow(leaderAddress(1), TENTH);
  stage.world.leader(leaderAddress(1)).trade({ coin: "ETH", side: "buy", size: "3" });
  await stage.expectHeld(follow, "ETH", "0.3");
  const panel = await stage.browser.openExtensionPage("sidepanel.html");
  const errors = errorsOf(panel);
  const saved = async (item: string) => {
    const download = panel.waitForEvent("download");
    await panel.getByRole("button", { name: "Account and data" }).click();
    await panel.getByRole("menuitem", { name: item }).click();
    const file = await download;
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
  };
  const trades = await saved("Export trades, CSV");
  expect(trades.name).toMatch(/^pilotfish-trades-\d{8}-\d{6}\.csv$/);
  expect(trades.text).toContain("ETH");
  const all = await saved("Export everything, JSON");
  await expect(panel.getByText(`Saved as ${all.name}.`)).toBeVisible();

  const before = await stage.journal.rows("follows");
  const [meta] = await stage.journal.rows("meta");
  const load = async (text: string) => {
    const buffer = Buffer.from(text);
    await panel
      .getByLabel("Import from a file…")
      .setInputFiles({ name: all.name, mimeType: "application/json", buffer });
    await panel.getByRole("alertdialog").getByRole("button", { name: "Replace everything" }).click();
  };
  await load(all.text.replace('"status":"mirroring"', '"status":"stopped"'));
  await expect(panel.getByRole("alertdialog")).toContainText(
    "This file can’t be imported. Nothing was changed.",
  );
  await panel.getByRole("button", { name: "Don’t import" }).click();
  expect(await stage.journal.rows("follows")).toEqual(before);

  expect(await stage.journal.send({ type: "reset-paper" })).toEqual({ ok: true });
  await expect.poll(async () => (await stage.journal.rows("follows")).length).toBe(0);
  await load(all.text);
  await expect(panel.getByRole("alertdialog")).toHaveCount(0);
  const after = await stage.journal.rows("follows");
  expect(after.map((one) => one.id)).toEqual(before.map((one) => one.id));
  expect(after.map((one) => one.status)).toEqual(before.map(() => "paused"));
  expect((await stage.journal.rows("meta"))[0]?.installationId).not.toBe(meta?.installationId);
  // The next life works.
  expect(await stage.journal.send({ type: "resume-follow", followId: follow })).toMatchObject({ ok: true });
  await expect.poll(async () => (await stage.journal.rows("follows"))[0]?.status).toBe("mirroring");
  stage.world.leader(leaderAddress(1)).trade({ coin: "ETH", side: "sell", size: "1" });
  await stage.expectHeld(follow, "ETH", "0.2");
  expect(errors).toEqual([]);
  await panel.close();
});
