import type { InstrumentLeverage } from "../model/leverage-setting.ts";

type Status = InstrumentLeverage["status"];

/*
 * What became of our wish for the leverage and margin mode of one instrument. Each box is an
 * InstrumentLeverage.status; what is not drawn is ignored, and the table says why. None of them is final.
 *
 *   +------+ -- ask ----> +----------+ -- told-as-asked ---> +-----+
 *   | none |              |  asking  |                       | set | -- told-otherwise: the user's word from now on
 *   +------+ <--          +----------+ -- refused --+        +-----+
 *               \           |   ^  ^                |           |
 *                \          |   |  +---- ask -------|-----------+   (while nothing is held, for another wish)
 *   told-otherwise,         |   |                   v      (told-by-another: asking -> set, as the user's word)
 *   after its expiry -------+   |             +---------+
 *                               +--- ask -----| refused | -- told-as-asked: set after all
 *                                             +---------+ -- told-by-another: set, as the user's word
 *
 * From `none`, too, told-by-another leads to `set`, where a wish of ours came to nothing before.
 * In `asking` the venue may still take the order until it expires; what is read until then may be of before.
 * A new life finds `asking` without an answer under way, and reads.
 */

export const LEVERAGE_EVENTS = [
  /** We tell the venue what to set. */
  "ask",
  /** The venue tells what we asked for. */
  "told-as-asked",
  /** It tells something else, and our order can no longer arrive. */
  "told-otherwise",
  /** The same, and it is not what was told before either: somebody else set it meanwhile. */
  "told-by-another",
  /** It tells something else while our order may still arrive. */
  "told-too-early",
  "refused",
  /** No readable answer came. */
  "unknown",
] as const;
export type LeverageEvent = (typeof LEVERAGE_EVENTS)[number];

export type LeverageMove = { readonly to: Status } | { readonly to: "ignored"; readonly because: string };

const to = (status: Status): LeverageMove => ({ to: status });
const ignored = (because: string): LeverageMove => ({ to: "ignored", because });

const MOVES: Readonly<Record<Status, Readonly<Record<LeverageEvent, LeverageMove>>>> = {
  none: {
    ask: to("asking"),
    "told-as-asked": to("set"),
    "told-otherwise": ignored("nothing was asked for that it could be"),
    "told-by-another": to("set"),
    "told-too-early": ignored("nothing was asked for that it could be"),
    refused: ignored("nothing is asked for"),
    unknown: ignored("it was only a question"),
  },
  asking: {
    ask: ignored("one wish at a time"),
    "told-as-asked": to("set"),
    "told-otherwise": to("none"),
    "told-by-another": to("set"),
    "told-too-early": ignored("it may be of before our order"),
    refused: to("refused"),
    unknown: ignored("nobody knows, and it is read"),
  },
  set: {
    ask: to("asking"),
    "told-as-asked": ignored("set already"),
    "told-otherwise": ignored("it stays seen that the user set it otherwise"),
    "told-by-another": ignored("it stays seen that the user set it otherwise"),
    "told-too-early": ignored("its answer came"),
    refused: ignored("its answer came"),
    unknown: ignored("it was only a question"),
  },
  refused: {
    ask: to("asking"),
    "told-as-asked": to("set"),
    "told-otherwise": ignored("that is why it is refused"),
    "told-by-another": to("set"),
    "told-too-early": ignored("that is why it is refused"),
    refused: ignored("refused already"),
    unknown: ignored("it was only a question"),
  },
};

/** What an event makes of a wish. */
export function leverageMove(status: Status, event: LeverageEvent): LeverageMove {
  return MOVES[status][event];
}
