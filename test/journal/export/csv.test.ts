import { describe, expect, it } from "vitest";
import { csvField, csvText } from "../../../lib/journal/export/csv.ts";
import { tradesCsv } from "../../../lib/journal/export/trades-csv.ts";
import { FillRow } from "../../../lib/model/state.ts";
import { sampleFill } from "../sample-orders.ts";
import { T0 } from "../sample-values.ts";

describe("a CSV field", () => {
  it.each([
    ["plain", "plain"],
    ["", ""],
    ["a,b", '"a,b"'],
    ['say "so"', '"say ""so"""'],
    ["two\nlines", '"two\nlines"'],
    ["two\r\nlines", '"two\r\nlines"'],
  ])("is quoted as RFC 4180 says: %j", (value, field) => {
    expect(csvField(value)).toBe(field);
  });

  it.each(["=1+1", "+1", "@SUM(A1)", "-2+3", "\t=1", "＝1", '=HYPERLINK("http://x","y")'])(
    "is never a formula: %j",
    (value) => {
      expect(csvField(value)).toMatch(/^"?'/);
    },
  );

  it("leaves a number a number, also a negative one", () => {
    expect(["-5", "-0.09", "12", "0"].map(csvField)).toEqual(["-5", "-0.09", "12", "0"]);
  });

  it("stands in lines that end with CRLF", () => {
    expect(csvText(["a", "b"], [["1", "x,y"]])).toBe('a,b\r\n1,"x,y"\r\n');
  });
});

describe("trades as CSV", () => {
  const closed = FillRow.parse({
    fill: { ...sampleFill(2).fill, side: "sell", price: "2100", size: "0.3", fee: "0.2835", time: T0 },
    shares: [
      { followId: "f1", size: "-0.1", realised: "9.9", fee: "0.0945", leaderPrice: null },
      { followId: "=f2", size: "-0.2", realised: "19.8", fee: "0.189", leaderPrice: "2101" },
    ],
  });
  const text = tradesCsv([sampleFill(1), closed], (id) => (id === "f1" ? "hyperliquid:0xab" : null));
  const [header = "", ...lines] = text.split("\r\n");

  it("names every unit in the header", () => {
    expect(header.split(",")).toHaveLength(17);
    expect(header).toContain("Size (coins),Price (USD),Notional (USD),Fee (USD)");
    expect(header).toContain("Closed result net of fee (USD)");
  });

  it("has a row for each follow's share, oldest first, net of fees", () => {
    expect(lines).toHaveLength(4);
    expect(lines[0]).toBe(
      "2026-11-22T12:00:00.000Z,paper,paper,f1,hyperliquid:0xab,ETH,sell,0.1,2100,210,0.0945,9.9,9.8055,,order,0x00000000000000000000000000000002,fill-2",
    );
    expect(lines[1]).toContain(",'=f2,,ETH,sell,0.2,2100,420,0.189,19.8,19.611,2101,");
    expect(lines[2]).toContain(",buy,0.1,2001,200.1,0.090045,0,-0.090045,2000,");
    expect(lines[3]).toBe("");
  });

  it("never lets paper look real", () => {
    const real = tradesCsv([sampleFill(1, { accountId: "binance-1" })], () => null).split("\r\n")[1];
    expect(real).toContain("Z,real,binance-1,");
  });
});
