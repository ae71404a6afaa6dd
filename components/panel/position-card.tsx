import { ArrowDownRight, ArrowUpRight } from "lucide-react";
import { decimal, decimalString } from "../../lib/model/decimal.ts";
import type { Millis } from "../../lib/model/identity.ts";
import type { PositionView } from "../../lib/model/view.ts";
import { formatSlippage } from "../format/bps.ts";
import { UNKNOWN } from "../format/grouped.ts";
import { formatMoneyChange } from "../format/money.ts";
import { formatPercentChange, formatShare } from "../format/percent.ts";
import { formatPrice } from "../format/price.ts";
import { formatSize, formatSizes } from "../format/size.ts";
import { AddressText } from "../shared/address-text.tsx";
import { MoneyChange } from "../shared/money-change.tsx";
import { words } from "../words/current.ts";
import { Aside, Figure } from "./figures.tsx";
import { PositionMenu } from "./position-menu.tsx";
import { PositionNotes } from "./position-notes.tsx";
import { StopLine } from "./stop-line.tsx";

/** Which side it is on: what is held, else what is wanted, else the leader's. */
function Side({ position }: { readonly position: PositionView }) {
  const size = [position.held, position.target, position.leaderSize].map(decimal).find((d) => !d.isZero());
  if (size === undefined) return <span className="position-side">{words.positions.flat}</span>;
  const Arrow = size.isNegative() ? ArrowDownRight : ArrowUpRight;
  return (
    <span className="position-side">
      <Arrow size={13} strokeWidth={2.5} aria-hidden="true" />
      {size.isNegative() ? words.positions.short : words.positions.long}
    </span>
  );
}

/** How far held is off its target, as a fraction; null when on target or without one. */
function driftOf({ held, targetLots }: PositionView): number | null {
  const target = decimal(targetLots);
  if (target.isZero() || target.eq(held)) return null;
  return decimal(held).div(target).minus(1).toNumber();
}

/** How far the liquidation price is from the mark, as a fraction. */
function awayOf({ mark, liquidationPrice }: PositionView): number | null {
  if (mark === null || liquidationPrice === null || decimal(mark).isZero()) return null;
  return decimal(liquidationPrice).minus(mark).div(mark).abs().toNumber();
}

interface Props {
  readonly position: PositionView;
  readonly now: Millis;
}

export function PositionCard({ position, now }: Props) {
  const say = words.positions;
  const { lotSize } = position;
  const { kind } = position.account;
  const [held = UNKNOWN, target = UNKNOWN] = formatSizes([position.held, position.targetLots], lotSize);
  const drift = driftOf(position);
  const away = awayOf(position);
  const costs = decimalString(decimal(position.funding).minus(position.fees));
  return (
    <li className={`card rail-${kind} position`}>
      <div className="position-top">
        <h3 className="position-name">{position.instrument}</h3>
        <Side position={position} />
        <span className="position-from">
          {say.from} <AddressText address={position.address} quiet />
        </span>
        <span className="position-net">
          <MoneyChange amount={position.netResult} />
          {position.netFraction !== null && (
            <span className="secondary">{formatPercentChange(position.netFraction)}</span>
          )}
          {!decimal(position.held).isZero() && <PositionMenu position={position} />}
        </span>
      </div>
      <dl className="cells">
        <Figure label={say.heldVsTarget}>
          {say.usedOf(held, target)}
          {drift !== null && <Aside tone="warn">{formatPercentChange(drift)}</Aside>}
        </Figure>
        <Figure label={say.entries}>
          {say.versus(
            formatPrice(position.entryPrice, lotSize),
            formatPrice(position.leaderEntryPrice, lotSize),
          )}
        </Figure>
        <Figure label={say.slippage}>{formatSlippage(position.slippageBps)}</Figure>
        <Figure label={say.leaders}>
          {formatSize(position.leaderSize)}
          {!decimal(position.baseline).isZero() && (
            <Aside>{say.copyableOf(formatSize(position.baseline))}</Aside>
          )}
        </Figure>
        <Figure label={say.liquidations[kind]}>
          {position.liquidationPrice === null
            ? say.noLiquidation[kind]
            : formatPrice(position.liquidationPrice, lotSize)}
          {away !== null && <Aside>{say.away(formatShare(away))}</Aside>}
        </Figure>
        <Figure label={say.feesAndFunding}>{formatMoneyChange(costs)}</Figure>
      </dl>
      <StopLine position={position} now={now} />
      <PositionNotes position={position} />
    </li>
  );
}
