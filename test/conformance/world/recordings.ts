import { readFileSync } from "node:fs";
import { z } from "zod";
import { Recording } from "../../world/leaders/leader-script.ts";
import type { Fill } from "../../world/wire/fill.ts";

const FIXTURES = new URL("../../fixtures/", import.meta.url);

export function readFixture(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, FIXTURES), "utf8"));
}

/** A leader of July 2026: "acc2", "acc6". */
export function recordedFills(slot: string): Fill[] {
  return Recording.parse(readFixture(`raw-fills-2026-07/${slot}.leader.fills.json`));
}

const Cassette = z.array(
  z.looseObject({ request: z.looseObject({ type: z.string() }), response: z.unknown() }),
);

/** Recorded answers to one info type, from one file of the SDK's recordings. */
export function cassette(file: string, type: string): unknown[] {
  const rows = Cassette.parse(readFixture(`hyperliquid-python-sdk/info/${file}.json`));
  return rows.filter((row) => row.request.type === type).map((row) => row.response);
}
