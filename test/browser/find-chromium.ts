import { access } from "node:fs/promises";
import { chromium } from "@playwright/test";

/** Browsers that take `--load-extension`; branded Chrome no longer does. */
const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/snap/bin/chromium",
  "/opt/homebrew/bin/chromium",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

/** Path of a Chromium: the one CHROMIUM names, one that is installed, or Playwright's. Rejects when there is none. */
export async function findChromium(): Promise<string> {
  const places = [process.env["CHROMIUM"] ?? "", ...PLACES, chromium.executablePath()];
  for (const place of places) if (place !== "" && (await exists(place))) return place;
  throw new Error("No Chromium was found. Install one, or set CHROMIUM to its path.");
}
