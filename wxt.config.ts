import { defineConfig } from "wxt";
import { CONNECT_SOURCES } from "./lib/model/exchange-hosts.ts";
import { SITE_MATCHES } from "./lib/sites/sites.ts";
import { ccxtClasses } from "./.config/ccxt.ts";

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
    `connect-src 'self' ${CONNECT_SOURCES.join(" ")}${dev}${socket}`,
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
    description: "__MSG_description__",
    default_locale: "en",
    permissions: [
      "alarms",
      "declarativeNetRequestWithHostAccess",
      "notifications",
      "scripting",
      "storage",
      ...(browser === "firefox" ? [] : ["power", "sidePanel"]),
    ],
    // Should an exchange's firewall refuse requests that an extension sends: off until somebody needs it (README).
    declarative_net_request: {
      rule_resources: [{ id: "no-origin", enabled: false, path: "rules/no-origin.json" }],
    },
    host_permissions: ["https://api.hyperliquid.xyz/*", ...SITE_MATCHES],
    icons: icons("active"),
    action: { default_title: "Pilotfish", default_icon: icons("active") },
    commands: {
      "pause-all": { suggested_key: { default: "Alt+Shift+H" }, description: "__MSG_pauseAll__" },
      halt: { suggested_key: { default: "Alt+Shift+S" }, description: "__MSG_halt__" },
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
