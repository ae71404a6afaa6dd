/**
 * How old what happened at a time is, ms. A clock that was set back makes nothing younger than it is: what seems to
 * come from the future is taken for as old as it is ahead, so that it is asked for again.
 */
export function ageOf(at: number, then: number): number {
  return Math.abs(at - then);
}
