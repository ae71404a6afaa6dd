import type { LeaderReading } from "../../lib/model/leader.ts";
import { leverage, money, percent, price, UNKNOWN, wholeMoney } from "./format-figures.ts";
import { type LeaderExposure, leaderExposure } from "./leader-exposure.ts";
import { PositionList } from "./position-list.tsx";
import { sideOf } from "./position-side.ts";
import { WORDS } from "./words-en.ts";

const NAMED = 3;

/** What the leader holds now: account value, exposure, leverage, distance to liquidation, positions. */
export function LeaderFigures({ reading }: { reading: LeaderReading }) {
  const exposure = leaderExposure(reading.snapshot);
  const notCopyable = notCopyableNames(reading);
  return (
    <section className="leader-figures">
      <dl className="tiles">
        <div>
          <dt>{WORDS.accountValue}</dt>
          <dd>{money(reading.snapshot.equity)}</dd>
        </div>
        <div>
          <dt>{WORDS.exposure}</dt>
          <dd>{wholeMoney(exposure.notional)}</dd>
        </div>
        <div>
          <dt>{WORDS.leverageNow}</dt>
          <dd>{leverage(exposure.leverage)}</dd>
        </div>
      </dl>
      <dl className="rows">
        <div>
          <dt>{WORDS.nearestLiquidation}</dt>
          <dd>
            <NearestLiquidation nearest={exposure.nearest} />
          </dd>
        </div>
      </dl>
      <PositionList positions={exposure.positions} />
      {notCopyable !== null && <p className="secondary">{WORDS.notCopyable(notCopyable)}</p>}
    </section>
  );
}

function NearestLiquidation({ nearest }: { nearest: LeaderExposure["nearest"] }) {
  if (nearest === null) return UNKNOWN;
  const { position, away } = nearest;
  return (
    <>
      {WORDS.away(percent(away))}{" "}
      <small>
        {WORDS.liquidationOf(position.instrument, sideOf(position), price(position.liquidationPrice ?? ""))}
      </small>
    </>
  );
}

/** "PURR/USDC (spot), xyz:TSLA (another dex), 2 more"; null when all can be copied. */
function notCopyableNames(reading: LeaderReading): string | null {
  const names = new Set(
    reading.notCopyable.map((what) => `${what.instrument} (${WORDS.notCopyableReason[what.reason]})`),
  );
  if (names.size === 0) return null;
  const shown = [...names].slice(0, NAMED);
  if (names.size > NAMED) shown.push(WORDS.andMore(names.size - NAMED));
  return shown.join(", ");
}
