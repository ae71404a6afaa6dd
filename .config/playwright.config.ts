import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";

const root = fileURLToPath(new URL("..", import.meta.url));

/** They wait for clocks most of the time. Begun first, they do not keep everybody waiting at the end. */
const long = ["alarm", "real-line", "restart", "slow-to-notice", "worker-stops"].map(
  (name) => `**/${name}.spec.ts`,
);

/** The production build in a real Chromium against the local exchange. Each spec file launches its own. */
export default defineConfig({
  testDir: `${root}test/e2e`,
  outputDir: `${root}test-results`,
  projects: [
    { name: "long", testMatch: long },
    { name: "short", testMatch: "**/*.spec.ts", testIgnore: long },
  ],
  // One more than cores: most specs wait for clocks and sockets.
  workers: 3,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  reporter: [["list"], ["json", { outputFile: `${root}test-results/e2e.json` }]],
});
