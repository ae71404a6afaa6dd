import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EXCLUDED_MATCHES, leaderOf, SITE_MATCHES, SITES } from "../../lib/sites/sites.ts";

const A = "0x7a3f41b8d90e6c25a17f83be04d9625cc1d2c91e";
const MIXED = "0x7A3f41B8d90e6C25a17f83be04d9625cc1d2C91E";
const HASH = `0x${"ab".repeat(32)}`;

const leaderPages: readonly string[] = [
  `https://app.hyperliquid.xyz/explorer/address/${A}`,
  `https://app.hyperliquid.xyz/explorer/address/${MIXED}/`,
  `https://app.hyperliquid.xyz/explorer/address/${A}?utm_source=x#fills`,
  `https://app.hyperliquid.xyz/vaults/${MIXED}`,
  `https://app.hyperliquid.xyz/vaults/${A}/positions`,
  `https://hypurrscan.io/address/${A}#perps`,
  `https://hypurrscan.io/#/address/${A}`,
  `https://hypurrscan.io/#/address/${MIXED}?tab=perps`,
  `https://hyperdash.com/address/${A}`,
  `https://legacy.hyperdash.com/trader/${A}`,
  `https://hyperdash.info/trader/${MIXED}?chart1=BTC`,
  `https://app.copin.io/trader/${A}/HYPERLIQUID`,
  `https://app.copin.io/trader/${MIXED}/hyperliquid?utm_source=share`,
  `https://app.copin.io/trader/${A}/Hyperliquid/`,
];

const otherPages: readonly string[] = [
  "https://app.hyperliquid.xyz/",
  "https://app.hyperliquid.xyz/API",
  "https://app.hyperliquid.xyz/trade/BTC",
  "https://app.hyperliquid.xyz/leaderboard",
  `https://app.hyperliquid.xyz/leaderboard?address=${A}`,
  `https://app.hyperliquid.xyz/explorer/tx/${HASH}`,
  `https://app.hyperliquid.xyz/explorer/tx/${A}`,
  `https://app.hyperliquid.xyz/explorer/address/${HASH}`,
  `https://app.hyperliquid.xyz/explorer/address/${A}00`,
  `https://app.hyperliquid.xyz/explorer/address/${A.slice(0, -1)}`,
  `https://app.hyperliquid.xyz/explorer/address/${A.slice(2)}`,
  "https://app.hyperliquid.xyz/vaults",
  `https://app.hyperliquid.xyz/#/vaults-of/${A}`,
  `https://app.hyperliquid-testnet.xyz/explorer/address/${A}`,
  `https://hypurrscan.io/tx/${HASH}`,
  `https://hypurrscan.io/tx/${A}`,
  `https://hypurrscan.io/address/${HASH}`,
  `https://hypurrscan.io/token/${A}`,
  `https://hypurrscan.io/dashboard#/address/${A}`,
  `https://hypurrscan.io.evil.example/address/${A}`,
  `https://evil.example/?u=https://hypurrscan.io/address/${A}`,
  `http://hypurrscan.io/address/${A}`,
  `https://hypurrscan.io:8443/address/${A}`,
  `https://hyperdash.com/trader/${HASH}`,
  "https://hyperdash.com/top-traders",
  `https://app.copin.io/trader/${A}`,
  `https://app.copin.io/trader/${A}/GMX`,
  `https://app.copin.io/trader/${A}/HYPERLIQUID_X`,
  `https://app.copin.io/trader/${A}/?protocol=HYPERLIQUID`,
  "https://app.copin.io/HYPERLIQUID/leaderboard?leaderboard_type=WEEK",
  `https://copin.io/trader/${A}/HYPERLIQUID`,
];

const DIGITS = "0123456789abcdefABCDEF".split("");

function digits(minLength: number, maxLength: number) {
  return fc.string({ unit: fc.constantFrom(...DIGITS), minLength, maxLength });
}

describe("leaderOf", () => {
  it.each(leaderPages)("finds the leader on %s", (url) => {
    expect(leaderOf(new URL(url))).toBe(A);
  });

  it.each(otherPages)("finds none on %s", (url) => {
    expect(leaderOf(new URL(url))).toBeNull();
  });

  it("is told apart by site", () => {
    const found = leaderPages.map((url) => SITES.find((site) => site.leaderOf(new URL(url)) !== null)?.id);
    expect(new Set(found)).toEqual(new Set(SITES.map((site) => site.id)));
  });

  const host = fc.constantFrom(
    ...SITE_MATCHES.map((match) => new URL(match.slice(0, -1)).host),
    "example.com",
  );
  const part = fc.oneof(
    fc.constantFrom("explorer", "address", "vaults", "trader", "tx", "HYPERLIQUID", "GMX", "#", "?", "%", ""),
    digits(0, 70).map((hex) => `0x${hex}`),
    fc.webSegment(),
  );

  it("never throws, and returns lower-case addresses that are whole parts of the URL", () => {
    fc.assert(
      fc.property(host, fc.array(part, { maxLength: 6 }), (name, parts) => {
        const url = new URL(`https://${name}/${parts.join("/")}`);
        const leader = leaderOf(url);
        if (leader === null) return;
        expect(leader).toMatch(/^0x[0-9a-f]{40}$/);
        expect(url.href.toLowerCase().split(/[/?#]/)).toContain(leader);
      }),
    );
  });

  it("never takes a 64 digit hash, or a page of a transaction", () => {
    fc.assert(
      fc.property(
        host,
        digits(64, 64),
        digits(40, 40),
        fc.constantFrom("tx", "block", "token"),
        (name, hash, address, kind) => {
          for (const section of ["address", "trader", "vaults", "explorer/address"]) {
            expect(leaderOf(new URL(`https://${name}/${section}/0x${hash}/HYPERLIQUID`))).toBeNull();
          }
          expect(leaderOf(new URL(`https://${name}/${kind}/0x${address}`))).toBeNull();
          expect(leaderOf(new URL(`https://${name}/explorer/${kind}/0x${address}`))).toBeNull();
        },
      ),
    );
  });
});

describe("SITE_MATCHES", () => {
  it("covers every leader page, so that one reached without loading a document is seen", () => {
    for (const page of leaderPages) {
      const { origin } = new URL(page);
      expect(SITE_MATCHES).toContain(`${origin}/*`);
    }
  });

  it("has https patterns of one plain host only, each once", () => {
    expect(new Set(SITE_MATCHES).size).toBe(SITE_MATCHES.length);
    for (const match of SITE_MATCHES) expect(match).toMatch(/^https:\/\/[a-z0-9.-]+\/\*$/);
  });

  it("leaves out the page where trading keys are made", () => {
    expect(EXCLUDED_MATCHES).toContain("https://app.hyperliquid.xyz/API*");
  });
});
