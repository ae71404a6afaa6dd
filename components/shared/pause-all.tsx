import { useCommand } from "../use-command.ts";
import { words } from "../words/current.ts";
import { ActionButton } from "./action-button.tsx";
import { ControlFailure } from "./control-failure.tsx";
import { PauseIcon, PlayIcon } from "./switch-icons.tsx";

interface Props {
  /** Whether all is paused now. */
  readonly paused: boolean;
  /** Whether a follow with real money is among them: Resume then may send real orders. */
  readonly real: boolean;
  readonly size: "small" | "medium" | "large";
}

/** Pause all, or Resume all while all is paused. */
export function PauseAll({ paused, real, size }: Props) {
  const { busy, failure, run } = useCommand();
  const say = words.control;
  const label = paused ? (busy ? say.resuming : say.resumeAll) : busy ? say.pausing : say.pauseAll;
  const hint = paused ? say.resumeHints[real ? "real" : "paper"] : say.pauseHint;
  const large = size === "large";
  return (
    <div className={`pause-all pause-all-${size}`}>
      <ActionButton
        icon={paused ? PlayIcon : PauseIcon}
        kind={paused ? (real ? "ink" : "primary") : "secondary"}
        size={size}
        wide={large}
        busy={busy}
        onPress={() => void run({ type: paused ? "resume-all" : "pause-all" })}
      >
        {label}
      </ActionButton>
      <ControlFailure text={failure} />
      {large && <p className="label pause-hint">{hint}</p>}
    </div>
  );
}
