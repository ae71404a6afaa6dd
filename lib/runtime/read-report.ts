import { VenueReport } from "../model/order.ts";

/** What a venue's adapter said, as a report; an error in words, naming the field, where it is none. */
export function readReport(said: unknown): VenueReport | Error {
  const parsed = VenueReport.safeParse(said);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.map(String).join(".") ?? "";
  return new Error(`The venue's report is not understood: ${field} ${issue?.message ?? ""}`.slice(0, 400));
}

/** The same for what is no answer about an order: there nothing can be said not to be found. */
export function readOtherReport(said: unknown): Exclude<VenueReport, { kind: "order-not-found" }> | Error {
  const report = readReport(said);
  if (report instanceof Error || report.kind !== "order-not-found") return report;
  return new Error(`The venue does not find the order ${report.clientOrderId}, which nobody asked for.`);
}
