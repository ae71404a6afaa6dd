import { Info } from "lucide-react";
import { Decimal, ZERO, decimal, decimalString } from "../../lib/model/decimal.ts";
import { formatLeverage } from "../format/leverage.ts";
import { formatMoneyWhole } from "../format/money.ts";
import { formatSize } from "../format/size.ts";
import { words } from "../words/current.ts";
import type { PreviewLine, StartPreview } from "./start-preview.ts";

interface Props {
  readonly preview: StartPreview;
  /** USD, above 0. */
  readonly allocation: Decimal;
}

/** More would push the button out of sight. */
const MOST_LINES = 4;

/** In whole lots, and with no more figures than an estimate is good for. */
function sizeOf({ size, instrument }: PreviewLine): string {
  const decimals =
    instrument === undefined ? size.decimalPlaces() : decimal(instrument.lotSize).decimalPlaces();
  const lots = size.toDecimalPlaces(decimals, Decimal.ROUND_DOWN);
  return formatSize(decimalString(lots.toSignificantDigits(3)));
}

function money(amount: Decimal): string {
  return formatMoneyWhole(decimalString(amount));
}

function times(notional: Decimal, allocation: Decimal): string {
  return formatLeverage(notional.div(allocation).toNumber());
}

function Example({ line, allocation }: { readonly line: PreviewLine; readonly allocation: Decimal }) {
  const say = words.real.preview;
  const { leader, long, notional, tooSmall } = line;
  const whose = say.leaders(
    formatSize(leader.size),
    leader.instrument,
    say.sides[leader.size.startsWith("-") ? "short" : "long"],
  );
  const side = say.sides[long ? "long" : "short"];
  const copy = say.copy(sizeOf(line), leader.instrument, side, money(notional), times(notional, allocation));
  return (
    <p>
      {whose} <strong>{copy}</strong>
      {tooSmall ? say.tooSmall : say.notCopied}
    </p>
  );
}

function Opened({ preview: { opened }, allocation }: Props) {
  const say = words.real.preview;
  const total = opened.reduce((sum, { notional }) => sum.plus(notional), ZERO);
  const left = opened.length - MOST_LINES;
  return (
    <div>
      <p>{say.opened}</p>
      <ul>
        {opened.slice(0, MOST_LINES).map((line) => (
          <li key={line.leader.instrument}>
            {say.line(
              sizeOf(line),
              line.leader.instrument,
              say.sides[line.long ? "long" : "short"],
              money(line.notional),
            )}
          </li>
        ))}
        {left > 0 && <li>{say.more(left)}</li>}
      </ul>
      <p>
        <strong>{say.together(money(total), times(total, allocation))}</strong> {say.less}
      </p>
    </div>
  );
}

/** What a start would open at once, or what the leader's largest position would be; nothing where he holds none. */
export function StartPreviewBox({ preview, allocation }: Props) {
  const { opened, example } = preview;
  if (opened.length === 0 && example === null) return null;
  return (
    <section className="preview secondary" aria-label={words.real.preview.label}>
      <Info size={16} aria-hidden="true" />
      {opened.length > 0 || example === null ? (
        <Opened preview={preview} allocation={allocation} />
      ) : (
        <Example line={example} allocation={allocation} />
      )}
    </section>
  );
}
