import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createServer } from "wxt";
import { launchExtensionBrowser } from "../browser/extension-browser.ts";
import { provideChromium } from "../browser/provide-chromium.ts";
import { startWorld } from "../world/world.ts";
import { BUSY_LEADER, CALM_LEADER } from "./demo-leaders.ts";
import { narrator } from "./narrator.ts";
import { showAndTell } from "./show-and-tell.ts";

// WXT's development mode: pages reload as their sources change. Its own browser stays shut; ours sees the local
// exchange. `--headless` for a look at the log only.
const root = fileURLToPath(new URL("../..", import.meta.url));
const tell = narrator((line) => console.info(line));
await provideChromium((text) => tell.say(text));
const server = await createServer({ root, webExt: { disabled: true } });
await server.start();
const world = await startWorld({ seed: 1, leaders: [BUSY_LEADER.script, CALM_LEADER.script] });
try {
  const browser = await launchExtensionBrowser({
    worldPort: world.port,
    closesOnSignals: false,
    headless: process.argv.includes("--headless"),
    build: join(root, ".output/chrome-mv3-dev"),
  });
  try {
    await showAndTell(world, browser, tell);
  } finally {
    await browser.close();
  }
} finally {
  await world.close();
  await server.stop();
}
