import type { GuardView, LimitUse } from "../../lib/model/view.ts";
import { formatPercentOf } from "../format/percent.ts";
import { words } from "../words/current.ts";
import { LimitMeter } from "./limit-meter.tsx";

function usedText({ used, limit }: LimitUse): string {
  const say = words.guards;
  const most = formatPercentOf(limit);
  return used >= limit ? say.reached(most) : say.usedOf(formatPercentOf(used), most);
}

interface Props {
  readonly guard: GuardView;
  readonly stacked?: boolean;
  /** Leaves the daily loss away, where there is room for one only. */
  readonly drawdownOnly?: boolean;
}

/** How much of the drawdown and of the daily loss is used, where there are such rules. */
export function GuardMeters({ guard, stacked = false, drawdownOnly = false }: Props) {
  const { drawdown, dailyLoss } = guard;
  const say = words.guards;
  return (
    <>
      {dailyLoss !== null && !drawdownOnly && (
        <LimitMeter label={say.dailyLoss} {...dailyLoss} text={usedText(dailyLoss)} stacked={stacked} />
      )}
      {drawdown !== null && (
        <LimitMeter label={say.drawdown} {...drawdown} text={usedText(drawdown)} stacked={stacked} />
      )}
    </>
  );
}
