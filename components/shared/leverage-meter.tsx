import type { FollowView } from "../../lib/model/view.ts";
import { formatLeverage } from "../format/leverage.ts";
import { words } from "../words/current.ts";
import { LimitMeter } from "./limit-meter.tsx";

/** How much of a follow's leverage limit its targets use. */
export function LeverageMeter({ view }: { readonly view: FollowView }) {
  const limit = view.follow.settings.limits.maxLeverage;
  return (
    <LimitMeter
      label={words.follows.leverage}
      used={view.leverage}
      limit={limit}
      text={words.positions.usedOf(formatLeverage(view.leverage), formatLeverage(limit, "limit"))}
    />
  );
}
