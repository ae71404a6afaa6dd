import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { ccxtClasses } from "./ccxt.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const quick = { exclude: ["test/e2e/**", "test/conformance/**"] };

export default defineConfig({
  root,
  plugins: [ccxtClasses()],
  test: {
    root,
    // Two cores, and the browser needs one of them.
    maxWorkers: 2,
    // Properties count many cases; a machine that does other things besides must not fail them.
    testTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: { name: "unit", environment: "node", include: ["test/**/*.test.ts"], ...quick },
      },
      {
        extends: true,
        test: { name: "component", environment: "happy-dom", include: ["test/**/*.test.tsx"], ...quick },
      },
      {
        extends: true,
        test: { name: "conformance", environment: "node", include: ["test/conformance/**/*.test.ts"] },
      },
    ],
  },
});
