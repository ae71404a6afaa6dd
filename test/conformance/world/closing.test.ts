import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const WORLD = new URL("../../world/world.ts", import.meta.url).href;

test("nothing is left running after close: the process ends by itself", async () => {
  const script = `
    import { startWorld } from ${JSON.stringify(WORLD)};
    const world = await startWorld({
      seed: 1,
      leaders: [{
        kind: "seeded", address: "0x${"e".repeat(40)}", equity: "1000", coins: ["BTC"],
        tradesPerMinute: 600, maxLeverage: 2, autoplay: true,
      }],
    });
    await world.close();
    console.log("closed");
  `;
  const options = { timeout: 15_000 };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--input-type=module", "--eval", script],
    options,
  );
  expect(stdout).toBe("closed\n");
}, 20_000);
