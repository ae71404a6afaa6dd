import { useState } from "react";
import { plain } from "../form/number-text.ts";
import { DecimalString, decimal, decimalString } from "../../lib/model/decimal.ts";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import type { Intent } from "../../lib/model/order.ts";
import { formatPrice } from "../format/price.ts";
import { formatSize } from "../format/size.ts";
import { useCommand } from "../use-command.ts";
import { words } from "../words/current.ts";
import { ChoiceGroup } from "./choice-group.tsx";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { TextField } from "./text-field.tsx";

interface Props {
  readonly intent: Intent;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** A number above 0 and at most `most` in what was typed; null when it is none. */
function amountIn(text: string, most: DecimalString | null): DecimalString | null {
  const parsed = DecimalString.safeParse(plain(text));
  if (!parsed.success || decimal(parsed.data).lte(0)) return null;
  return most !== null && decimal(parsed.data).gt(most) ? null : parsed.data;
}

/** The user looked at the exchange, and says what became of an order that got no readable answer. */
export function SettleDialog({ intent, open, onOpenChange }: Props) {
  // Nothing is chosen from the start: a wrong answer is booked, and may be bought again.
  const [outcome, setOutcome] = useState<"never" | "filled" | null>(null);
  const [size, setSize] = useState<string>(intent.size);
  const [price, setPrice] = useState<string>(intent.limitPrice);
  const [checked, setChecked] = useState(false);
  const command = useCommand();
  const say = words.problemActs.settleDialog;
  const { clientOrderId, instrument } = intent;
  const filled = amountIn(size, intent.size);
  const at = amountIn(price, null);

  const settle = async (): Promise<boolean> => {
    const none = decimalString(0);
    if (outcome === "never") {
      return command.run({ type: "settle-order", clientOrderId, filled: none, price: none });
    }
    setChecked(true);
    if (outcome === null) return false;
    if (filled === null || at === null) return false;
    return command.run({ type: "settle-order", clientOrderId, filled, price: at });
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={say.title(instrument)}
      body={say.body(
        intent.accountId === PAPER_ACCOUNT ? "paper" : "real",
        intent.side,
        formatSize(intent.size),
        instrument,
        formatPrice(intent.limitPrice),
        clientOrderId,
      )}
      confirm={command.busy ? say.settling : say.confirm}
      command={command}
      onConfirm={settle}
    >
      <ChoiceGroup
        name={say.choose}
        value={outcome}
        onChange={setOutcome}
        choices={[
          { value: "never", label: say.never, hint: say.neverBody },
          { value: "filled", label: say.filled, hint: say.filledBody },
        ]}
      />
      {checked && outcome === null && <output className="field-error">{say.chooseError}</output>}
      {outcome === "filled" && (
        <div className="edit-pairs">
          <TextField
            name="filled"
            label={say.size}
            value={size}
            unit={instrument}
            onChange={setSize}
            error={checked && filled === null ? say.sizeError(intent.size) : undefined}
          />
          <TextField
            name="price"
            label={say.price}
            value={price}
            unit={words.form.units.usd}
            onChange={setPrice}
            error={checked && at === null ? say.priceError : undefined}
          />
        </div>
      )}
    </ConfirmDialog>
  );
}
