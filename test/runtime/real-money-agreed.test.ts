import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS, FollowSettings } from "../../lib/model/follow-settings.ts";
import { Address } from "../../lib/model/identity.ts";
import type { Allocation } from "../../lib/model/sizing.ts";
import { commandOf } from "../../lib/runtime/command-of.ts";
import { FOLLOW, mirroring } from "../engine/engine-driver.ts";
import { REAL, REAL_SETTINGS, mirroringForReal } from "../engine/real-driver.ts";

const newId = () => "follow-new";
const amount = (usd: string) => ({ kind: "amount", amount: usd }) as const;
const share = (percent: number) => ({ kind: "share", percent }) as const;
const withAllocation = (allocation: object): FollowSettings =>
  FollowSettings.parse({ ...DEFAULT_SETTINGS, ...REAL_SETTINGS, allocation });
const word = (allocation: object | null) =>
  allocation === null
    ? null
    : ({ agreed: true, allocation: FollowSettings.shape.allocation.parse(allocation) } as const);

describe("a start with real money", () => {
  const start = (allocation: object, agreed: object | null) => {
    const { state, now } = mirroringForReal();
    const address = Address.parse(`0x${"f".repeat(40)}`);
    const settings = withAllocation(allocation);
    const realMoney = word(agreed);
    return commandOf(
      { type: "start-follow", address, accountId: REAL, settings, realMoney },
      state,
      now,
      newId,
    );
  };

  it("needs the user's word for its allocation", () => {
    expect(start(amount("1000"), null)).toEqual({ refusal: "real-money-not-agreed" });
    expect(start(amount("1000"), amount("999"))).toEqual({ refusal: "real-money-not-agreed" });
    expect(start(amount("1000"), share(10))).toEqual({ refusal: "real-money-not-agreed" });
    expect(start(amount("1000"), amount("1000.00"))).toMatchObject({ command: { kind: "follow" } });
  });
});

describe("an edit of a follow with real money", () => {
  const edit = (from: Allocation, to: object, agreed: object | null) => {
    const { state, now } = mirroringForReal({ allocation: from });
    const settings = withAllocation(to);
    const realMoney = word(agreed);
    return commandOf({ type: "edit-follow", followId: FOLLOW, settings, realMoney }, state, now, newId);
  };
  const REFUSED = { refusal: "real-money-not-agreed" };
  const TAKEN = { command: { kind: "edit-follow" } };
  const THOUSAND = withAllocation(amount("1000")).allocation;
  const TENTH = withAllocation(share(10)).allocation;

  it("that allots more needs the user's word for the new allocation, and for no other", () => {
    expect(edit(THOUSAND, amount("1000.01"), null)).toEqual(REFUSED);
    expect(edit(THOUSAND, amount("2000"), amount("1000"))).toEqual(REFUSED);
    expect(edit(THOUSAND, amount("2000"), amount("3000"))).toEqual(REFUSED);
    expect(edit(THOUSAND, amount("2000"), amount("2000"))).toMatchObject(TAKEN);
    expect(edit(TENTH, share(10.5), null)).toEqual(REFUSED);
    expect(edit(TENTH, share(20), share(20))).toMatchObject(TAKEN);
  });

  it("that allots as much or less needs none", () => {
    expect(edit(THOUSAND, amount("1000"), null)).toMatchObject(TAKEN);
    expect(edit(THOUSAND, amount("500"), null)).toMatchObject(TAKEN);
    expect(edit(TENTH, share(5), null)).toMatchObject(TAKEN);
  });

  it("that allots a share in the place of an amount, or an amount in the place of a share, needs it", () => {
    expect(edit(THOUSAND, share(1), null)).toEqual(REFUSED);
    expect(edit(TENTH, amount("100"), null)).toEqual(REFUSED);
    expect(edit(TENTH, amount("100"), amount("100"))).toMatchObject(TAKEN);
  });

  it("on paper needs none", () => {
    const { state, now } = mirroring({ allocation: amount("1000") });
    const settings = withAllocation(amount("2000"));
    const message = { type: "edit-follow", followId: FOLLOW, settings, realMoney: null } as const;
    expect(commandOf(message, state, now, newId)).toMatchObject(TAKEN);
  });
});
