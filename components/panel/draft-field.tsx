import { TextField } from "../shared/text-field.tsx";
import { words } from "../words/current.ts";
import type { DraftField as Name, FollowDraft } from "./follow-draft.ts";

/** What a field needs of the form. */
export interface DraftProps {
  readonly draft: FollowDraft;
  readonly wrong: ReadonlySet<Name>;
  readonly change: (part: Partial<FollowDraft>) => void;
}

interface Props extends DraftProps {
  readonly name: Name;
  readonly label: string;
  readonly unit?: string;
  readonly hint?: string;
  readonly numeric?: boolean;
}

/** One field of a follow's draft, with its own error. */
export function DraftField({ draft, wrong, change, name, ...rest }: Props) {
  return (
    <TextField
      {...rest}
      name={name}
      value={draft[name]}
      onChange={(value) => change({ [name]: value })}
      error={wrong.has(name) ? words.form.errors[name] : undefined}
    />
  );
}
