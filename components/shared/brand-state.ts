import type { Overview } from "../../lib/model/view.ts";
import type { BrandState } from "./brand.tsx";
import { isLost } from "./feed-trouble.ts";

/** The icon tells the state: halted or a lost feed, paused or nothing to do, at work. */
export function brandState(overview: Overview | undefined, failed: boolean): BrandState {
  if (failed || overview?.state === "halted" || isLost(overview?.feed ?? null)) return "error";
  return overview?.state === "paused" ? "paused" : "active";
}
