import { Ban, Hourglass, TriangleAlert } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { decimal } from "../../lib/model/decimal.ts";
import type { PositionView } from "../../lib/model/view.ts";
import { formatSize } from "../format/size.ts";
import { words } from "../words/current.ts";

interface Note {
  readonly key: string;
  readonly icon: LucideIcon;
  readonly tone: "quiet" | "warn";
  readonly text: string;
}

function notesOf(position: PositionView): readonly Note[] {
  const say = words.positions;
  const { instrument, lotSize, waiting, held, target } = position;
  const notes: Note[] = [];
  if (position.impossible !== null) {
    const text = say.impossible(position.impossible);
    notes.push({ key: "impossible", icon: TriangleAlert, tone: "warn", text });
  }
  if (position.frozen) notes.push({ key: "frozen", icon: TriangleAlert, tone: "warn", text: say.frozen });
  else if (position.orderOpen) {
    notes.push({ key: "order", icon: Hourglass, tone: "quiet", text: say.ordering });
  }
  // Less than a lot is always left over between a real-number target and whole lots; it is not news.
  const isLot = lotSize === null ? !decimal(waiting).isZero() : decimal(waiting).abs().gte(lotSize);
  if (isLot) {
    const growing = decimal(target).abs().gt(decimal(held).abs());
    const text = (growing ? say.waiting : say.reducing)(formatSize(waiting), instrument);
    notes.push({ key: "waiting", icon: Hourglass, tone: "quiet", text });
  }
  for (const part of position.forgone) {
    if (decimal(part.size).isZero()) continue;
    const text = say.forgone(formatSize(part.size), instrument, words.forgoneShort[part.reason]);
    notes.push({ key: part.reason, icon: Ban, tone: "quiet", text });
  }
  return notes;
}

/** Why a position is not what the leader's would make it: frozen, waiting, forgone. */
export function PositionNotes({ position }: { readonly position: PositionView }) {
  const notes = notesOf(position);
  if (notes.length === 0) return null;
  return (
    <ul className="position-notes">
      {notes.map(({ key, icon: Icon, tone, text }) => (
        <li key={key} className={`secondary note-${tone}`}>
          <Icon size={13} aria-hidden="true" />
          {text}
        </li>
      ))}
    </ul>
  );
}
