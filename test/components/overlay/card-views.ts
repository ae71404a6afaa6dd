import type { LeaderPosition, LeaderReading } from "../../../lib/model/leader.ts";
import { DecimalString } from "../../../lib/model/decimal.ts";
import { DEFAULT_ALLOCATION, DEFAULT_SETTINGS } from "../../../lib/model/follow-settings.ts";
import { Address, FollowId, InstrumentId } from "../../../lib/model/identity.ts";
import type { CardView, PaperCardFollow, RealCardFollow } from "../../../lib/model/view.ts";

export const LEADER = Address.parse("0x7a3f41b8d90e6c25a17f83be04d9625cc1d2c91e");
export const READ_AT = new Date(2026, 10, 22, 14, 5, 32).getTime();

const decimal = (text: string) => DecimalString.parse(text);

export function position(
  instrument: string,
  size: string,
  notional: string,
  more: Partial<LeaderPosition> = {},
): LeaderPosition {
  return {
    instrument: InstrumentId.parse(instrument),
    size: decimal(size),
    entryPrice: decimal("1"),
    leverage: 5,
    marginMode: "cross",
    liquidationPrice: null,
    notional: decimal(notional),
    unrealisedPnl: decimal("0"),
    ...more,
  };
}

/** The figures of the mockup. */
export function reading(more: Partial<LeaderReading> = {}): LeaderReading {
  return {
    snapshot: {
      equity: decimal("399984.12"),
      positions: [
        position("SOL", "600.00", "50346", { unrealisedPnl: decimal("-426.2") }),
        position("BTC", "12.40", "841600.4", {
          unrealisedPnl: decimal("9312.1"),
          liquidationPrice: decimal("36450.1234"),
        }),
        position("ETH", "-85.00", "166804", { liquidationPrice: decimal("3801.2") }),
      ],
      time: READ_AT,
    },
    role: "account",
    name: null,
    lastTradeAt: READ_AT,
    notCopyable: [],
    readAt: READ_AT,
    ...more,
  };
}

export function view(more: Partial<CardView> = {}): CardView {
  return {
    address: LEADER,
    reading: reading(),
    readProblem: null,
    follow: null,
    halted: null,
    defaultAllocation: DEFAULT_ALLOCATION,
    ...more,
  };
}

const ofAnyFollow = {
  id: FollowId.parse("f1"),
  status: "mirroring",
  pausedByAll: false,
  accountReady: true,
  feed: { state: "live", reason: "connected", detail: null, since: READ_AT, latencyMs: 42, attempts: 0 },
} as const;

export function follow(more: Partial<PaperCardFollow> = {}): PaperCardFollow {
  return {
    ...ofAnyFollow,
    kind: "paper",
    statusSince: READ_AT,
    allocation: decimal("1000"),
    equity: decimal("1018.64"),
    netResult: decimal("18.64"),
    openPositions: 0,
    notCopiedAtStart: 3,
    limits: DEFAULT_SETTINGS.limits,
    ...more,
  };
}

/** With real money: no figure of it is told to a card. */
export function realFollow(more: Partial<RealCardFollow> = {}): RealCardFollow {
  return { ...ofAnyFollow, kind: "real", ...more };
}
