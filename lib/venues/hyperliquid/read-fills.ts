import type { z } from "zod";
import type { Address } from "../../model/identity.ts";
import { parseAnswer } from "../../model/parse-answer.ts";
import { type AskInfo, RequestError } from "../../model/request.ts";
import { FillsAnswer, TwapFillsAnswer, type WireFill } from "./account-answers.ts";
import { fillKey } from "./venue-fill-of.ts";

/** Rows of one answer (docs, "Pagination"). */
const PAGE = 2_000;
/** 20, and one more for every 20 rows (docs, "Rate limits and user limits"). */
const PAGE_WEIGHT = 20 + PAGE / 20;
/** The exchange keeps the 10,000 newest fills; what does not end after so many pages is no history. */
const MOST_PAGES = 20;

/**
 * All fills of an account from one moment to another (venue's time, both included), oldest first, without the slices of
 * TWAP orders. Rejects with a RequestError.
 */
export function readFills(
  ask: AskInfo,
  owner: Address,
  from: number,
  to: number,
): Promise<readonly WireFill[]> {
  return readPages(from, to, async (startTime) => {
    const request = {
      type: "userFillsByTime",
      user: owner,
      startTime,
      endTime: to,
      aggregateByTime: false,
    };
    return parsed(FillsAnswer, await ask(request, PAGE_WEIGHT, "orders"), "userFillsByTime");
  });
}

/** The same for the slices of TWAP orders, which `userFillsByTime` leaves out (measured; kept for about 13 days). */
export function readTwapFills(
  ask: AskInfo,
  owner: Address,
  from: number,
  to: number,
): Promise<readonly WireFill[]> {
  return readPages(from, to, async (startTime) => {
    const request = { type: "userTwapSliceFillsByTime", user: owner, startTime, endTime: to };
    const answer = await ask(request, PAGE_WEIGHT, "orders");
    return parsed(TwapFillsAnswer, answer, "userTwapSliceFillsByTime").map((row) => row.fill);
  });
}

function parsed<T>(schema: z.ZodType<T>, { body }: { readonly body: unknown }, what: string): T {
  return parseAnswer(schema, body, what);
}

/** Each page begins at the last row's time, included: rows of one millisecond may lie on both sides of a page's end. */
async function readPages(
  from: number,
  to: number,
  page: (startTime: number) => Promise<readonly WireFill[]>,
): Promise<readonly WireFill[]> {
  const rows = new Map<string, WireFill>();
  let startTime = from;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const told = await page(startTime);
    for (const row of told) rows.set(fillKey(row), row);
    const last = told.at(-1);
    if (last === undefined || told.length < PAGE)
      return [...rows.values()].filter(({ time }) => time <= to).toSorted((a, b) => a.time - b.time);
    if (last.time <= startTime)
      throw new RequestError("unreadable", "More fills in one millisecond than one answer holds.");
    startTime = last.time;
  }
  throw new RequestError("unreadable", `More fills than ${MOST_PAGES} answers hold.`);
}
