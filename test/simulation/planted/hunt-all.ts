import { newWorker } from "../new-worker.ts";
import { PLANTED } from "./all-planted.ts";
import type { Hunt } from "./hunt.ts";

const WORKERS = 2;

/** Hunts every planted bug in as many seeds at most, on two worker threads; in the order of the list. */
export async function huntAll(seeds: number, heard: (found: Hunt) => void): Promise<Hunt[]> {
  const names = PLANTED.map(({ name }) => name);
  if (new Set(names).size < names.length) throw new RangeError("Two planted bugs have one name");
  const left = [...names];
  const found = new Map<string, Hunt>();
  await Promise.all(
    Array.from({ length: WORKERS }, () => {
      const worker = newWorker(new URL("planted-worker.ts", import.meta.url));
      return new Promise<void>((resolve, reject) => {
        const next = (): void => {
          const name = left.shift();
          if (name === undefined) void worker.terminate().then(() => resolve());
          else worker.postMessage({ name, seeds }, []);
        };
        worker.on("error", reject);
        worker.on("message", (one: Hunt) => {
          found.set(one.name, one);
          heard(one);
          next();
        });
        next();
      });
    }),
  );
  return names.flatMap((name) => found.get(name) ?? []);
}
