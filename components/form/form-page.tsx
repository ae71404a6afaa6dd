import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import { useEffect, useRef } from "react";
import { ActionButton } from "../shared/action-button.tsx";
import { ControlFailure } from "../shared/control-failure.tsx";
import { MoneyBadge } from "../shared/money-badge.tsx";
import type { Account } from "../../lib/model/account.ts";
import type { CommandState } from "../use-command.ts";
import { words } from "../words/current.ts";
import type { FieldErrors } from "./field-errors.ts";
import { useFocusWrong } from "./use-focus-wrong.ts";

interface Props {
  readonly title: string;
  readonly hint?: string;
  /** Whose money it is about. */
  readonly kind: Account["kind"];
  readonly errors: FieldErrors;
  readonly command: CommandState;
  /** What the button says, where it says more than that it saves. */
  readonly save?: string;
  readonly onSubmit: () => Promise<void>;
  readonly onDone: () => void;
  readonly children: ReactNode;
}

/** A form that takes a tab's place, with Save and two ways back. */
export function FormPage({ title, hint, kind, errors, command, save, onSubmit, onDone, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useFocusWrong(errors);
  const say = words.form;
  useEffect(() => heading.current?.focus(), []);
  return (
    <form
      ref={form}
      className="edit"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!command.busy) void onSubmit();
      }}
    >
      <header className="edit-head">
        <button type="button" className="button button-icon" aria-label={say.back} onClick={onDone}>
          <ChevronLeft size={18} aria-hidden="true" />
        </button>
        <h2 className="title" ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <MoneyBadge kind={kind} long />
      </header>
      {hint !== undefined && <p className="secondary">{hint}</p>}
      {children}
      <ControlFailure text={errors.size > 0 ? say.fix : command.failure} />
      <div className="edit-actions">
        <ActionButton size="medium" onPress={onDone}>
          {say.cancel}
        </ActionButton>
        <ActionButton kind={kind === "real" ? "ink" : "primary"} size="medium" submit busy={command.busy}>
          {command.busy ? say.saving : (save ?? say.save)}
        </ActionButton>
      </div>
    </form>
  );
}
