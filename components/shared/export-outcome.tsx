import { ControlFailure } from "./control-failure.tsx";
import type { Export } from "./use-export.ts";

/** Under which name an export was saved, or that it failed. */
export function ExportOutcome({ outcome }: Pick<Export, "outcome">) {
  if (outcome === null) return null;
  if (outcome.failed) return <ControlFailure text={`${outcome.text} (${outcome.detail})`} />;
  return <output className="secondary">{outcome.text}</output>;
}
