import { type BrowserContext, type CDPSession, chromium, type Page, type Worker } from "@playwright/test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findChromium } from "./find-chromium.ts";

/** The production build, as a user would load it. */
export const BUILD = fileURLToPath(new URL("../../.output/chrome-mv3", import.meta.url));

export interface BrowserOptions {
  /** Port of the local exchange, which then answers for every host; absent: the real network. */
  readonly worldPort?: number;
  readonly headless?: boolean;
  readonly colorScheme?: "dark" | "light";
  /** Folder of the profile, to start the same browser again; absent: a new one, deleted at close. */
  readonly profile?: string;
  /** Folder of the build to load; absent: the production build. */
  readonly build?: string;
  /** False: Ctrl-C is the caller's business. Absent: it ends browser and process. */
  readonly closesOnSignals?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** A Chromium with the extension. */
export type ExtensionPage = "popup.html" | "sidepanel.html" | "options.html";

export interface ExtensionBrowser {
  readonly context: BrowserContext;
  readonly extensionId: string;
  readonly profile: string;
  /** The service worker as it is now; waits for one when it is stopped. */
  worker(): Promise<Worker>;
  /** A page of the extension in a tab of its own. */
  openExtensionPage(path: ExtensionPage): Promise<Page>;
  /** A DevTools session with the whole browser. */
  devtools(): Promise<CDPSession>;
  close(): Promise<void>;
}

/** Launch flags: no calls home, and our build as the only extension. */
function flags(options: BrowserOptions): string[] {
  const { worldPort, build = BUILD } = options;
  return [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    `--load-extension=${build}`,
    `--disable-extensions-except=${build}`,
    ...(worldPort === undefined
      ? []
      : [
          `--host-resolver-rules=MAP * 127.0.0.1:${worldPort}, EXCLUDE localhost`,
          "--ignore-certificate-errors",
        ]),
  ];
}

export async function launchExtensionBrowser(options: BrowserOptions = {}): Promise<ExtensionBrowser> {
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), "pilotfish-")));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await findChromium(),
    handleSIGINT: options.closesOnSignals ?? true,
    handleSIGTERM: options.closesOnSignals ?? true,
    // On the real network pages are strangers; root cannot have a sandbox.
    chromiumSandbox: options.worldPort === undefined && process.getuid?.() !== 0,
    headless: options.headless ?? true,
    args: flags(options),
    ignoreDefaultArgs: ["--disable-extensions"],
    colorScheme: options.colorScheme ?? "dark",
    viewport: options.viewport ?? { width: 1280, height: 800 },
    ignoreHTTPSErrors: options.worldPort !== undefined,
  });
  const worker = async (): Promise<Worker> =>
    context.serviceWorkers()[0] ?? context.waitForEvent("serviceworker", { timeout: 40_000 });
  const extensionId = new URL((await worker()).url()).host;
  return {
    context,
    extensionId,
    profile,
    worker,
    async openExtensionPage(path) {
      const page = await context.newPage();
      await page.goto(`chrome-extension://${extensionId}/${path}`);
      return page;
    },
    async devtools() {
      const browser = context.browser();
      if (browser === null) throw new Error("the browser is gone");
      return browser.newBrowserCDPSession();
    },
    async close() {
      await context.close();
      if (options.profile === undefined) await rm(profile, { recursive: true, force: true });
    },
  };
}
