import { useEffect, useState } from "react";
import type { Address } from "../../lib/model/identity.ts";
import { shortAddress } from "./format-figures.ts";
import { LineIcon } from "./icons.tsx";
import { WORDS } from "./words-en.ts";

type Copied = "no" | "yes" | "failed";

/** The address in short, in full on hover, and whole on the clipboard. */
export function AddressLine({ address }: { address: Address }) {
  const [copied, setCopied] = useState<Copied>("no");
  useEffect(() => {
    if (copied === "no") return undefined;
    const timer = setTimeout(() => setCopied("no"), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(address);
      setCopied("yes");
    } catch {
      // A page may forbid the clipboard to all scripts; the full address still shows on hover.
      setCopied("failed");
    }
  }

  return (
    <span className="address-line">
      <span className="address" title={address}>
        {shortAddress(address)}
      </span>
      <button
        type="button"
        className="icon-button"
        aria-label={WORDS.copyAddress}
        title={copied === "failed" ? WORDS.addressNotCopied : WORDS.copyAddress}
        onClick={() => void copy()}
      >
        <LineIcon name={copied === "yes" ? "done" : "copy"} />
      </button>
      <output className="spoken">
        {{ no: "", yes: WORDS.addressCopied, failed: WORDS.addressNotCopied }[copied]}
      </output>
    </span>
  );
}
