import { parentPort } from "node:worker_threads";
import { PLANTED } from "./all-planted.ts";
import { hunt } from "./hunt.ts";

/** Hunts the bugs that the command names, one after the other. */
parentPort?.on("message", (wanted: { readonly name: string; readonly seeds: number }) => {
  void tell(wanted);
});

async function tell({ name, seeds }: { readonly name: string; readonly seeds: number }): Promise<void> {
  const bug = PLANTED.find((one) => one.name === name);
  if (bug === undefined) throw new RangeError(`Nobody has planted ${name}`);
  parentPort?.postMessage(await hunt(bug, seeds), []);
}
