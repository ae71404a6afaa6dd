import type { LeaderEvent } from "../../lib/model/leader.ts";
import type { VenueReport } from "../../lib/model/order.ts";
import type { ScheduleRecord } from "./record.ts";

interface Line {
  readonly at: number;
  readonly text: string;
}

/** A schedule as it went, a line for each fact, in the order of time. */
export function traceOf(record: ScheduleRecord): string[] {
  const lines: Line[] = [];
  const add = (at: number, ...words: readonly (string | number | null)[]): void => {
    lines.push({ at, text: words.filter((word) => word !== null && word !== "").join(" ") });
  };
  for (const { life, bornAt, diedAt, diedIn } of record.lives) {
    add(bornAt, `LIFE ${life} begins`);
    if (diedAt !== null) add(diedAt, `LIFE ${life} is killed at ${diedIn ?? "no await"}`);
  }
  add(record.calmAt, "CALM from here on");
  for (const { at, offsetMs } of record.clock) add(at, "clock", `${offsetMs} ms`);
  for (const { at, name, detail } of record.faults) add(at, "FAULT", name, detail);
  for (const { at, since } of record.haltSwitch) add(at, "USER", since === null ? "lifts the halt" : "halts");
  for (const { at, command } of record.commands) add(at, "USER", JSON.stringify(command));
  for (const { id, fills, told } of record.leaders) {
    const who = id.slice(-4);
    for (const { at, fill } of fills) {
      const { instrument, side, size, price, startPosition } = fill;
      add(at, `leader ${who}`, side, size, instrument, "at", price, "from", startPosition);
    }
    for (const { at, life, event } of told) add(at, `  life ${life} hears of ${who}:`, wordsOfLeader(event));
  }
  for (const { at, life, state } of record.access) add(at, `  life ${life} hears that the account is`, state);
  for (const { at, life, order } of record.venue.sentSettings)
    add(at, `  life ${life} sets`, JSON.stringify(order.setting), order.instrument, "with", order.nonce);
  for (const { at, instrument, setting, by } of record.venue.settings)
    add(at, "VENUE has set", instrument, JSON.stringify(setting), `(${by})`);
  for (const { at, life, report } of record.venue.toldOfSettings)
    add(at, `  life ${life} hears`, report.kind, report.instrument);
  for (const { at, life, clientOrderId } of record.venue.sent) add(at, `  life ${life} sends`, clientOrderId);
  for (const { at, life, clientOrderId, kind } of record.venue.stopsSent)
    add(at, `  life ${life} asks to ${kind} the stop`, clientOrderId);
  for (const stop of record.venue.stops) {
    const { at, side, size, instrument, triggerPrice, clientOrderId, refused, end, endedAt } = stop;
    const what = `stop to ${side} ${size} ${instrument} at ${triggerPrice}`;
    add(at, "VENUE", refused === null ? "rests" : "refuses", what, clientOrderId, refused);
    if (endedAt !== null) add(endedAt, "VENUE", what, clientOrderId, "is over:", end);
  }
  for (const order of record.venue.orders) {
    const { at, from, side, size, instrument, limitPrice, reduceOnly, clientOrderId, positionBefore } = order;
    const what = `${side} ${size} ${instrument} limit ${limitPrice}${reduceOnly ? " reduce-only" : ""}`;
    add(
      at,
      "VENUE takes",
      what,
      `of ${from}`,
      clientOrderId,
      "on",
      positionBefore,
      JSON.stringify(order.outcome),
    );
  }
  for (const fill of record.venue.fills) {
    const { at, cause, side, size, instrument, price, positionAfter } = fill;
    add(at, "VENUE fills", side, size, instrument, "at", price, `(${cause})`, "now", positionAfter);
  }
  for (const { at, life, report } of record.venue.told)
    add(at, `  life ${life} hears`, wordsOfReport(report));
  for (const { at, life, change } of record.journal.changes) {
    for (const { intent, status, filled } of change.intents) {
      const { side, size, instrument, clientOrderId } = intent;
      add(at, `    journal ${life}: order`, clientOrderId, side, size, instrument, status, "filled", filled);
    }
    for (const one of change.decisions) {
      const { followId, instrument, source, leaderFrom, leaderTo, outcome, reason, target, held } = one;
      const forgone = one.forgone.map((part) => `${part.size} ${part.reason}`).join(", ");
      const act = `${followId} ${instrument} ${source} ${leaderFrom} -> ${leaderTo}`;
      add(at, `    journal ${life}: decision`, act, outcome, reason, `T ${target} A ${held}`, forgone);
    }
    for (const { id, status } of change.follows.put) add(at, `    journal ${life}: follow`, id, status);
    for (const { id, detail } of change.problems.put) add(at, `    journal ${life}: problem`, id, detail);
  }
  for (const { at, life, words } of record.defects) add(at, `DEFECT in life ${life}:`, words);
  const ordered = lines.toSorted((a, b) => a.at - b.at);
  const rows = record.journal.rows.books.map((book) => {
    const { followId, instrument, baseline, copyable, target, held, forgone } = book;
    const parts = forgone.map((part) => `${part.size} ${part.reason}`).join(", ");
    return `BOOK ${followId} ${instrument} K ${baseline} C ${copyable} T ${target} A ${held} F [${parts}]`;
  });
  const positions = [...record.venue.positions].map(([instrument, size]) => `HELD ${instrument} ${size}`);
  const timed = ordered.map(
    ({ at, text }) => `${((at - record.beganAt) / 1_000).toFixed(3).padStart(8)} ${text}`,
  );
  return [...timed, ...rows, ...positions];
}

function wordsOfLeader(event: LeaderEvent): string {
  switch (event.kind) {
    case "leader-fills":
      return event.fills.map((fill) => `${fill.side} ${fill.size} ${fill.instrument}`).join(", ");
    case "leader-snapshot": {
      const { positions, equity } = event.snapshot;
      const held = positions.map(({ instrument, size }) => `${instrument} ${size}`).join(", ");
      return `${event.cause}: ${held === "" ? "flat" : held}; equity ${equity}`;
    }
    case "leader-feed":
      return `feed ${event.feed.state} (${event.feed.reason})`;
  }
}

function wordsOfReport(report: VenueReport): string {
  switch (report.kind) {
    case "account-read": {
      const held = report.positions.map(({ instrument, size }) => `${instrument} ${size}`).join(", ");
      return `account: ${held === "" ? "flat" : held}; equity ${report.equity}; ${report.fills.length} fills`;
    }
    case "order-done": {
      const fills = report.fills.map(({ size, price }) => `${size} at ${price}`).join(", ");
      return `${report.clientOrderId} done: ${fills} ${report.unfilled ?? ""}`;
    }
    case "order-rejected":
      return `${report.clientOrderId} rejected: ${report.reason} ${report.detail}`;
    case "order-unknown":
    case "order-not-sent":
    case "order-not-found":
      return `${report.clientOrderId} ${report.kind}`;
    case "foreign-fills":
      return `foreign: ${report.fills.map(({ side, size, cause }) => `${side} ${size} ${cause}`).join(", ")}`;
    case "funding":
    case "account-unreadable":
      return report.kind;
  }
}
