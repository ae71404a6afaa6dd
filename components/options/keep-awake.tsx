import { useId, useState } from "react";
import { browser } from "wxt/browser";
import type { RealAccountView } from "../../lib/model/view.ts";
import { ControlFailure } from "../shared/control-failure.tsx";
import { useCommand } from "../use-command.ts";
import { words } from "../words/current.ts";

/** Firefox has no way to do it. */
function canKeepAwake(): boolean {
  const power: unknown = browser.power;
  return power !== undefined;
}

/** Whether the computer stays awake while an account mirrors real money. */
export function KeepAwake({ account: { id, settings } }: { readonly account: RealAccountView }) {
  const field = useId();
  const { busy, failure, run } = useCommand();
  const saved = settings.keepAwake === true;
  // From the press until the journal has it.
  const [pressed, setPressed] = useState<boolean | null>(null);
  if (pressed === saved) setPressed(null);
  const choose = async (keepAwake: boolean): Promise<void> => {
    setPressed(keepAwake);
    const message = { type: "edit-account", accountId: id, settings: { ...settings, keepAwake } } as const;
    if (!(await run(message))) setPressed(null);
  };
  const say = words.options.real;
  if (!canKeepAwake()) return <p className="label keep-awake">{say.keepAwakeMissing}</p>;
  return (
    <div className="check check-ink keep-awake">
      <input
        type="checkbox"
        id={field}
        checked={pressed ?? saved}
        disabled={busy}
        aria-describedby={`${field}-hint`}
        onChange={({ target }) => void choose(target.checked)}
      />
      <label htmlFor={field}>{say.keepAwake}</label>
      <p className="label" id={`${field}-hint`}>
        {say.keepAwakeHint}
      </p>
      <ControlFailure text={failure} />
    </div>
  );
}
