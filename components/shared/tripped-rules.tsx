import type { Trip } from "../../lib/model/guard.ts";
import { words } from "../words/current.ts";
import { CommandButton } from "./command-button.tsx";
import { guardSentence } from "./guard-sentence.ts";
import { Notice } from "./notice.tsx";

interface Props {
  readonly guardId: string;
  readonly trips: readonly Trip[];
  /** False where there is nothing to let go on: the follow is over. */
  readonly resettable: boolean;
  /** Real money: what a reset lets go on sends real orders. */
  readonly real: boolean;
}

/** The exit rules that tripped, and the way to let them go. The problem's notice has interrupted already. */
export function TrippedRules({ guardId, trips, resettable, real }: Props) {
  if (trips.length === 0) return null;
  const say = words.guards;
  return (
    <Notice
      tone="warn"
      title={say.hit}
      actions={
        resettable ? (
          <CommandButton
            message={{ type: "reset-guard", guardId }}
            kind={real ? "ink" : "secondary"}
            label={say.reset}
            busyLabel={say.resetting}
          />
        ) : undefined
      }
    >
      {trips.map((trip) => (
        <p key={`${trip.rule} ${trip.instrument ?? ""}`}>{guardSentence(trip)}</p>
      ))}
      {resettable && <p>{say.resetHint}</p>}
    </Notice>
  );
}
