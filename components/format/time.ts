import type { Millis } from "../../lib/model/identity.ts";

const two = (n: number): string => String(n).padStart(2, "0");

/** Local time, 24 h: "14:06". */
export function formatMinute(at: Millis): string {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Local time, 24 h: "14:05:32". */
export function formatClock(at: Millis): string {
  return `${formatMinute(at)}:${two(new Date(at).getSeconds())}`;
}

/** For timelines only: "14:02:07.113". */
export function formatClockMillis(at: Millis): string {
  return `${formatClock(at)}.${String(new Date(at).getMilliseconds()).padStart(3, "0")}`;
}

/** "13 Feb, 16:20". */
export function formatDayAndMinute(at: Millis, months: readonly string[]): string {
  const date = new Date(at);
  return `${date.getDate()} ${months[date.getMonth()] ?? ""}, ${formatMinute(at)}`;
}

/** For names of files: "20261122-140532". */
export function formatFileStamp(at: Millis): string {
  const date = new Date(at);
  const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
  return `${day}-${formatClock(at).replaceAll(":", "")}`;
}

/** The start of the local day that `now` is in. */
export function startOfDay(now: Millis): Millis {
  const date = new Date(now);
  date.setHours(0, 0, 0, 0);
  return date.getTime();
}
