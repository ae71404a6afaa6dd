import type { LeaderFeedEvent } from "../../../lib/model/leader.ts";
import type { VenueReport } from "../../../lib/model/order.ts";
import type { LifeTruth, Quote } from "../record.ts";
import type { Chapter, Facts } from "./facts.ts";

/** Whatever may change what the exit rules are judged by, or whether they are. */
export type RuleMoment = { readonly at: number } & (
  | { readonly is: "born"; readonly life: LifeTruth }
  | { readonly is: "died"; readonly life: LifeTruth }
  | { readonly is: "nap"; readonly until: number }
  | { readonly is: "woken" }
  | { readonly is: "clock"; readonly offsetMs: number }
  | { readonly is: "network"; readonly online: boolean }
  | { readonly is: "quote"; readonly quote: Quote }
  | { readonly is: "feed"; readonly event: LeaderFeedEvent }
  | { readonly is: "report"; readonly report: VenueReport }
  | { readonly is: "chapter"; readonly chapter: Chapter }
);

/**
 * All of a schedule, oldest first. Of one moment: what was told, what became durable by it, and who died then.
 */
export function ruleMoments({ record, chapters }: Facts): RuleMoment[] {
  const moments: RuleMoment[] = record.quotes.map((quote) => ({ at: quote.at, is: "quote", quote }));
  for (const { told } of record.leaders) {
    for (const { at, event } of told)
      if (event.kind === "leader-feed") moments.push({ at, is: "feed", event });
  }
  for (const { at, report } of record.venue.told) {
    if (report.kind === "account-read" || report.kind === "funding")
      moments.push({ at, is: "report", report });
  }
  for (const chapter of chapters) moments.push({ at: chapter.at, is: "chapter", chapter });
  for (const life of record.lives)
    if (life.diedAt !== null) moments.push({ at: life.diedAt, is: "died", life });
  for (const life of record.lives) moments.push({ at: life.bornAt, is: "born", life });
  for (const { at, ms } of record.naps)
    moments.push({ at, is: "nap", until: at + ms }, { at: at + ms, is: "woken" });
  for (const { at, offsetMs } of record.clock) moments.push({ at, is: "clock", offsetMs });
  for (const { at, online } of record.network) moments.push({ at, is: "network", online });
  return moments.toSorted((a, b) => a.at - b.at);
}
