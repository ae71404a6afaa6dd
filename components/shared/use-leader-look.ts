import { useEffect, useState } from "react";
import type { Address } from "../../lib/model/identity.ts";
import type { LeaderLook } from "../../lib/model/leader-look.ts";
import { NoAnswerError, send } from "../send.ts";
import { words } from "../words/current.ts";
import { parseAddress } from "./parse-address.ts";

/** What is known of the leader at a typed address. none: there is no address yet. */
export type Looked =
  | { readonly state: "none" }
  | { readonly state: "looking" }
  | { readonly state: "seen"; readonly look: LeaderLook }
  | { readonly state: "failed"; readonly text: string };

/** So long nothing was typed. */
const STILL_MS = 300;
/** Figures of a leader who trades are old soon. */
const AGAIN_MS = 20_000;

async function lookAt(address: Address): Promise<Looked> {
  const say = words.real.look;
  try {
    const reply = await send({ type: "look-at-leader", address });
    if (!reply.ok)
      return { state: "failed", text: reply.refusal === "leader-unknown" ? say.unknown : say.unread };
    return reply.look === undefined ? { state: "none" } : { state: "seen", look: reply.look };
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    return { state: "failed", text: say.noAnswer };
  }
}

/** Looks at the leader at a typed address, and again while the address stands. */
export function useLeaderLook(text: string): Looked {
  const parsed = parseAddress(text);
  const address = "address" in parsed ? parsed.address : null;
  const [found, setFound] = useState<{ readonly of: Address; readonly looked: Looked } | null>(null);
  useEffect(() => {
    if (address === null) return undefined;
    let gone = false;
    const look = async (): Promise<void> => {
      const looked = await lookAt(address);
      if (!gone) setFound({ of: address, looked });
    };
    const first = setTimeout(() => void look(), STILL_MS);
    const again = setInterval(() => void look(), AGAIN_MS);
    return () => {
      gone = true;
      clearTimeout(first);
      clearInterval(again);
    };
  }, [address]);
  if (address === null) return { state: "none" };
  return found?.of === address ? found.looked : { state: "looking" };
}
