import { useState } from "react";
import { openOptions } from "../open-options.ts";
import { words } from "../words/current.ts";
import { ActionButton } from "./action-button.tsx";
import { ControlFailure } from "./control-failure.tsx";

interface Props {
  readonly label?: string;
  readonly kind?: "secondary" | "ghost";
}

/** Opens the page of the accounts. */
export function OpenAccounts({ label, kind = "secondary" }: Props) {
  const [failed, setFailed] = useState(false);
  const say = words.accounts;
  return (
    <>
      <ActionButton
        kind={kind}
        onPress={() => {
          setFailed(false);
          openOptions().catch(() => setFailed(true));
        }}
      >
        {label ?? say.open}
      </ActionButton>
      <ControlFailure text={failed ? say.openFailed : null} />
    </>
  );
}
