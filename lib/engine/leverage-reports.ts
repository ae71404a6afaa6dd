import type { AccountId, InstrumentId } from "../model/identity.ts";
import type { InstrumentLeverage, LeverageReport, LeverageSetting } from "../model/leverage-setting.ts";
import { ORDER_LIFE_MS } from "./commit-order.ts";
import { pairKey } from "./engine-state.ts";
import { leverageOf, putLeverage, tellDiffers, tellLeverageFine, tellRefused } from "./leverage-book.ts";
import { type LeverageEvent, leverageMove } from "./leverage-state.ts";
import { sameSetting } from "./leverage-wanted.ts";
import type { AccountRead } from "./position-check.ts";
import type { Work } from "./work.ts";

/** What a venue answers about a setting, or tells unasked. */
export function applyLeverage(work: Work, report: LeverageReport): void {
  const { accountId, instrument } = report;
  const account = work.accounts.get(accountId);
  if (account === undefined || account.kind === "paper") return;
  noteAnswer(work, accountId, instrument);
  const before = leverageOf(work, accountId, instrument);
  switch (report.kind) {
    case "leverage-told":
      return takeTold(work, accountId, instrument, report.setting);
    case "leverage-refused":
      if (!move(work, accountId, instrument, before, "refused", { detail: report.detail })) return;
      work.leverageAnswered = true;
      return tellRefused(work, accountId, instrument, report.reason ?? null, report.detail);
    case "leverage-unknown":
      move(work, accountId, instrument, before, "unknown", {});
  }
}

/** What a reading of the account tells of the instruments in which something is held. */
export function noteLeverages(
  work: Work,
  { accountId, leverages }: AccountRead,
  touched: ReadonlySet<InstrumentId>,
): void {
  for (const { instrument, setting } of leverages) {
    // Something happened here since it was asked for: it may be of before our own setting.
    if (touched.has(instrument)) continue;
    const { told, status } = leverageOf(work, accountId, instrument);
    if (status !== "asking" && sameSetting(told, setting)) continue;
    takeTold(work, accountId, instrument, setting);
  }
}

function takeTold(
  work: Work,
  accountId: AccountId,
  instrument: InstrumentId,
  setting: LeverageSetting,
): void {
  const before = leverageOf(work, accountId, instrument);
  const told = { told: setting, toldAt: work.at };
  const asAsked = sameSetting(setting, before.asked);
  const event = asAsked ? "told-as-asked" : toldOther(work, before, setting);
  // Of the moment before our own order nothing is learnt.
  if (before.status === "asking" && event === "told-too-early") return;
  const moved = move(work, accountId, instrument, before, event, told);
  if (!moved) putLeverage(work, accountId, instrument, { ...before, ...told });
  if (asAsked) {
    if (before.status === "asking") work.leverageAnswered = true;
    return tellLeverageFine(work, accountId, instrument);
  }
  // It was changed by somebody else: from here on it is his.
  const usersOwn = before.status === "set" || event === "told-by-another";
  if (usersOwn && before.asked !== null) {
    tellDiffers(work, accountId, instrument, setting, before.asked);
  }
}

function toldOther(work: Work, before: InstrumentLeverage, setting: LeverageSetting): LeverageEvent {
  if (mayStillArrive(work, before)) return "told-too-early";
  // Before our first wish it is nobody's word against ours.
  const stood = before.asked === null || before.told === null || sameSetting(before.told, setting);
  return stood ? "told-otherwise" : "told-by-another";
}

/** A venue takes no order after its expiry; a clock that was set back says nothing of how long ago that is. */
function mayStillArrive(work: Work, { status, askedAt }: InstrumentLeverage): boolean {
  if (status !== "asking" || askedAt === null) return false;
  return work.at >= askedAt && work.at <= askedAt + ORDER_LIFE_MS;
}

/** True when the state changed; the event's own figures are put down then. */
function move(
  work: Work,
  accountId: AccountId,
  instrument: InstrumentId,
  before: InstrumentLeverage,
  event: LeverageEvent,
  more: Partial<InstrumentLeverage>,
): boolean {
  const { to } = leverageMove(before.status, event);
  if (to === "ignored") return false;
  const detail = to === "refused" ? (more.detail ?? null) : null;
  putLeverage(work, accountId, instrument, { ...before, ...more, status: to, detail });
  return true;
}

function noteAnswer(work: Work, accountId: AccountId, instrument: InstrumentId): void {
  const key = pairKey(accountId, instrument);
  const ask = work.leverageAsks.get(key);
  if (ask !== undefined)
    work.leverageAsks = new Map([...work.leverageAsks, [key, { ...ask, answered: true }]]);
}
