import { get } from "node:https";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SITE_HOSTS } from "../../world/server/certificate.ts";
import { startWorld, type World } from "../../world/world.ts";

const A = "0xABCDEFabcdefabcdefabcdefabcdefabcdefabcd";

let world: World;
beforeAll(async () => {
  world = await startWorld({ seed: 1, leaders: [{ kind: "manual", address: A, equity: "1" }] });
});
afterAll(async () => {
  await world.close();
});

/** A page as a browser asks for it whose resolver leads all hosts here; the certificate must name the host. */
function page(host: string, path: string): Promise<{ text: string; csp: string | undefined }> {
  return new Promise((resolve, reject) => {
    const request = { host: "127.0.0.1", port: world.port, path, servername: host, ca: world.certificate };
    get({ ...request, headers: { host } }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => {
        resolve({ text, csp: response.headers["content-security-policy"]?.toString() });
      });
    }).on("error", reject);
  });
}

describe("sites", () => {
  test.each([
    ["app.hyperliquid.xyz", `/explorer/address/${A}`],
    ["app.hyperliquid.xyz", `/vaults/${A}`],
    ["hypurrscan.io", `/address/${A}`],
    ["hyperdash.com", `/address/${A}`],
    ["legacy.hyperdash.com", `/trader/${A}`],
    ["hyperdash.info", `/trader/${A}`],
    ["app.copin.io", `/trader/${A}/HYPERLIQUID`],
  ])("%s%s shows the trader", async (host, path) => {
    expect((await page(host, path)).text).toContain(`<h1>${A}</h1>`);
  });

  test("pages without a trader, and a strict policy on Hyperliquid's own", async () => {
    for (const host of SITE_HOSTS) expect((await page(host, "/")).text).toContain("No trader on this page");
    expect((await page("app.hyperliquid.xyz", "/trade")).csp).toContain("script-src 'self'");
    expect((await page("app.hyperliquid.xyz", "/page.js")).text).toContain("history.pushState");
  });

  test("nothing of the path gets into the markup unescaped", async () => {
    expect((await page("hypurrscan.io", "/address/<script>")).text).not.toContain("<script>alert");
  });
});
