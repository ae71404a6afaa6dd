import type { FollowSettings } from "../../../lib/model/follow-settings.ts";
import { PAPER_ACCOUNT } from "../../../lib/model/identity.ts";
import type { LeverageSetting } from "../../../lib/model/leverage-setting.ts";
import { decidedIn } from "./account-told.ts";
import { type Chapter, type Facts, nameOf } from "./facts.ts";
import type { Standings } from "./standing.ts";
import type { Find } from "./violation.ts";

/** So long nothing has happened where it is certain that the product knows what the account holds. */
const QUIET_MS = 3_000;
const FOREIGN_MS = 45_000;

/**
 * "Before growth in an instrument of a real account in which the account holds nothing, what is set there must be known
 * and be what the follows want; else it is set and the order waits for the answer."
 */
export function leverageFirst(facts: Facts, standings: Standings, find: Find): void {
  if (facts.record.accountId === PAPER_ACCOUNT) return;
  const { sentSettings, toldOfSettings, settings, told } = facts.record.venue;
  // A reading of the account tells what is set where something is held.
  const readings = told.flatMap(({ at, report }) =>
    report.kind === "account-read" ? report.leverages.map(({ instrument }) => ({ at, instrument })) : [],
  );
  for (const { intent, born, rows } of facts.intents.values()) {
    if (rows[0]?.row.status === "not-sent" || !intent.shares.some(({ growth }) => growth)) continue;
    const { instrument } = intent;
    const { from, to } = decidedIn(facts, intent.committedAt, born);
    if (!surelyFlat(facts, instrument, from, to)) continue;
    const name = `${nameOf(intent)} of ${born.at}`;
    const answers = toldOfSettings.filter(
      ({ at, report }) => report.instrument === instrument && report.kind !== "leverage-unknown" && at <= to,
    );
    const read = readings.filter((one) => one.instrument === instrument && one.at <= to);
    if (!answers.some(({ report }) => report.kind === "leverage-told"))
      find(`${name} opens, and nobody had told the leverage`);
    const sent = sentSettings.findLast(({ at, order }) => order.instrument === instrument && at < from);
    if (sent !== undefined && ![...answers, ...read].some(({ at }) => at >= sent.at))
      find(`${name} opens; the leverage sent at ${sent.at} had not been answered`);
    const here = settings.filter((one) => one.instrument === instrument && one.at <= to);
    const inForce = here.slice(
      Math.max(
        0,
        here.findLastIndex(({ at }) => at <= from),
      ),
    );
    if (inForce.length === 0 || inForce.some(({ by }) => by === "user")) continue;
    const wishes = wishesOf(facts, standings, instrument, born);
    if (!inForce.some(({ setting }) => wishes.some((wish) => isSame(wish, setting)))) {
      const wanted = [...new Set(wishes.map(words))].join(" or ");
      find(
        `${name} opens at ${inForce.map(({ setting }) => words(setting)).join(", ")}; wanted is ${wanted}`,
      );
    }
  }
  userSettings(facts, find);
}

/** Nothing is held at the venue, and the product cannot think otherwise. */
function surelyFlat(facts: Facts, instrument: string, from: number, to: number): boolean {
  const fills = facts.record.venue.fills.filter((fill) => fill.instrument === instrument && fill.at <= to);
  const last = fills.at(-1);
  if (last === undefined) return true;
  const foreign = fills.some(({ at, cause }) => cause !== "order" && at > from - FOREIGN_MS);
  return Number(last.positionAfter) === 0 && last.at < from - QUIET_MS && !foreign;
}

const isSame = (one: LeverageSetting, other: LeverageSetting): boolean =>
  one.times === other.times && one.marginMode === other.marginMode;
const words = ({ times, marginMode }: LeverageSetting): string => `${times}x ${marginMode}`;

/** Every setting that some follow of the account may have wanted there: the smallest of several is that of one. */
function wishesOf(
  facts: Facts,
  standings: Standings,
  instrument: string,
  chapter: Chapter,
): LeverageSetting[] {
  const most = facts.instrument(instrument).maxLeverage;
  const served = new Set<number>([1]);
  for (const { told } of facts.record.leaders) {
    for (const { at, event } of told) {
      if (event.kind !== "leader-snapshot" || at > chapter.at) continue;
      for (const one of event.snapshot.positions)
        if (one.instrument === instrument && one.leverage !== null) served.add(one.leverage);
    }
  }
  const all = [standings.end(chapter.index - 1), standings.end(chapter.index)];
  return all
    .flatMap(({ follows }) => [...follows.values()])
    .flatMap(({ settings }) =>
      timesOf(settings, [...served]).flatMap((times) =>
        modesOf(settings).map((marginMode) => ({
          times: Math.max(1, Math.floor(Math.min(times, most))),
          marginMode,
        })),
      ),
    );
}

function timesOf({ leverage }: FollowSettings, leaders: readonly number[]): readonly number[] {
  switch (leverage.kind) {
    case "fixed":
      return [leverage.times];
    case "leader":
      return leaders;
    case "capped":
      return leaders.map((times) => Math.min(times, leverage.times));
  }
}

function modesOf({ marginMode }: FollowSettings): readonly LeverageSetting["marginMode"][] {
  return marginMode === "leader" ? ["cross", "isolated"] : [marginMode];
}

/** "What the user has set otherwise is never changed silently": once the product knew it, it sets nothing there. */
function userSettings(facts: Facts, find: Find): void {
  const { settings, sentSettings, toldOfSettings } = facts.record.venue;
  for (const users of settings) {
    if (users.by !== "user") continue;
    const { instrument, setting } = users;
    const ours = settings.findLast(
      (one) => one.instrument === instrument && one.by === "product" && one.at < users.at,
    );
    if (ours === undefined || isSame(ours.setting, setting)) continue;
    const answered = toldOfSettings.some(
      ({ at, report }) =>
        at >= ours.at &&
        at < users.at &&
        report.kind === "leverage-told" &&
        report.instrument === instrument &&
        isSame(report.setting, ours.setting),
    );
    const taken = facts.chapters.find(
      ({ at, change }) =>
        at > users.at &&
        change.accountBooks.put.some((book) => {
          const told = book.leverage?.told ?? null;
          return book.instrument === instrument && told !== null && isSame(told, setting);
        }),
    );
    if (!answered || taken === undefined) continue;
    // What it knew may be a setting of its own, made before it could know of his.
    const again = settings.some(
      (one) =>
        one.instrument === instrument && one.by === "product" && one.at > users.at && one.at <= taken.at,
    );
    if (again) continue;
    const next = settings.find(
      (one) => one.instrument === instrument && one.by === "user" && one.at > users.at,
    );
    const later = sentSettings.find(
      ({ at, order }) => order.instrument === instrument && at > taken.at && at < (next?.at ?? Infinity),
    );
    if (later !== undefined)
      find(
        `at ${later.at} ${words(later.order.setting)} was set for ${instrument}, which the user had set to ${words(setting)}`,
      );
  }
}
