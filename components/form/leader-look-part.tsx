import type { DecimalString } from "../../lib/model/decimal.ts";
import type { FollowSettings } from "../../lib/model/follow-settings.ts";
import { useLive } from "../live-data.ts";
import type { Looked } from "../shared/use-leader-look.ts";
import { words } from "../words/current.ts";
import { CannotCopyList } from "./cannot-copy-list.tsx";
import { StartPreviewBox } from "./start-preview-box.tsx";
import { startPreview } from "./start-preview.ts";
import { allocationIn } from "./worst-case.ts";

interface Props {
  readonly looked: Looked;
  /** Null while what is typed are no settings. */
  readonly settings: FollowSettings | null;
  /** The account's, USD; null while it is not known. */
  readonly equity: DecimalString | null;
}

/** What is known of the leader before the start: what a copy of him would be, and what of him can't be copied. */
export function LeaderLookPart({ looked, settings, equity }: Props) {
  const listed = useLive().instruments ?? [];
  if (looked.state === "none") return null;
  if (looked.state === "looking") return <p className="secondary">{words.real.look.looking}</p>;
  if (looked.state === "failed") return <p className="secondary">{words.real.look.failed(looked.text)}</p>;
  const { look } = looked;
  const allocation = settings === null ? null : allocationIn(settings, equity);
  const instruments = new Map(listed.map((instrument) => [instrument.id, instrument]));
  return (
    <>
      {settings !== null && allocation !== null && allocation.gt(0) && (
        <StartPreviewBox
          preview={startPreview({ settings, look, allocation, instruments })}
          allocation={allocation}
        />
      )}
      {look.positions.length + look.cannotCopy.length > 0 && <CannotCopyList lines={look.cannotCopy} />}
    </>
  );
}
