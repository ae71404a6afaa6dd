import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { ccxtClasses } from "./ccxt.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const slow = ["test/e2e/**", "test/conformance/**"];
/**
 * Rooms whose tests leave no module otherwise than they found it: nothing is mocked or stored there, and no clock is
 * replaced. Their files share what is loaded, because loading takes longer than testing. The others have each file to
 * itself.
 */
const sharing = ["engine", "fuzz", "leaders", "messages", "model", "sites", "venues"];
const shared = `test/{${sharing.join(",")}}/**/*.test.ts`;

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
        test: { name: "unit", environment: "node", include: [shared], isolate: false },
      },
      {
        extends: true,
        test: {
          name: "apart",
          environment: "node",
          include: ["test/**/*.test.ts"],
          exclude: [...slow, shared],
        },
      },
      {
        extends: true,
        test: { name: "component", environment: "happy-dom", include: ["test/**/*.test.tsx"], exclude: slow },
      },
      {
        extends: true,
        test: { name: "conformance", environment: "node", include: ["test/conformance/**/*.test.ts"] },
      },
    ],
  },
});
