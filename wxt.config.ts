import { defineConfig } from "wxt";
import { ccxtClasses } from "./.config/ccxt.ts";

/** Hosts of the pages on which a card may appear; the same as in lib/sites. */
const SITES = [
  "https://app.hyperliquid.xyz/*",
  "https://hypurrscan.io/*",
  "https://hyperdash.com/*",
  "https://legacy.hyperdash.com/*",
  "https://hyperdash.info/*",
  "https://app.copin.io/*",
];

/** Only the extension's own code, and only these connections; while developing also WXT's local server. */
function pagePolicy(developing: boolean): string {
  const dev = developing ? " http://localhost:3000" : "";
  const socket = developing ? " ws://localhost:3000" : "";
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'unsafe-inline'${dev}`,
    "img-src 'self' data:",
    `font-src 'self'${dev}`,
    `connect-src 'self' https://api.hyperliquid.xyz wss://api.hyperliquid.xyz${dev}${socket}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

const icons = (state: string) =>
  Object.fromEntries([16, 32, 48, 128].map((size) => [size, `icon/${state}-${size}.png`]));

export default defineConfig({
  modules: ["@wxt-dev/module-react", "@wxt-dev/webextension-polyfill"],
  imports: false,
  vite: () => ({ plugins: [ccxtClasses()] }),
  manifestVersion: 3,
  targetBrowsers: ["chrome", "firefox"],
  zip: { name: "pilotfish" },
  manifest: ({ browser, command }) => ({
    name: "Pilotfish",
    short_name: "Pilotfish",
    description:
      "Mirrors a crypto leader's trades into your own account. On paper first. Keys stay in your browser.",
    permissions: ["alarms", "scripting", ...(browser === "firefox" ? [] : ["sidePanel"])],
    host_permissions: ["https://api.hyperliquid.xyz/*", ...SITES],
    icons: icons("active"),
    action: { default_title: "Pilotfish", default_icon: icons("active") },
    commands: {
      "pause-all": { suggested_key: { default: "Alt+Shift+H" }, description: "Pause all mirroring" },
    },
    content_security_policy: {
      extension_pages: pagePolicy(command === "serve"),
    },
    ...(browser === "firefox"
      ? {
          browser_specific_settings: {
            gecko: { id: "pilotfish@pilotfish.invalid", strict_min_version: "128.0" },
          },
        }
      : { minimum_chrome_version: "120" }),
  }),
});
