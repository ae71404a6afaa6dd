/**
 * What flushing every commit to the disk costs: the same commits with strict and with relaxed durability, in
 * turns, in a real Chromium on this machine's disk. `npm run bench:journal -- [commits]`, 300 when not told.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { build } from "vite";
import { z } from "zod";
import { provideChromium } from "../browser/provide-chromium.ts";

const PAGE = "https://journal.bench/";
const CommitTimes = z.object({
  strict: z.array(z.number()),
  relaxed: z.array(z.number()),
  rowsMs: z.number(),
  signMs: z.number(),
});

async function pageScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(new URL("journal-page.ts", import.meta.url)),
        name: "bench",
        formats: ["iife"],
      },
    },
  });
  const [result] = Array.isArray(built) ? built : [built];
  const chunk = result !== undefined && "output" in result ? result.output[0] : undefined;
  if (chunk === undefined) throw new Error("The bench could not be built.");
  return chunk.code;
}

async function measure(commits: number): Promise<z.infer<typeof CommitTimes>> {
  const profile = await mkdtemp(join(tmpdir(), "pilotfish-bench-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await provideChromium((text) => console.info(text)),
    chromiumSandbox: process.getuid?.() !== 0,
  });
  try {
    const page = await context.newPage();
    await page.route(PAGE, (route) =>
      route.fulfill({ contentType: "text/html", body: "<title>bench</title>" }),
    );
    await page.goto(PAGE);
    await page.addScriptTag({ content: await pageScript() });
    return CommitTimes.parse(await page.evaluate(`bench.measureCommits(${commits})`));
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
}

function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const commits = Number(process.argv[2] ?? "300");
const { strict, relaxed, rowsMs, signMs } = await measure(commits);
const row = (name: string, times: readonly number[]): string =>
  `${name.padEnd(8)} median ${at(times, 0.5).toFixed(2)} ms, 95 of 100 within ${at(times, 0.95).toFixed(2)} ms (${times.length} commits)`;
console.info(row("strict", strict));
console.info(row("relaxed", relaxed));
console.info(`strict / relaxed, medians: ${(at(strict, 0.5) / at(relaxed, 0.5)).toFixed(2)}`);
console.info(
  `of each commit ${(rowsMs * 1_000).toFixed(0)} µs read eight rows through their schemas and sign them, ${(signMs * 1_000).toFixed(0)} µs of them for the checksums`,
);
