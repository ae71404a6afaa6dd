import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const SOURCES = fileURLToPath(new URL("../node_modules/ccxt/js/src/", import.meta.url));

/**
 * What ccxt needs only on Node, or for exchanges and key kinds that are not used: sockets and proxies of Node,
 * RSA keys, protobuf feeds, inflating of compressed frames.
 */
const NODE_ONLY =
  /^(node:.*|crypto|undici|protobufjs(\/.*)?|ws|bufferutil|utf-8-validate|fflate|@scure\/starknet|.*static_dependencies\/(dydx-v4-client|zklink)\/.*|.*protobuf\/mexc\/compiled.*)$/;

const EMPTY = "\0ccxt-empty";

/**
 * Lets single exchange classes be imported as `#ccxt/hyperliquid.js`. The package exports only its whole self
 * (5.5 MB minified, not tree-shaken: the root builds an object of all classes), and its Node-only parts do
 * not build for a browser. Facts from ccxt 4.5.84.
 */
export function ccxtClasses(): Plugin {
  return {
    name: "pilotfish-ccxt-classes",
    enforce: "pre",
    resolveId(source, importer) {
      if (source.startsWith("#ccxt/")) return SOURCES + source.slice("#ccxt/".length);
      const fromCcxt = importer?.replaceAll("\\", "/").includes("/node_modules/ccxt/") === true;
      return fromCcxt && NODE_ONLY.test(source) ? EMPTY : null;
    },
    load(id) {
      // CommonJS, because any name may be imported from it then, and is undefined.
      return id === EMPTY ? "module.exports = {};" : null;
    },
  };
}
