import { Meter } from "@base-ui/react/meter";

interface Props {
  readonly label: string;
  readonly used: number;
  readonly limit: number;
  /** "11.4% of 15%": shown and spoken. */
  readonly text: string;
  readonly stacked?: boolean;
}

/** Used of limit: neutral, a warning from 75 % on, hit at 100 %. */
export function LimitMeter({ label, used, limit, text, stacked = false }: Props) {
  const share = limit > 0 ? Math.max(0, used / limit) : 0;
  const level = share >= 1 ? "hit" : share >= 0.75 ? "warn" : "neutral";
  return (
    <Meter.Root
      className={`meter meter-${level}${stacked ? " meter-stacked" : ""}`}
      value={Math.min(share, 1)}
      max={1}
      aria-valuetext={text}
    >
      <Meter.Label>{label}</Meter.Label>
      <Meter.Track className="meter-track">
        <Meter.Indicator className="meter-fill" />
      </Meter.Track>
      <span className="meter-value" aria-hidden="true">
        {text}
      </span>
    </Meter.Root>
  );
}
