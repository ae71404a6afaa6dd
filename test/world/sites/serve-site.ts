import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { addressInPath, routesOf, type SiteRoutes } from "./site-routes.ts";

const SCRIPT = readFileSync(new URL("page.client.js", import.meta.url), "utf8");
const STYLE = readFileSync(new URL("page.client.css", import.meta.url), "utf8");
/** A second trader for worlds with one leader. */
const SPARE = "0x00000000000000000000000000000000000000f1";

/** As strict as a careful site's: nothing inline, nothing from elsewhere but the API. */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self' https://api.hyperliquid.xyz wss://api.hyperliquid.xyz",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
].join("; ");

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
}

function page(routes: SiteRoutes, path: string, leaders: readonly string[]): string {
  const address = addressInPath(routes, path);
  const link = (href: string, words: string) => `<a data-spa href="${href}">${words}</a>`;
  const profile = routes.profiles[0] ?? "/";
  const [first = SPARE, second = SPARE] = leaders;
  const title = escaped(`${address ?? "Home"} - ${routes.name}`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<link rel="stylesheet" href="/page.css">
</head>
<body data-site="${routes.name}" data-profiles="${routes.profiles.join(" ")}">
<header>
<strong>${routes.name} (local)</strong>
<nav>
${link(profile.replace("{address}", first), "First trader")}
${link(profile.replace("{address}", second), "Second trader")}
${link(routes.withoutLeader, "No trader")}
</nav>
</header>
<main>
<h1>${address ?? "No trader on this page"}</h1>
<p id="role" class="muted">${address === null ? "" : "Trader"}</p>
<p class="muted">A stand-in for the real site, served on this computer.</p>
</main>
<script src="/page.js"></script>
</body>
</html>
`;
}

/** Pages of the sites that show traders, at the sites' real URLs. */
export function serveSite(
  host: string,
  request: IncomingMessage,
  response: ServerResponse,
  leaders: readonly string[],
): void {
  const path = new URL(request.url ?? "/", `https://${host}`).pathname;
  const csp = host === "app.hyperliquid.xyz" ? { "content-security-policy": CSP } : {};
  const reply = (type: string, content: string) => {
    response.writeHead(200, { "content-type": `${type}; charset=utf-8`, ...csp }).end(content);
  };
  if (path === "/page.js") reply("text/javascript", SCRIPT);
  else if (path === "/page.css") reply("text/css", STYLE);
  else if (path === "/favicon.ico") response.writeHead(204).end();
  else reply("text/html", page(routesOf(host), path, leaders));
}
