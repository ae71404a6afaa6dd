import type { ClipboardEvent } from "react";
import type { Address } from "../../lib/model/identity.ts";
import { shortAddress } from "../format/address.ts";

/** A short address; whole on hover and when copied. */
export function AddressText({ address, quiet = false }: { address: Address; quiet?: boolean }) {
  const copyWhole = (event: ClipboardEvent): void => {
    event.clipboardData.setData("text/plain", address);
    event.preventDefault();
  };
  return (
    <span className={quiet ? "address address-quiet" : "address"} title={address} onCopy={copyWhole}>
      {shortAddress(address)}
    </span>
  );
}
