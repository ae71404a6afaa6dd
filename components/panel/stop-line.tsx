import { ShieldAlert, ShieldCheck } from "lucide-react";
import { decimal } from "../../lib/model/decimal.ts";
import type { Millis } from "../../lib/model/identity.ts";
import type { PositionView, StopView } from "../../lib/model/view.ts";
import { formatAge } from "../format/duration.ts";
import { formatShare } from "../format/percent.ts";
import { formatPrice } from "../format/price.ts";
import { formatDayAndMinute, formatMinute, startOfDay } from "../format/time.ts";
import { words } from "../words/current.ts";
import { Aside } from "./figures.tsx";

/** "12:00" of today, "13 Feb, 16:20" before. */
function moment(at: Millis, now: Millis): string {
  return startOfDay(at) === startOfDay(now) ? formatMinute(at) : formatDayAndMinute(at, words.months);
}

function stateOf(stop: StopView, now: Millis): string {
  const say = words.positions.stop;
  switch (stop.status) {
    case "resting":
      return stop.seenRestingAt === null
        ? say.resting(moment(stop.since, now))
        : say.restingSeen(moment(stop.since, now), formatAge(now - stop.seenRestingAt));
    case "committed":
      return say.placing;
    case "unknown":
      return say.unknown;
    case "cancelling":
      return say.cancelling;
  }
}

interface Props {
  readonly position: PositionView;
  readonly now: Millis;
}

/** The stop that protects a position while the browser is closed; a warning where real money has none that rests. */
export function StopLine({ position: { account, held, stop, lotSize }, now }: Props) {
  const say = words.positions.stop;
  const real = account.kind === "real";
  if (decimal(held).isZero() || (stop === null && !real)) return null;
  const resting = stop?.status === "resting";
  const Icon = resting ? ShieldCheck : ShieldAlert;
  const label = say.labels[account.kind];
  return (
    <div className={resting ? "stop-line" : "stop-line stop-open"}>
      <Icon size={14} aria-hidden="true" />
      {stop === null ? (
        <p>
          <strong>{say.missing}</strong>{" "}
          {account.access.state === "locked" ? say.lockedBody : say.missingBody}
        </p>
      ) : (
        <p>
          <span className="label">{label}</span>{" "}
          <span className="figure">{formatPrice(stop.triggerPrice, lotSize)}</span>
          {stop.away !== null && <Aside>{words.positions.away(formatShare(stop.away))}</Aside>}
          <br />
          <span className="secondary">
            {stateOf(stop, now)}
            {stop.basis === "disaster" && ` ${say.disaster}`}
          </span>
        </p>
      )}
    </div>
  );
}
