import type { ExtensionBrowser } from "./extension-browser.ts";

/** Ends the whole browser at once, as a power cut would. Resolves when it is gone. */
export async function killBrowser(browser: ExtensionBrowser): Promise<void> {
  const devtools = await browser.devtools();
  const { processInfo } = await devtools.send("SystemInfo.getProcessInfo");
  const pid = processInfo.find((one) => one.type === "browser")?.id;
  if (pid === undefined) throw new Error("the browser has no process");
  const gone = browser.context.waitForEvent("close");
  process.kill(pid, "SIGKILL");
  await gone;
}
