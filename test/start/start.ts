import { writeFile } from "node:fs/promises";
import { buildExtension, isBuildFresh } from "../browser/extension-build.ts";
import { type ExtensionBrowser, launchExtensionBrowser } from "../browser/extension-browser.ts";
import { provideChromium } from "../browser/provide-chromium.ts";
import { startWorld, type World } from "../world/world.ts";
import { BUSY_LEADER, CALM_LEADER } from "./demo-leaders.ts";
import { followAndCheck } from "./follow-and-check.ts";
import { followLive } from "./follow-live.ts";
import { narrator } from "./narrator.ts";
import { type StartOptions, USAGE, readOptions } from "./options.ts";
import { showAndTell } from "./show-and-tell.ts";

const tell = narrator((line) => console.info(line));

async function main(options: StartOptions): Promise<number> {
  const showsNothing =
    process.platform === "linux" && !process.env["DISPLAY"] && !process.env["WAYLAND_DISPLAY"];
  if (!options.headless && showsNothing) {
    console.error(`There is no display to open a window on. Without one:\n\n${USAGE}`);
    return 1;
  }
  await provideChromium((text) => tell.say(text));
  if (!(await isBuildFresh())) {
    tell.say("Building the extension…");
    await buildExtension();
  }
  if (options.live !== null) return followLive(options.live, options.headless, tell);
  const world = await startWorld({ seed: 1, leaders: [BUSY_LEADER.script, CALM_LEADER.script] });
  tell.say(`The local exchange runs on port ${world.port}. Opening Chromium…`);
  let browser: ExtensionBrowser | undefined;
  try {
    browser = await launchExtensionBrowser({
      worldPort: world.port,
      headless: options.headless,
      closesOnSignals: false,
    });
    if (options.seconds !== null) return await checkedRun(world, browser, options.seconds, options.json);
    await showAndTell(world, browser, tell);
    return 0;
  } finally {
    await browser?.close();
    await world.close();
  }
}

/** Follows by itself; answers the exit status: 1 when anything is not as it must be. */
async function checkedRun(
  world: World,
  browser: ExtensionBrowser,
  seconds: number,
  file: string | null,
): Promise<number> {
  const interrupted = new Promise<never>((_, reject) => {
    process.once("SIGINT", () => reject(new Error("Stopped before the end; nothing was checked.")));
  });
  const run = followAndCheck(world, browser, BUSY_LEADER, seconds, tell);
  const { summary, checked } = await Promise.race([run, interrupted]);
  const text = `${JSON.stringify(summary, null, 2)}\n`;
  if (file === null) process.stdout.write(text);
  else await writeFile(file, text);
  // Nothing is lost on the way here, so what was not seen is a fault too.
  const faults = [
    ...checked.findings,
    ...checked.unseen.map((key) => `nothing answers the leader's fill ${key}`),
  ];
  for (const fault of faults) console.error(`WRONG: ${fault}`);
  const { leaderFills, orders, driftLots } = summary;
  tell.say(
    `${leaderFills} leader's fills, ${orders} orders, drift ${driftLots} lots, ${faults.length} findings.`,
  );
  return driftLots > 0 || faults.length > 0 ? 1 : 0;
}

let options: StartOptions | null = null;
try {
  options = readOptions(process.argv.slice(2));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 2;
}
if (options !== null) {
  try {
    process.exitCode = await main(options);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
