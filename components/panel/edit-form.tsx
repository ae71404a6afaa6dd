import { ChevronLeft } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { SubmitEvent } from "react";
import type { FollowView } from "../../lib/model/view.ts";
import { shortAddress } from "../format/address.ts";
import { ActionButton } from "../shared/action-button.tsx";
import { ControlFailure } from "../shared/control-failure.tsx";
import { PaperBadge } from "../shared/paper-badge.tsx";
import { useCommand } from "../use-command.ts";
import { words } from "../words/current.ts";
import type { DraftField, FollowDraft } from "./follow-draft.ts";
import { draftOf, parseDraft } from "./follow-draft.ts";
import { GuardrailFields } from "./guardrail-fields.tsx";
import { SizingFields } from "./sizing-fields.tsx";

interface Props {
  readonly view: FollowView;
  readonly onDone: () => void;
}

/** Edits a follow's settings. It begins with what is saved and does not follow later changes of it. */
export function EditForm({ view, onDone }: Props) {
  const [draft, setDraft] = useState(() => draftOf(view.follow.settings));
  const [wrong, setWrong] = useState<ReadonlySet<DraftField>>(new Set());
  const command = useCommand();
  const heading = useRef<HTMLHeadingElement>(null);
  const formElement = useRef<HTMLFormElement>(null);
  const say = words.form;

  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    if (wrong.size > 0) formElement.current?.querySelector<HTMLElement>("input[aria-invalid=true]")?.focus();
  }, [wrong]);

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (command.busy) return;
    const result = parseDraft(draft);
    if ("wrong" in result) {
      setWrong(result.wrong);
      return;
    }
    setWrong(new Set());
    const saved = await command.run({
      type: "edit-follow",
      followId: view.follow.id,
      settings: result.settings,
    });
    if (saved) onDone();
  };
  const change = (part: Partial<FollowDraft>): void => setDraft((before) => ({ ...before, ...part }));

  return (
    <form ref={formElement} className="edit" noValidate onSubmit={(event) => void submit(event)}>
      <header className="edit-head">
        <button type="button" className="button button-icon" aria-label={say.back} onClick={onDone}>
          <ChevronLeft size={18} aria-hidden="true" />
        </button>
        <h2 className="title" ref={heading} tabIndex={-1}>
          {say.title(shortAddress(view.address))}
        </h2>
        <PaperBadge />
      </header>
      <SizingFields draft={draft} wrong={wrong} change={change} leaderEquity={view.leaderEquity} />
      <GuardrailFields draft={draft} wrong={wrong} change={change} />
      <ControlFailure text={wrong.size > 0 ? say.fix : command.failure} />
      <div className="edit-actions">
        <ActionButton size="medium" onPress={onDone}>
          {say.cancel}
        </ActionButton>
        <ActionButton kind="primary" size="medium" submit busy={command.busy}>
          {command.busy ? say.saving : say.save}
        </ActionButton>
      </div>
    </form>
  );
}
