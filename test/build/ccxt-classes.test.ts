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
    runInContext(bundle, world);
    expect(runInContext("exchange.id", world)).toBe("hyperliquid");
    expect(runInContext("exchange.has.createOrder", world)).toBe(true);
  });
});
