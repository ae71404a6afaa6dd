import { ZERO, decimal, decimalString } from "../model/decimal.ts";
import type { VenueReport } from "../model/order.ts";
import { booksThere } from "./own-position.ts";
import { isNews } from "./seen-reports.ts";
import type { Work } from "./work.ts";

/**
 * Funding goes to the follows on the charged side in proportion to what they hold of it; the user's own part is
 * his.
 */
export function applyFunding(work: Work, report: Extract<VenueReport, { kind: "funding" }>): void {
  for (const payment of report.payments) {
    const { accountId, instrument, hour } = payment;
    if (!isNews(work, accountId, instrument, `funding:${hour}`)) continue;
    const long = decimal(payment.size).isPositive();
    const there = booksThere(work, accountId, instrument);
    const holding = there.filter(
      (book) => !decimal(book.held).isZero() && decimal(book.held).isPositive() === long,
    );
    // Closed since the hour: it is still the cost of having held it.
    const books = holding.length > 0 ? holding : there;
    const weights = books.map((book) => (holding.length > 0 ? decimal(book.held).abs() : decimal(1)));
    const all = weights.reduce((sum, weight) => sum.plus(weight), ZERO);
    let left = decimal(payment.amount);
    for (const [index, book] of books.entries()) {
      const last = index === books.length - 1;
      const share = last
        ? left
        : decimal(payment.amount)
            .times(weights[index] ?? ZERO)
            .div(all);
      left = left.minus(share);
      work.putBook({ ...book, funding: decimalString(decimal(book.funding).plus(share)) });
    }
  }
}
