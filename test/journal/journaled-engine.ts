import type { EngineEvent } from "../../lib/engine/engine-event.ts";
import type { Step } from "../../lib/engine/step.ts";
import { commitChange } from "../../lib/journal/commit.ts";
import type { JournalDatabase } from "../../lib/journal/database.ts";
import { journalChangeOf, marksToWrite } from "../../lib/runtime/journal-change-of.ts";
import { EngineDriver } from "../engine/engine-driver.ts";

/** An engine whose every step is written to the given journal. */
export class JournaledEngine extends EngineDriver {
  readonly steps: { event: EngineEvent; step: Step }[] = [];

  override send(event: EngineEvent): Step {
    const step = super.send(event);
    this.steps?.push({ event, step });
    return step;
  }

  async write(database: JournalDatabase): Promise<void> {
    await commitChange(database, journalChangeOf(this.steps.splice(0), marksToWrite(this.state)));
  }
}
