import { describe, expect, test } from "vitest";
import { refusalReasonOf } from "../../../lib/venues/hyperliquid/refusal-reason-of.ts";

describe("why a stop or a setting was refused, by the exchange's words", () => {
  test.each([
    ["Invalid TP/SL price. asset=3", "trigger-not-valid"],
    ["Cannot modify canceled or filled order", "replaced-gone"],
    ["Invalid leverage value", "bad-leverage"],
    ["Cannot switch leverage type with open position.", "position-open"],
    ["Reduce only order would increase position. asset=1", "reduce-only-would-increase"],
    ["Too many cumulative requests sent (12 > 10) for cumulative volume traded $1.0.", "address-limit"],
    ["User or API Wallet 0x1 does not exist.", "not-approved"],
    // No stop is refused for the open interest: it only reduces.
    ["Open interest is at its cap.", "other"],
    ["Something new.", "other"],
  ])("%s: %s", (words, reason) => {
    expect(refusalReasonOf(words)).toBe(reason);
  });
});
