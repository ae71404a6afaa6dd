import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Recording } from "./leaders/leader-script.ts";
import { startWorld } from "./world.ts";

/** A world for hand use: node test/world/serve.ts --port 8443 --leader acc6 --speed 60 */
const { values } = parseArgs({
  options: {
    port: { type: "string", default: "8443" },
    leader: { type: "string", default: "acc6" },
    speed: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
  },
});

const file = new URL(`../fixtures/raw-fills-2026-07/${values.leader}.leader.fills.json`, import.meta.url);
const address = `0x${values.leader.replace(/\D/g, "").padStart(40, "a")}`;
const world = await startWorld({
  seed: Number(values.seed),
  port: Number(values.port),
  leaders: [
    {
      kind: "recorded",
      address,
      fills: Recording.parse(JSON.parse(readFileSync(file, "utf8"))),
      equity: "20000",
      speed: Number(values.speed),
      maxGapMs: 2_000,
      autoplay: true,
    },
  ],
});
console.info(`https://127.0.0.1:${world.port} plays ${values.leader} as ${address}; Ctrl+C ends it.`);
process.once("SIGINT", () => {
  world.close().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
});
