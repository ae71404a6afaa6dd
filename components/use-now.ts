import { useEffect, useState } from "react";
import type { Millis } from "../lib/model/identity.ts";

/** The time, renewed every `everyMs`; for ages such as "Lost · 40 s". */
export function useNow(everyMs = 1000): Millis {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
