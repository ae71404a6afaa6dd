import type { RefObject } from "react";
import { useRef, useState } from "react";
import type { FollowSettings } from "../../lib/model/follow-settings.ts";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { shortAddress } from "../format/address.ts";
import { useCommand } from "../use-command.ts";
import { words } from "../words/current.ts";
import { parseAddress } from "./parse-address.ts";

export interface StartFollow {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** What is wrong with the address; null when nothing is known to be. */
  readonly error: string | null;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly busy: boolean;
  readonly failure: string | null;
  /** "Following 0x7a3f…c91e on paper.", once it was started. */
  readonly started: string | null;
  /** Starts it; true when it was. */
  readonly start: (settings: FollowSettings) => Promise<boolean>;
}

/** Follows the leader at a typed address, on paper. */
export function useStartFollow(): StartFollow {
  const [text, setText] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [started, setStarted] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const { busy, failure, run } = useCommand();

  const start = async (settings: FollowSettings): Promise<boolean> => {
    setStarted(null);
    const parsed = parseAddress(text);
    if ("error" in parsed) {
      setError(parsed.error);
      input.current?.focus();
      return false;
    }
    setError(null);
    const done = await run({
      type: "start-follow",
      address: parsed.address,
      accountId: PAPER_ACCOUNT,
      settings,
      realMoney: null,
    });
    if (!done) return false;
    setStarted(words.follows.address.done(shortAddress(parsed.address)));
    setText("");
    return true;
  };
  const type = (typed: string): void => {
    setText(typed);
    setError(null);
  };
  return { text, setText: type, error, input, busy, failure, started, start };
}
