import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pairKey } from "../../../lib/engine/engine-state.ts";
import { type Decimal, ZERO, decimal, decimalString } from "../../../lib/model/decimal.ts";
import { FollowId, PAPER_ACCOUNT } from "../../../lib/model/identity.ts";
import type { VenueFill } from "../../../lib/model/order.ts";
import { EngineDriver, LEADER, SECOND_LEADER, id, text } from "../engine-driver.ts";

const SECOND = FollowId.parse("follow-2");
const LOT = "0.0001";
const RUNS = { numRuns: 100 };

/** Sizes in lots of 0.0001 ETH, at 2,000 USD. */
type Act =
  | { readonly kind: "leader"; readonly second: boolean; readonly size: number }
  | { readonly kind: "answer"; readonly percent: number }
  | {
      readonly kind: "user";
      readonly lots: number;
      readonly told: "now" | "later" | "never";
      readonly liquidation: boolean;
    }
  | { readonly kind: "tell" }
  | { readonly kind: "boot" }
  | { readonly kind: "read" }
  | { readonly kind: "wait"; readonly ms: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constant("leader" as const),
    second: fc.boolean(),
    size: fc.integer({ min: -20, max: 20 }).filter((size) => size !== 0),
  }),
  fc.record({ kind: fc.constant("answer" as const), percent: fc.integer({ min: 0, max: 100 }) }),
  fc.record({
    kind: fc.constant("user" as const),
    lots: fc.integer({ min: -3_000, max: 3_000 }).filter((lots) => lots !== 0),
    told: fc.constantFrom("now" as const, "later" as const, "never" as const),
    liquidation: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("tell" as const) }),
  fc.record({ kind: fc.constant("boot" as const) }),
  fc.record({ kind: fc.constant("read" as const) }),
  fc.record({ kind: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 8_000 }) }),
);

/** Two follows and a user on one account, with a venue that knows the truth. */
class Account {
  readonly engine = new EngineDriver();
  position: Decimal = ZERO;
  /** What the user himself did and what was taken from him by liquidation can only be known in total. */
  readonly fills: VenueFill[] = [];
  readonly #untold: VenueFill[] = [];

  constructor() {
    const { engine } = this;
    engine.readsAccount = false;
    engine.follow({ sizing: { kind: "fixed-ratio", ratio: "0.01" } });
    engine.follow({ sizing: { kind: "fixed-ratio", ratio: "0.01" } }, SECOND, SECOND_LEADER);
    engine.snapshot({});
    engine.snapshot({}, { leaderId: SECOND_LEADER });
    this.read();
  }

  do(one: Act): void {
    const { engine } = this;
    engine.marks({ ETH: 2_000 });
    switch (one.kind) {
      case "leader":
        engine.trade("ETH", one.size, 2_000, one.second ? SECOND_LEADER : LEADER);
        return;
      case "answer":
        return this.answer(one.percent);
      case "user":
        return this.trade(one);
      case "tell":
        return this.tell();
      case "boot":
        engine.send({ kind: "boot", at: engine.now });
        engine.snapshot(this.#leader(LEADER), { cause: "start" });
        engine.snapshot(this.#leader(SECOND_LEADER), { cause: "start", leaderId: SECOND_LEADER });
        return;
      case "read":
        return this.read();
      case "wait":
        engine.wait(one.ms);
        return;
    }
  }

  #leader(leaderId: typeof LEADER): Record<string, [string, number]> {
    const size = this.engine.state.leaderBooks.get(pairKey(leaderId, id("ETH")))?.size ?? "0";
    return size === "0" ? {} : { ETH: [size, 2_000] };
  }

  answer(percent: number): void {
    const { engine } = this;
    const [order] = engine.orders;
    if (order === undefined) return;
    const lots = decimal(order.size).div(LOT).times(percent).div(100).floor();
    const size = lots.times(LOT);
    this.position = order.side === "buy" ? this.position.plus(size) : this.position.minus(size);
    engine.answer({ size: decimalString(size), unfilled: "depth-ran-out" });
  }

  trade({ lots, told, liquidation }: Extract<Act, { kind: "user" }>): void {
    const { engine } = this;
    // A liquidation only ever closes what the account holds.
    const most = this.position.div(LOT).toNumber();
    const closes = Math.sign(most) === -Math.sign(lots) && Math.abs(lots) <= Math.abs(most);
    const size = decimal(lots).times(LOT);
    this.position = this.position.plus(size);
    const fill: VenueFill = {
      id: `user-${this.fills.length}`,
      accountId: PAPER_ACCOUNT,
      instrument: id("ETH"),
      clientOrderId: null,
      side: lots > 0 ? "buy" : "sell",
      price: text(2_000),
      size: decimalString(size.abs()),
      fee: text(0),
      time: engine.now,
      cause: liquidation && closes ? "liquidation" : "user",
    };
    this.fills.push(fill);
    if (told === "now") this.#send([fill]);
    else if (told === "later") this.#untold.push(fill);
  }

  tell(): void {
    const [next] = this.#untold.splice(0, 1);
    if (next !== undefined) this.#send([next]);
  }

  #send(fills: VenueFill[]): void {
    this.engine.send({ kind: "foreign-fills", at: this.engine.now, accountId: PAPER_ACCOUNT, fills });
  }

  read(): void {
    this.engine.readAccount({ positions: { ETH: decimalString(this.position) }, fills: this.fills });
  }

  /** Everything is told, every order answered. */
  settle(): void {
    const { engine } = this;
    for (let round = 0; round < 60; round += 1) {
      engine.marks({ ETH: 2_000 });
      while (this.#untold.length > 0) this.tell();
      if (engine.orders.length > 0) this.answer(100);
      engine.wait(1_000);
      this.read();
      if (
        round > 2 &&
        engine.orders.length === 0 &&
        engine.state.accounts.get(PAPER_ACCOUNT)?.reconciled === true
      )
        return;
    }
  }

  get net(): string {
    return this.engine.state.accountBooks.get(pairKey(PAPER_ACCOUNT, id("ETH")))?.net ?? "0";
  }

  get held(): Decimal[] {
    return [...this.engine.state.books.values()].map((book) => decimal(book.held));
  }
}

function lived(acts: readonly Act[], after: (account: Account) => void = () => undefined): Account {
  const account = new Account();
  for (const one of acts) {
    account.do(one);
    after(account);
  }
  return account;
}

const acts = fc.array(act, { minLength: 5, maxLength: 40 });

describe("an account with several owners", () => {
  it("adds up to the venue's position once all is told, in whatever order it was told", () => {
    fc.assert(
      fc.property(acts, (all) => {
        const account = lived(all);
        account.settle();
        expect(account.net).toBe(decimalString(account.position));
        expect(account.engine.state.openIntents.size).toBe(0);
        expect([...account.engine.state.problems.values()].map(({ kind }) => kind)).not.toContain(
          "position-differs",
        );
        expect(account.engine.state.accounts.get(PAPER_ACCOUNT)?.reconciled).toBe(true);
      }),
      RUNS,
    );
  });

  it("holds whole lots for each follow, and a fill's shares never exceed it", () => {
    fc.assert(
      fc.property(acts, (all) => {
        const account = lived(all, ({ held }) => {
          for (const size of held) expect(size.mod(LOT).isZero()).toBe(true);
        });
        account.settle();
        for (const size of account.held) expect(size.mod(LOT).isZero()).toBe(true);
      }),
      RUNS,
    );
  });

  it("never lets the user's trade take a follow further from 0, or across it", () => {
    fc.assert(
      fc.property(acts, (all) => {
        let before: Decimal[] = [];
        const account = new Account();
        for (const one of all) {
          before = account.held;
          account.do(one);
          if (one.kind !== "user" && one.kind !== "tell") continue;
          for (const [index, size] of account.held.entries()) {
            const was = before[index] ?? ZERO;
            expect(size.isZero() || size.isNegative() === was.isNegative()).toBe(true);
            expect(size.abs().lte(was.abs())).toBe(true);
          }
        }
      }),
      RUNS,
    );
  });

  it("is in no doubt while nothing is lost", () => {
    fc.assert(
      fc.property(acts, (all) => {
        const account = lived(
          all
            .filter((one) => one.kind !== "boot")
            .map((one) => (one.kind === "user" ? { ...one, told: "now" } : one)),
        );
        account.settle();
        expect(account.engine.state.accounts.get(PAPER_ACCOUNT)?.disagreedSince).toBeNull();
        expect(account.net).toBe(decimalString(account.position));
      }),
      RUNS,
    );
  });
});
