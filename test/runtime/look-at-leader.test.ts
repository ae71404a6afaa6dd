import { describe, expect, it } from "vitest";
import { Reply } from "../../lib/messages/protocol.ts";
import { decimalString } from "../../lib/model/decimal.ts";
import { Address, InstrumentId } from "../../lib/model/identity.ts";
import { Instrument } from "../../lib/model/instrument.ts";
import { JournalError } from "../../lib/model/journal-change.ts";
import { LeaderReading } from "../../lib/model/leader.ts";
import type { Marks } from "../../lib/model/market-data.ts";
import { RequestError } from "../../lib/model/request.ts";
import { type LookPorts, lookAtLeader } from "../../lib/runtime/look-at-leader.ts";

const ADDRESS = Address.parse(`0x${"7".repeat(40)}`);

const listed = (id: string, delisted = false): Instrument =>
  Instrument.parse({
    id,
    lotSize: "0.001",
    priceFigures: 5,
    priceDecimals: 1,
    maxLeverage: 40,
    minNotional: "10",
    delisted,
  });

const holds = (instrument: string, size: string, notional: string) => ({
  instrument,
  size,
  entryPrice: "1",
  leverage: 5,
  marginMode: "cross",
  liquidationPrice: null,
  notional,
  unrealisedPnl: "0",
});

const reading = (changed: object = {}): LeaderReading =>
  LeaderReading.parse({
    snapshot: {
      equity: "400000",
      positions: [holds("BTC", "-2", "120000"), holds("OLD", "10", "50"), holds("GONE", "1", "5")],
      time: 1,
    },
    role: "account",
    name: null,
    lastTradeAt: 1,
    notCopyable: [{ instrument: "PURR/USDC", reason: "spot", time: 1, key: "k" }],
    readAt: 1,
    ...changed,
  });

const LISTED = [listed("BTC"), listed("OLD", true)];

/** A class, as the shell is one. */
class Ports implements LookPorts {
  readonly state: LookPorts["state"];
  readonly asked: string[] = [];
  halted: JournalError | null = null;
  answer: LeaderReading | Error = reading();
  marks: Marks | Error = new Map([[InstrumentId.parse("BTC"), decimalString(60_000)]]);

  constructor(instruments: readonly Instrument[] = LISTED) {
    this.state = { instruments: new Map(instruments.map((one) => [one.id, one])) };
  }

  async read(): Promise<LeaderReading> {
    if (this.answer instanceof Error) throw this.answer;
    return this.answer;
  }

  get marketData(): LookPorts["marketData"] {
    return {
      instruments: async () => {
        this.asked.push("instruments");
        return LISTED;
      },
      marks: async () => {
        if (this.marks instanceof Error) throw this.marks;
        return this.marks;
      },
    };
  }
}

describe("a look at a leader", () => {
  it("tells what he holds, and of each thing that can't be copied why, in a form that a reply takes", async () => {
    const ports = new Ports();
    const reply = await lookAtLeader(ports, ADDRESS);
    expect(Reply.parse(reply)).toEqual(reply);
    expect(reply).toMatchObject({
      ok: true,
      look: {
        equity: "400000",
        positions: [{ instrument: "BTC", size: "-2" }, { instrument: "OLD" }, { instrument: "GONE" }],
        cannotCopy: [
          { instrument: "GONE", reason: "not-listed", apartPercent: null },
          { instrument: "OLD", reason: "delisted", apartPercent: null },
          { instrument: "PURR/USDC", reason: "spot", apartPercent: null },
        ],
      },
    });
    expect(ports.asked).toEqual([]);
  });

  it("asks for the venue's list where there is none yet: nothing is called unlisted for the lack of one", async () => {
    const ports = new Ports([]);
    ports.answer = reading({
      snapshot: { equity: "1", positions: [holds("BTC", "1", "60000")], time: 1 },
      notCopyable: [],
    });
    expect(await lookAtLeader(ports, ADDRESS)).toMatchObject({ ok: true, look: { cannotCopy: [] } });
    expect(ports.asked).toEqual(["instruments"]);
  });

  it("tells a price that is another thing's", async () => {
    const ports = new Ports();
    ports.marks = new Map([[InstrumentId.parse("BTC"), decimalString(66_000)]]);
    const reply = await lookAtLeader(ports, ADDRESS);
    const lines = reply.ok ? (reply.look?.cannotCopy ?? []) : [];
    expect(lines).toContainEqual({
      instrument: "BTC",
      reason: "price-differs",
      apartPercent: expect.closeTo(10),
    });
  });

  it("is refused of nobody, of somebody who can't be read, without prices, and while all is halted", async () => {
    const ports = new Ports();
    ports.marks = new RequestError("unreachable", "no line");
    expect(await lookAtLeader(ports, ADDRESS)).toMatchObject({ refusal: "leader-unreadable" });
    ports.answer = reading({ role: "unknown" });
    expect(await lookAtLeader(ports, ADDRESS)).toMatchObject({ refusal: "leader-unknown" });
    ports.answer = new RequestError("rate-limited", "too many");
    expect(await lookAtLeader(ports, ADDRESS)).toEqual({
      ok: false,
      refusal: "leader-unreadable",
      detail: "too many",
    });
    ports.halted = new JournalError("full", "no space");
    expect(await lookAtLeader(ports, ADDRESS)).toMatchObject({ refusal: "halted" });
  });
});
