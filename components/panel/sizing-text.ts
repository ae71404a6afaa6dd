import { decimal, decimalString } from "../../lib/model/decimal.ts";
import type { FollowView } from "../../lib/model/view.ts";
import { formatMoney } from "../format/money.ts";
import { formatSize } from "../format/size.ts";
import { words } from "../words/current.ts";

/** How a follow sizes, with the present scale where it follows from the leader's equity: "Proportional, 1/402". */
export function sizingText(view: FollowView): string {
  const say = words.follows;
  const { sizing } = view.follow.settings;
  const allocation = decimal(view.allocation);
  switch (sizing.kind) {
    case "fixed-ratio":
      return say.fixedRatio(formatSize(sizing.ratio));
    case "fixed-amount":
      return say.fixedAmount(formatMoney(sizing.amount));
    case "fixed-margin":
      return say.fixedMargin(formatMoney(sizing.margin));
    case "equity-proportional": {
      if (view.leaderEquity === null || !decimal(view.leaderEquity).gt(0) || allocation.lte(0))
        return say.proportional(null);
      const divisor = decimal(view.leaderEquity).div(allocation);
      if (divisor.lt(1))
        return say.proportionalMore(formatSize(decimalString(decimal(1).div(divisor).toDecimalPlaces(1))));
      return say.proportional(formatSize(decimalString(divisor.toDecimalPlaces(divisor.lt(10) ? 1 : 0))));
    }
  }
}
