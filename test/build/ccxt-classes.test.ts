import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { createContext, runInContext } from "node:vm";
import { build } from "vite";
import { beforeAll, describe, expect, it } from "vitest";
import { ccxtClasses } from "../../.config/ccxt.ts";

const ENTRY = "service-worker-entry.js";

/** One exchange class as a service worker would get it. */
async function bundleOf(code: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    plugins: [
      ccxtClasses(),
      {
        name: "entry",
        enforce: "pre",
        resolveId: (id) => (id.endsWith(ENTRY) ? `\0${ENTRY}` : null),
        load: (id) => (id === `\0${ENTRY}` ? code : null),
      },
    ],
    build: {
      write: false,
      minify: true,
      lib: { entry: ENTRY, formats: ["iife"], name: "bundle" },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (output === undefined || !("output" in output)) throw new Error("nothing was built");
  return output.output.map((file) => ("code" in file ? file.code : "")).join("");
}

const SIGNER = fileURLToPath(new URL("../../lib/venues/hyperliquid/signer.ts", import.meta.url));
const SECRET = fileURLToPath(new URL("../../lib/model/secret.ts", import.meta.url));

/** As much of a service worker as there is before any of its own code runs. */
function serviceWorker(): Record<string, unknown> {
  const world: Record<string, unknown> = {
    TextEncoder,
    TextDecoder,
    URL,
    AbortController,
    setTimeout,
    clearTimeout,
    console,
    crypto: globalThis.crypto,
    WorkerGlobalScope: Object,
  };
  world["self"] = world;
  createContext(world);
  return world;
}

describe("ccxt's single classes", () => {
  let bundle = "";
  beforeAll(async () => {
    bundle = await bundleOf(
      'import hyperliquid from "#ccxt/hyperliquid.js"; globalThis.exchange = new hyperliquid({}); ',
    );
  }, 60_000);

  it("build small, with nothing that a service worker refuses", () => {
    // The whole package is 1.28 MB gzipped; one class with the base is under 110 kB.
    expect(gzipSync(bundle).length).toBeLessThan(110_000);
    expect(bundle).not.toMatch(/\bnew Function\b|\beval\(/);
  });

  it("run where there is neither window nor process nor Buffer", () => {
    const world = serviceWorker();
    runInContext(bundle, world);
    expect(runInContext("exchange.id", world)).toBe("hyperliquid");
    expect(runInContext("exchange.has.createOrder", world)).toBe(true);
  });

  it("build and sign there as two foreign clients do", async () => {
    const signer = await bundleOf(`
      import { createSigner } from ${JSON.stringify(SIGNER)};
      import { Secret } from ${JSON.stringify(SECRET)};
      globalThis.sign = (key, ...act) => JSON.stringify(createSigner("mainnet").sign(...act, new Secret(key)));
    `);
    const world = serviceWorker();
    runInContext(signer, world);
    // l1_vectors_generated.json: updateLeverage_cross, expires, mainnet; the key is the SDK's public test key.
    const signed: unknown = runInContext(
      `sign("0x0123456789012345678901234567890123456789012345678901234567890123",
        { type: "updateLeverage", asset: 0, isCross: true, leverage: 10 }, 1754000000000, 1754000060000)`,
      world,
    );
    expect(signed).toContain('"r":"0x5071ff454f28be63af74e3f06c3e82f2f2ea75c3235b0d7bc5b41fafdf7b5bdc"');
  }, 60_000);
});
