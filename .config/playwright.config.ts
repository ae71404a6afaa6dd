import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The production build in a real Chromium against the local exchange. Each spec file launches its own. */
export default defineConfig({
  testDir: `${root}test/e2e`,
  outputDir: `${root}test-results`,
  testMatch: "**/*.spec.ts",
  // One more than cores: most specs wait for clocks and sockets.
  workers: 3,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  reporter: [["list"], ["json", { outputFile: `${root}test-results/e2e.json` }]],
});
