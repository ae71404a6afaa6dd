import { Decimal, type DecimalString, decimal, decimalString } from "../../model/decimal.ts";
import { type AccountId, type Address, InstrumentId } from "../../model/identity.ts";
import type { FundingPayment } from "../../model/order.ts";
import { parseAnswer } from "../../model/parse-answer.ts";
import { type AskInfo, RequestError } from "../../model/request.ts";
import { FundingAnswer, type WireFunding, isMainDexPerp } from "./account-answers.ts";

const HOUR_MS = 3_600_000;
/** Rows of one answer (docs, "Pagination"), each hour and position one. */
const PAGE = 500;
/** 20, and one more for every 20 rows (docs, "Rate limits and user limits"). */
const PAGE_WEIGHT = 20 + PAGE / 20;
const MOST_PAGES = 100;
/** Digits of a price that is reckoned back from the amount. */
const PRICE_FIGURES = 10;

type DatedFunding = WireFunding & { readonly time: number };

/** Rows of funding in the model's words; those of spot and other dexes are left out. */
export function fundingPayments(accountId: AccountId, rows: readonly DatedFunding[]): FundingPayment[] {
  return rows
    .filter((row) => isMainDexPerp(row.coin))
    .map((row): FundingPayment => ({
      accountId,
      instrument: InstrumentId.parse(row.coin),
      // It is charged at the full hour and recorded a few milliseconds later.
      hour: Math.floor(row.time / HOUR_MS) * HOUR_MS,
      size: row.szi,
      rate: row.fundingRate,
      price: priceBehind(row),
      amount: row.usdc,
    }));
}

/** The exchange does not tell it: amount = size * rate * price, the price being the oracle's. 0 where nothing was charged. */
function priceBehind({ usdc, szi, fundingRate }: WireFunding): DecimalString {
  const charged = decimal(szi).times(fundingRate).abs();
  if (charged.isZero()) return decimalString("0");
  const price = decimal(usdc).abs().div(charged).toSignificantDigits(PRICE_FIGURES);
  // A rounded amount over a tiny rate may reckon back to nothing that can be a price.
  return price.gte(new Decimal("1e15")) ? decimalString("0") : decimalString(price);
}

/**
 * The funding of an account from one moment to another (venue's time, both included), oldest first. Rejects with a
 * RequestError.
 */
export async function readFunding(
  ask: AskInfo,
  owner: Address,
  from: number,
  to: number,
): Promise<readonly DatedFunding[]> {
  const rows = new Map<string, DatedFunding>();
  let startTime = from;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const request = { type: "userFunding", user: owner, startTime, endTime: to };
    const { body } = await ask(request, PAGE_WEIGHT, "orders");
    const page = parseAnswer(FundingAnswer, body, "userFunding");
    for (const { time, delta } of page) rows.set(`${time}|${delta.coin}`, { ...delta, time });
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE || last.time <= startTime) return [...rows.values()];
    startTime = last.time;
  }
  throw new RequestError("unreadable", `More funding than ${MOST_PAGES} answers hold.`);
}
