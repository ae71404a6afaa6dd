import { ExternalLink } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { KeyFinding } from "../../lib/model/account-key.ts";
import { parseAddress } from "../shared/parse-address.ts";
import { ActionButton } from "../shared/action-button.tsx";
import { ControlFailure } from "../shared/control-failure.tsx";
import { SecretField, takeSecret } from "../shared/secret-field.tsx";
import { useVaultCommand } from "../use-vault-command.ts";
import { words } from "../words/current.ts";
import { API_PAGE } from "./api-page.ts";
import { OwnerField } from "./owner-field.tsx";

interface Props {
  /** The audit refused the key; `detail` are the exchange's own words. */
  readonly onRefused: (finding: KeyFinding, detail: string | null) => void;
  readonly onConnected: () => void;
  readonly onCancel: () => void;
}

/** Takes an account's address and its API wallet's key, each out of its field with the press. */
export function ConnectForm({ onRefused, onConnected, onCancel }: Props) {
  const address = useRef<HTMLInputElement>(null);
  const key = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState<"address" | "key" | null>(null);
  const { busy, failure, ask, clear } = useVaultCommand();
  const say = words.options.connect;
  useEffect(() => address.current?.focus(), []);

  const connect = async (): Promise<void> => {
    clear();
    const named = address.current?.value.trim() ?? "";
    const lacks = named === "" ? "address" : (key.current?.value.trim() ?? "") === "" ? "key" : null;
    setMissing(lacks);
    if (lacks !== null) return (lacks === "address" ? address : key).current?.focus();
    const pasted = takeSecret(key);
    // What is no address may be a key in the wrong field: it does not stay there either.
    if ("error" in parseAddress(named)) takeSecret(address);
    const reply = await ask({ type: "connect-account", venue: "hyperliquid", address: named, key: pasted });
    if (reply?.ok === true) return onConnected();
    if (reply !== null && reply.finding !== null) return onRefused(reply.finding, reply.detail);
    key.current?.focus();
  };
  return (
    <form
      className="card box connect"
      noValidate
      aria-labelledby="connect-title"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void connect();
      }}
    >
      <h3 className="box-title" id="connect-title">
        {say.title}
      </h3>
      <ol className="steps secondary">
        {say.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <a href={API_PAGE} target="_blank" rel="noreferrer">
        {say.link} <ExternalLink size={12} aria-hidden="true" />
      </a>
      <OwnerField input={address} error={missing === "address" ? say.addressMissing : null} />
      <SecretField
        label={say.key}
        input={key}
        error={missing === "key" ? say.keyMissing : null}
        hint={say.keyHint}
      />
      <ControlFailure text={failure} />
      <div className="vault-actions">
        <ActionButton size="medium" onPress={onCancel}>
          {say.cancel}
        </ActionButton>
        <ActionButton kind="primary" size="medium" submit busy={busy}>
          {busy ? say.busy : say.submit}
        </ActionButton>
      </div>
    </form>
  );
}
