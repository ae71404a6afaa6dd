import { readFileSync } from "node:fs";

/**
 * Recorded payloads, cut short: mutations of the first rows find what those of all rows would. Sources and licences
 * are beside the files (SOURCES.txt): recordings of the Hyperliquid Python SDK, and of a real copy-trading run.
 */
const FIXTURES = new URL("../fixtures/", import.meta.url);
const ROWS = 6;

function fixture(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, FIXTURES), "utf8"));
}

interface Recorded {
  readonly request: { readonly type: string };
  readonly response: unknown;
}

function answer(file: string, type: string): unknown {
  const rows = fixture(`hyperliquid-python-sdk/info/${file}.json`) as readonly Recorded[];
  const found = rows.find((row) => row.request.type === type)?.response;
  if (found === undefined) throw new Error(`${file} has no ${type}`);
  return Array.isArray(found) ? found.slice(0, ROWS) : found;
}

/** Rows of `userFills` as four leaders' streams brought them. */
export const FILL_ROWS: readonly (readonly unknown[])[] = ["acc2", "acc4", "acc5", "acc6"].map((slot) =>
  (fixture(`raw-fills-2026-07/${slot}.leader.fills.json`) as readonly unknown[]).slice(0, 40),
);

/** Answers of `/info` by the type of the request. */
export const ANSWERS = {
  meta: answer("test_get_info", "meta"),
  l2Book: answer("test_get_l2_snapshot", "l2Book"),
  allMids: answer("test_get_all_mids", "allMids"),
  candleSnapshot: answer("test_get_candles_snapshot", "candleSnapshot"),
  fundingHistory: answer("test_get_funding_history_1684811870000", "fundingHistory"),
  // The recording is of a time when the answer had no time yet.
  clearinghouseState: {
    ...Object(answer("test_get_user_state", "clearinghouseState")),
    time: 1_785_000_000_000,
  },
  vaultDetails: { name: "A vault", vaultAddress: `0x${"5".repeat(40)}`, leader: `0x${"6".repeat(40)}` },
  userFills: FILL_ROWS[3]?.slice(0, ROWS).toReversed(),
} as const;

/** Frames of other channels, which mean nothing to a leader source. */
export const OTHER_FRAMES = (
  fixture("raw-fills-2026-07/live-frames.excerpt.json") as readonly unknown[]
).slice(0, 8);
