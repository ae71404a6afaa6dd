import type { RefObject } from "react";
import { useRef, useState } from "react";
import type { FollowSettings } from "../../lib/model/follow-settings.ts";
import { shortAddress } from "../format/address.ts";
import { useCommand } from "../use-command.ts";
import { words } from "../words/current.ts";
import type { AccountChoice } from "./account-choices.ts";
import { parseAddress } from "./parse-address.ts";

export interface StartFollow {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** What is wrong with the address; null when nothing is known to be. */
  readonly error: string | null;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly busy: boolean;
  readonly failure: string | null;
  /** "Following 0x7a3f…c91e on paper." or "… with real money.", once it was started. */
  readonly started: string | null;
  /**
   * Starts it on an account; true when it was. With real money only what the user has agreed to may be given here: the
   * allocation of these settings goes along as his word.
   */
  readonly start: (settings: FollowSettings, account: Pick<AccountChoice, "id" | "kind">) => Promise<boolean>;
}

/** Follows the leader at a typed address. */
export function useStartFollow(): StartFollow {
  const [text, setText] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [started, setStarted] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const { busy, failure, run } = useCommand();

  const start: StartFollow["start"] = async (settings, { id, kind }) => {
    setStarted(null);
    const parsed = parseAddress(text);
    if ("error" in parsed) {
      setError(parsed.error);
      input.current?.focus();
      return false;
    }
    setError(null);
    const taken = await run({
      type: "start-follow",
      address: parsed.address,
      accountId: id,
      settings,
      realMoney: kind === "paper" ? null : { agreed: true, allocation: settings.allocation },
    });
    if (!taken) return false;
    const done = kind === "paper" ? words.follows.address.done : words.real.done;
    setStarted(done(shortAddress(parsed.address)));
    setText("");
    return true;
  };
  const type = (typed: string): void => {
    setText(typed);
    setError(null);
  };
  return { text, setText: type, error, input, busy, failure, started, start };
}
