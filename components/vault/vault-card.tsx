import { LockKeyhole, LockKeyholeOpen, TriangleAlert } from "lucide-react";
import type { RefObject } from "react";
import { useEffect, useRef, useState } from "react";
import type { Millis } from "../../lib/model/identity.ts";
import type { VaultStatus } from "../../lib/model/vault-status.ts";
import { ActionButton } from "../shared/action-button.tsx";
import { words } from "../words/current.ts";
import { AutoLock } from "./auto-lock.tsx";
import { ChangeForm } from "./change-form.tsx";
import { CreateForm } from "./create-form.tsx";
import { LockButton } from "./lock-button.tsx";
import { lockSentence } from "./lock-time.ts";
import { UnlockForm } from "./unlock-form.tsx";
import { WipeDialog } from "./wipe-dialog.tsx";

const ICONS = { none: LockKeyhole, locked: LockKeyhole, unlocked: LockKeyholeOpen, damaged: TriangleAlert };

function bodyOf(status: VaultStatus, now: Millis): string {
  const say = words.vault;
  switch (status.state) {
    case "none":
      return say.noneBody;
    case "locked":
      return say.lockedBody(status.keys);
    case "unlocked":
      return `${say.unlockedBody(status.keys)} ${lockSentence(status, now)}`;
    case "damaged":
      return say.damagedBody;
  }
}

interface Props {
  /** Null before the worker has said it for the first time. */
  readonly status: VaultStatus | null;
  readonly now: Millis;
}

/** When the state changes, the form that was used is gone with the old one; the keyboard goes on from the heading. */
function useFocusOnChange(state: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(state);
  useEffect(() => {
    const changed = before.current !== state;
    before.current = state;
    if (changed && document.activeElement === document.body) heading.current?.focus();
  }, [state]);
  return heading;
}

/** The vault: how it stands, and all that can be done with it. */
export function VaultCard({ status, now }: Props) {
  const [changing, setChanging] = useState(false);
  const [changed, setChanged] = useState(false);
  const say = words.vault;
  const state = status?.state ?? "unknown";
  const heading = useFocusOnChange(state);
  const Icon = ICONS[status?.state ?? "none"];
  const open = state === "unlocked";
  return (
    <section className="card box vault" aria-labelledby="vault-title" data-state={state}>
      <div className="vault-top">
        <span className="vault-icon">
          <Icon size={18} aria-hidden="true" />
        </span>
        <div className="vault-text">
          <h2 className="box-title" id="vault-title" ref={heading} tabIndex={-1}>
            {say.states[state]}
          </h2>
          <p className="secondary" title={status?.detail ?? undefined}>
            {status === null ? say.unknownBody : bodyOf(status, now)}
          </p>
        </div>
        {open && (
          <div className="vault-actions">
            {!changing && <ActionButton onPress={() => setChanging(true)}>{say.change}</ActionButton>}
            <LockButton kind="secondary" />
          </div>
        )}
      </div>
      {state === "none" && <CreateForm />}
      {state === "locked" && <UnlockForm />}
      {open && changing && (
        <ChangeForm
          onDone={(done) => {
            setChanging(false);
            setChanged(done);
          }}
        />
      )}
      <output className="secondary" hidden={!open || changing || !changed}>
        {say.changed}
      </output>
      {status !== null && state !== "none" && (
        <div className="vault-foot">
          {open && <AutoLock minutes={status.autoLockMinutes} />}
          <WipeDialog keys={status.keys} />
        </div>
      )}
    </section>
  );
}
