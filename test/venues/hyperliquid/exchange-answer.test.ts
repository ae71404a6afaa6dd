import { describe, expect, test } from "vitest";
import { readAnswer } from "../../../lib/venues/hyperliquid/exchange-answer.ts";
import { isGone, isNoMatch, rejectReasonOf } from "../../../lib/venues/hyperliquid/reject-reason.ts";

const answer = (body: unknown) => ({ kind: "answer", body, handedAt: 5 }) as const;
const statuses = (...of: unknown[]) =>
  answer({ status: "ok", response: { type: "order", data: { statuses: of } } });
const err = (response: string) => answer({ status: "err", response });

describe("an answer of the exchange", () => {
  test.each([
    [{ filled: { totalSz: "0.020", avgPx: "1", oid: 7 } }, { said: "filled", totalSize: "0.02", oid: 7 }],
    [{ resting: { oid: 7, cloid: "0x1" } }, { said: "resting", cloid: "0x1" }],
    [{ resting: { oid: 7 } }, { said: "resting", cloid: null }],
    [{ error: "No." }, { said: "error", words: "No." }],
    ["success", { said: "success" }],
    ["waitingForTrigger", { said: "waitingForTrigger" }],
  ])("%j", (wire, status) => {
    expect(readAnswer(statuses(wire), "rest")).toEqual({ kind: "status", status, handedAt: 5 });
    const framed = answer({ type: "action", payload: statuses(wire).body });
    expect(readAnswer(framed, "socket")).toEqual({ kind: "status", status, handedAt: 5 });
  });

  test.each([
    ["no body", answer(null)],
    ["another form", answer({ status: "maybe" })],
    ["an unknown status", statuses({ parked: {} })],
    ["a filled status without its order", statuses({ filled: { totalSz: "1" } })],
    ["no status", statuses()],
    ["two", statuses("success", "success")],
    ["a number used before: the answer to a copy", err("Invalid nonce: duplicate nonce 1741107452532")],
    ["an id used before", statuses({ error: "Duplicate cloid" })],
    ["a line that broke", { kind: "lost", sent: true, words: "1006", handedAt: 5 } as const],
  ])("decides nothing when it is %s", (_, outcome) => {
    expect(readAnswer(outcome, "rest").kind).toBe("unknown");
  });

  test("a refusal of the whole act is one, whichever way it came", () => {
    const refused = { kind: "refused", words: "User or API Wallet 0x1 does not exist.", handedAt: 5 };
    expect(readAnswer(err(refused.words), "rest")).toEqual(refused);
    expect(readAnswer(answer({ type: "action", payload: err(refused.words).body }), "socket")).toEqual(
      refused,
    );
    expect(readAnswer(answer({ type: "error", payload: "422 Failed to deserialize" }), "socket").kind).toBe(
      "refused",
    );
  });

  test.each(["429 Too Many Requests", "500 Internal Server Error", "408 Timeout", "Something else"])(
    "a post that failed with “%s” may have been carried out",
    (payload) => {
      expect(readAnswer(answer({ type: "error", payload }), "socket").kind).toBe("unknown");
    },
  );

  test("what never left is not sent", () => {
    const lost = { kind: "lost", sent: false, words: "closed", handedAt: 5 } as const;
    expect(readAnswer(lost, "socket")).toEqual({ kind: "not-sent", words: "closed" });
  });
});

describe("the exchange's words", () => {
  test.each([
    ["Price must be divisible by tick size. asset=4", "bad-price"],
    ["Order has invalid price.", "bad-price"],
    ["Invalid TP/SL price.", "bad-price"],
    ["Order has invalid size.", "bad-size"],
    ["Order has zero size.", "bad-size"],
    ["Order must have minimum value of $10. asset=0", "below-minimum"],
    ["Order must have minimum value of 10 USDC.", "below-minimum"],
    ["Insufficient margin to place order. asset=4", "insufficient-margin"],
    ["Reduce only order would increase position.", "reduce-only-would-increase"],
    ["Order would cause position to exceed margin tier limit at current leverage", "margin-tier"],
    ["Order would increase open interest while open interest is capped", "open-interest-cap"],
    ["Order would increase open interest too quickly", "open-interest-cap"],
    [
      "Order rejected due to price more aggressive than oracle while at open interest cap",
      "open-interest-cap",
    ],
    ["Order price too far from oracle", "price-too-far"],
    ["Order price cannot be more than 80% away from the reference price", "price-too-far"],
    ["Too many cumulative requests sent (12 > 10) for cumulative volume traded $1.0.", "address-limit"],
    ["User or API Wallet 0xabc does not exist.", "not-approved"],
    ["Must deposit before performing actions. User: 0xabc", "not-approved"],
    ["Action expired: expiresAfter 5", "expired"],
    ["HTTP 403: Forbidden", "banned"],
    ["Post only order would have immediately matched, bbo was 1@2.", "other"],
    ["Something that nobody has seen.", "other"],
  ])("%s", (words, reason) => {
    expect(rejectReasonOf(words)).toBe(reason);
    expect(isNoMatch(words) || isGone(words)).toBe(false);
  });

  test("an end without fills and a stop that is gone are no refusals", () => {
    expect(isNoMatch("Order could not immediately match against any resting orders. asset=0")).toBe(true);
    expect(isNoMatch("No liquidity available for market order.")).toBe(true);
    expect(isGone("Order was never placed, already canceled, or filled. asset=0")).toBe(true);
    expect(isGone("Cannot modify canceled or filled order")).toBe(true);
  });
});
