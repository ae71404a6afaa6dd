/** What went wrong with a command, beside the control that was pressed. Spoken at once: the user waits for it. */
export function ControlFailure({ text }: { readonly text: string | null }) {
  return (
    <output className="control-failure" hidden={text === null}>
      {text}
    </output>
  );
}
