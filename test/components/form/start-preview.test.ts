import { describe, expect, it } from "vitest";
import { startPreview } from "../../../components/form/start-preview.ts";
import { decimal } from "../../../lib/model/decimal.ts";
import { DEFAULT_SETTINGS, FollowSettings } from "../../../lib/model/follow-settings.ts";
import { Instrument } from "../../../lib/model/instrument.ts";
import { LeaderLook } from "../../../lib/model/leader-look.ts";

const listed = (id: string, minNotional = "10") =>
  Instrument.parse({
    id,
    lotSize: "0.001",
    priceFigures: 5,
    priceDecimals: 1,
    maxLeverage: 20,
    minNotional,
    delisted: false,
  });
const INSTRUMENTS = new Map(["BTC", "ETH", "SOL"].map((id) => [listed(id).id, listed(id)]));

const holds = (instrument: string, size: string, notional: string, entryPrice: string, leverage = 50) => ({
  instrument,
  size,
  entryPrice,
  leverage,
  marginMode: "cross",
  liquidationPrice: null,
  notional,
  unrealisedPnl: "0",
});

/** A leader of 400,000: 10 BTC at 60,000, 100 ETH short at 2,000, 1 SOL at 100. */
const LOOK = LeaderLook.parse({
  equity: "400000",
  positions: [
    holds("BTC", "10", "600000", "50000"),
    holds("ETH", "-100", "200000", "1900"),
    holds("SOL", "1", "100", "120"),
  ],
  cannotCopy: [],
});

type Changes = Omit<Partial<FollowSettings>, "limits"> & { readonly limits?: object };

const settingsWith = ({ limits = {}, ...changes }: Changes): FollowSettings => ({
  ...DEFAULT_SETTINGS,
  ...changes,
  limits: {
    ...DEFAULT_SETTINGS.limits,
    ...FollowSettings.shape.limits.parse({
      ...DEFAULT_SETTINGS.limits,
      maxPosition: "100000",
      maxLeverage: 50,
      ...limits,
    }),
  },
});

const preview = (changes: Changes, look = LOOK) =>
  startPreview({
    settings: settingsWith(changes),
    look,
    allocation: decimal(1000),
    instruments: INSTRUMENTS,
  });

const opened = (changes: Changes, look = LOOK) =>
  preview(changes, look).opened.map(({ leader, long, size, notional }) => [
    leader.instrument,
    long ? "long" : "short",
    size.toFixed(),
    notional.toFixed(),
  ]);

const all = { existing: "all" } as const;

describe("what a start would open at once", () => {
  it("is nothing where what stands is not copied; the largest is an example of what it would be", () => {
    const { opened: none, example } = preview({});
    expect(none).toEqual([]);
    expect([example?.leader.instrument, example?.size.toFixed(), example?.notional.toFixed()]).toEqual([
      "BTC",
      "0.025",
      "1500",
    ]);
  });

  it("is all that stands in the proportion of the equities, but what is below the smallest order", () => {
    expect(opened(all)).toEqual([
      ["BTC", "long", "0.025", "1500"],
      ["ETH", "short", "0.25", "500"],
    ]);
    expect(preview(all).example).toMatchObject({ leader: { instrument: "SOL" }, tooSmall: true });
    expect(opened({ ...all, belowMinimum: "raise" })).toContainEqual(["SOL", "long", "0.1", "10"]);
  });

  it("or only what is cheaper to buy now, or dearer to sell, than the leader's entry", () => {
    // BTC was bought cheaper, ETH was sold at less than now.
    expect(opened({ existing: "better" })).toEqual([["ETH", "short", "0.25", "500"]]);
    // Reversed, BTC is sold above what the leader paid, and ETH would be bought dearer than he sold it.
    expect(opened({ existing: "better", direction: "reverse" })).toEqual([["BTC", "short", "0.025", "1500"]]);
  });

  it.each<[Changes, string[][]]>([
    [
      { multiplier: FollowSettings.shape.multiplier.parse("2") },
      [
        ["BTC", "3000"],
        ["ETH", "1000"],
      ],
    ],
    [
      { sizing: { kind: "fixed-ratio", ratio: decimalText("0.01") } },
      [
        ["BTC", "6000"],
        ["ETH", "2000"],
      ],
    ],
    [
      { sizing: { kind: "fixed-amount", amount: decimalText("300") } },
      [
        ["BTC", "300"],
        ["ETH", "300"],
        ["SOL", "300"],
      ],
    ],
    // The leader's 50x, of which the exchange allows 20.
    [
      { sizing: { kind: "fixed-margin", margin: decimalText("15") } },
      [
        ["BTC", "300"],
        ["ETH", "300"],
        ["SOL", "300"],
      ],
    ],
    [
      { sizing: { kind: "fixed-margin", margin: decimalText("15") }, leverage: { kind: "capped", times: 4 } },
      [
        ["BTC", "60"],
        ["ETH", "60"],
        ["SOL", "60"],
      ],
    ],
    [
      { limits: { maxPosition: "800" } },
      [
        ["BTC", "800"],
        ["ETH", "500"],
      ],
    ],
    [
      { limits: { maxOrder: "300" } },
      [
        ["BTC", "300"],
        ["ETH", "300"],
      ],
    ],
    // Of both together; what is left for the second is less than it would be.
    [
      { limits: { maxNotional: "1700" } },
      [
        ["BTC", "1500"],
        ["ETH", "200"],
      ],
    ],
    [{ limits: { maxLeverage: 1.505 } }, [["BTC", "1500"]]],
    [{ limits: { maxPositions: 1 } }, [["BTC", "1500"]]],
    [{ limits: { allowedInstruments: ["ETH"] } }, [["ETH", "500"]]],
    [{ limits: { deniedInstruments: ["ETH"] } }, [["BTC", "1500"]]],
    [{ sides: "short" }, [["ETH", "500"]]],
    [{ sides: "short", direction: "reverse" }, [["BTC", "1500"]]],
  ])("by the settings %j", (changes, expected) => {
    expect(opened({ ...all, ...changes }).map(([id, , , notional]) => [id, notional])).toEqual(expected);
  });

  it("is never more than the allocation times the leader's own leverage there", () => {
    const careful = LeaderLook.parse({ ...LOOK, positions: [holds("BTC", "10", "500000", "50000", 1)] });
    expect(opened(all, careful)).toEqual([["BTC", "long", "0.02", "1000"]]);
  });

  it("leaves out what can't be copied, and a leader without equity gives nothing", () => {
    const cannotCopy = [{ instrument: "BTC", reason: "price-differs", apartPercent: 9 }];
    expect(opened(all, LeaderLook.parse({ ...LOOK, cannotCopy }))).toEqual([["ETH", "short", "0.25", "500"]]);
    expect(opened(all, LeaderLook.parse({ ...LOOK, equity: "0" }))).toEqual([]);
  });
});

function decimalText(text: string) {
  return FollowSettings.shape.multiplier.parse(text);
}
