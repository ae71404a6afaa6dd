import type { Committed } from "../model/journal.ts";
import type { JournalChange } from "../model/journal-change.ts";
import type { CommittedIntent } from "../model/order.ts";
import type { CommittedStop } from "../model/stop.ts";

/** What of a change may be sent. The one place where what is approved becomes committed: only for a durable change. */
export function committedOf({ submits, stopSubmits, stopCancels, leverageOrders }: JournalChange): Committed {
  return {
    intents: submits.map((intent) => intent as CommittedIntent),
    stops: stopSubmits.map((stop) => stop as CommittedStop),
    cancels: stopCancels,
    leverages: leverageOrders,
  };
}
