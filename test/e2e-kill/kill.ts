import { writeFile } from "node:fs/promises";
import { buildExtension, isBuildFresh } from "../browser/extension-build.ts";
import { provideChromium } from "../browser/provide-chromium.ts";
import { type KillOptions, USAGE, readKillOptions } from "./kill-options.ts";
import { type RoundResult, runRound } from "./kill-round.ts";
import { runRealRound } from "./real-round.ts";

/** Kills of one browser and world. A fresh one each time: a fault is found near to where it was made. */
const KILLS_A_ROUND = 50;

const row = (...cells: readonly (string | number)[]): string =>
  cells.map((cell) => String(cell).padStart(12)).join("");

async function main({ real, kills, seed, json, headless }: KillOptions): Promise<number> {
  await provideChromium((text) => console.info(text));
  if (!(await isBuildFresh())) {
    console.info("Building the extension…");
    await buildExtension();
  }
  const began = Date.now();
  const rounds: (RoundResult & { readonly seed: number })[] = [];
  console.info(row("seed", "kills", "in flight", "booked", "orders", "his fills", "compared", "mismatches"));
  for (let left = kills; left > 0; left -= KILLS_A_ROUND) {
    const roundSeed = seed + rounds.length;
    const run = real ? runRealRound : runRound;
    const result = await run(Math.min(left, KILLS_A_ROUND), roundSeed, headless, (done, inFlight, booked) => {
      if (done % 10 === 0) console.info(row(roundSeed, done, inFlight, booked, "…"));
    });
    rounds.push({ ...result, seed: roundSeed });
    const { orders, leaderFills, compared, mismatches } = result;
    console.info(
      row(
        roundSeed,
        result.kills,
        result.inFlight,
        result.booked,
        orders,
        leaderFills,
        compared,
        mismatches.length,
      ),
    );
    if (result.real !== null) {
      const { stops, unanswered, powerCuts } = result.real;
      console.info(`  ${stops} stops, ${unanswered} acts never answered, ${powerCuts} power cuts`);
    }
    for (const mismatch of mismatches.slice(0, 20)) console.error(`  ${mismatch}`);
  }
  const sum = (of: (round: RoundResult) => number): number =>
    rounds.reduce((all, round) => all + of(round), 0);
  const total = {
    seed,
    kills: sum((round) => round.kills),
    inFlight: sum((round) => round.inFlight),
    booked: sum((round) => round.booked),
    orders: sum((round) => round.orders),
    leaderFills: sum((round) => round.leaderFills),
    compared: sum((round) => round.compared),
    mismatches: sum((round) => round.mismatches.length),
    seconds: Math.round((Date.now() - began) / 1_000),
  };
  console.info(
    row(
      "all",
      total.kills,
      total.inFlight,
      total.booked,
      total.orders,
      total.leaderFills,
      total.compared,
      total.mismatches,
    ),
  );
  // Kills that hit nothing prove nothing.
  const tooFew = total.inFlight * 3 < total.kills;
  if (tooFew) console.error("Fewer than a third of the kills met an order in flight.");
  if (json !== null) await writeFile(json, `${JSON.stringify({ ...total, rounds }, null, 2)}\n`);
  return total.mismatches > 0 || tooFew ? 1 : 0;
}

let options: KillOptions | null = null;
try {
  options = readKillOptions(process.argv.slice(2));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 2;
}
if (options !== null) {
  try {
    process.exitCode = await main(options);
  } catch (error) {
    console.error(error instanceof Error ? (error.stack ?? error.message) : error);
    process.exitCode = 1;
  }
}
