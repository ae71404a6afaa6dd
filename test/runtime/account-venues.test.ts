import { describe, expect, it } from "vitest";
import type { AuditResult } from "../../lib/model/audit-result.ts";
import type { KeyFinding } from "../../lib/model/account-key.ts";
import { ClientOrderId, InstrumentId, PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { instrument } from "../engine/engine-driver.ts";
import { settle } from "../leaders/fake-clock.ts";
import {
  BrowserSession,
  NEW_AGENT,
  NotingVenue,
  REAL,
  SECRET,
  realAccount,
  realState,
} from "./real-account-rig.ts";

const HOUR = 3_600_000;
const refused = (finding: KeyFinding): Promise<AuditResult> =>
  Promise.resolve({ ok: false, finding, detail: null });
const never = (): Promise<AuditResult> => new Promise(() => undefined);

describe("the venue of an account", () => {
  it("of paper is always there; a real one from the moment its key can be read", async () => {
    const session = new BrowserSession();
    session.unlocked = false;
    const life = await session.life().start();
    expect(life.venues.venueOf(PAPER_ACCOUNT)).toBe(life.paper.venue);
    expect(life.venues.venueOf(REAL)).toBeNull();
    expect(life.access).toEqual(["locked"]);
    await session.vaultChanges(() => (session.unlocked = true));
    expect(life.venues.venueOf(REAL)).toBe(session.made[0]?.venue);
    expect(session.made[0]?.asked).toEqual(["start"]);
    expect(life.access).toEqual(["locked", "unchecked", "ready"]);
  });

  it("is known to be possible or not as soon as this life has looked for the key, whatever it found", async () => {
    for (const found of ["a key", "a locked vault", "a broken vault"]) {
      const session = new BrowserSession();
      session.unlocked = found === "a key";
      session.vaultBroken = found === "a broken vault";
      const life = session.life();
      expect(life.venues.knowKeys).toBe(false);
      life.venues.start();
      expect(life.venues.knowKeys).toBe(false);
      await settle();
      expect(life.venues.knowKeys).toBe(true);
      expect(life.access).not.toEqual([]);
    }
  });

  it("is closed when the vault is locked, the account removed, or this life ends", async () => {
    for (const end of ["lock", "remove", "close"] as const) {
      const session = new BrowserSession();
      const life = await session.life().start();
      if (end === "lock") await session.vaultChanges(() => (session.unlocked = false));
      else if (end === "remove") await life.put({ ...realAccount(0), key: null });
      else life.venues.close();
      expect(session.made[0]?.asked.at(-1)).toBe("close");
      expect(life.venues.venueOf(REAL)).toBeNull();
    }
  });

  it("is made anew for another key, and for no other change of the account", async () => {
    const session = new BrowserSession();
    const life = await session.life().start();
    const account = life.state.accounts.get(REAL) ?? realAccount(0);
    await life.put({ ...account, lastNonce: 7 });
    expect(session.made).toHaveLength(1);
    session.answer = () => Promise.resolve(session.passed(NEW_AGENT));
    await life.put(realAccount(0, null, NEW_AGENT));
    expect(session.made).toHaveLength(2);
    expect(session.made[0]?.asked.at(-1)).toBe("close");
    expect(life.access).toEqual(["unchecked", "ready", "unchecked", "ready"]);
  });

  it("is made for an account that is added later", async () => {
    const session = new BrowserSession();
    const life = await session.life({ ...realState(0), accounts: new Map() }).start();
    expect(life.posted).toEqual([]);
    await life.put(realAccount(0));
    expect(life.venues.venueOf(REAL)).not.toBeNull();
  });

  it("tells the engine what it lists", async () => {
    const session = new BrowserSession();
    const life = await session.life().start();
    const instruments = [instrument("BTC", "0.001")];
    session.contexts[0]?.onInstruments(instruments);
    expect(life.posted.at(-1)).toEqual({ kind: "instruments", at: session.clock.now(), instruments });
  });

  it("is asked for a reading that was wished for while there was none", async () => {
    const session = new BrowserSession();
    session.unlocked = false;
    const life = await session.life().start();
    life.venues.read(REAL, 500);
    life.venues.read(REAL, 900);
    await session.vaultChanges(() => (session.unlocked = true));
    expect(session.made[0]?.asked).toEqual(["start", "read 500"]);
    expect(life.posted).toContainEqual(
      expect.objectContaining({ kind: "account-unreadable", accountId: REAL }),
    );
  });

  it("that cannot be made leaves the account unusable, and its words, which hold the key, untold", async () => {
    const session = new BrowserSession();
    session.makeFails = true;
    const life = await session.life().start();
    expect(life.access.at(-1)).toBe("unusable");
    expect(life.venues.venueOf(REAL)).toBeNull();
    expect(JSON.stringify([life.logged, life.posted])).not.toContain(SECRET.slice(2));
  });

  it("troubles nobody else when it fails, and is begun again", async () => {
    const session = new BrowserSession();
    const life = session.life();
    await life.start();
    const real = session.made[0];
    if (real === undefined) throw new Error("no venue");
    real.broken.add("tick");
    life.venues.tick();
    await settle();
    expect(life.posted.filter(({ kind }) => kind === "venue-problem")).toEqual([]);
    life.paper.broken.add("tick");
    life.venues.tick();
    await settle();
    expect(life.posted).toContainEqual(
      expect.objectContaining({ kind: "venue-problem", detail: "tick failed" }),
    );
    expect(real.asked).toEqual(["start", "tick", "tick"]);
  });

  it("that could not begin begins with a later tick", async () => {
    const session = new BrowserSession();
    const life = session.life();
    life.paper.broken.add("start");
    await life.start();
    life.paper.broken.clear();
    life.venues.tick();
    await settle();
    life.venues.tick();
    expect(life.paper.asked).toEqual(["start", "start", "tick"]);
  });

  it("says nothing of another account", async () => {
    const session = new BrowserSession();
    const life = await session.life().start();
    const before = life.posted.length;
    session.made[0]?.say({ kind: "account-unreadable", accountId: PAPER_ACCOUNT, at: 1, detail: "not mine" });
    expect(life.posted.slice(before)).toEqual([]);
    expect(life.logged).toHaveLength(1);
  });

  it("gets acknowledged what is its own", async () => {
    const session = new BrowserSession();
    const life = await session.life().start();
    const payment = { kind: "funding" as const, at: 1, accountId: REAL, payments: [] };
    life.venues.acknowledge([payment]);
    expect(session.made[0]?.asked).toContain("acknowledge");
    expect(life.paper.asked).not.toContain("acknowledge");
  });
});

describe("a key is audited", () => {
  it("before the first order of a browser session, and not again by a worker that is restarted", async () => {
    const session = new BrowserSession();
    expect((await session.life().start()).access).toEqual(["unchecked", "ready"]);
    expect((await session.life().start()).access).toEqual(["ready"]);
    expect(session.audits).toBe(1);
    // The browser is started anew.
    session.memory.clear();
    session.answer = never;
    expect((await session.life().start()).access).toEqual(["unchecked"]);
  });

  it("again for another key, and where the memory of the session cannot be read or understood", async () => {
    const session = new BrowserSession();
    await session.life().start();
    session.answer = never;
    const other = { ...realState(0), accounts: new Map([[REAL, realAccount(0, null, NEW_AGENT)]]) };
    expect((await session.life(other).start()).access).toEqual(["unchecked"]);
    session.memory.set("keyAudits", { [REAL]: "yes" });
    expect((await session.life().start()).access).toEqual(["unchecked"]);
    session.memoryBroken = true;
    expect((await session.life().start()).access).toEqual(["unchecked"]);
  });

  it("daily, some hours before the last answer grows too old", async () => {
    const session = new BrowserSession();
    const life = await session.life().start();
    session.clock.sleep(20 * HOUR - 1);
    life.venues.watchKeys();
    expect(session.audits).toBe(1);
    session.clock.sleep(1);
    life.venues.watchKeys();
    await settle();
    expect(session.audits).toBe(2);
    expect(life.posted.at(-1)).toMatchObject({ key: { checkedAt: session.clock.now() } });
  });

  it("when the exchange refuses an order as signed by nobody, once a minute however many it refuses", async () => {
    const session = new BrowserSession();
    const life = await session.life().start();
    expect(session.audits).toBe(1);
    await session.clock.advance(HOUR);
    const refuse = async (): Promise<void> => {
      life.venues.acknowledge([
        {
          kind: "order-rejected",
          at: session.clock.now(),
          accountId: REAL,
          clientOrderId: ClientOrderId.parse(`0x${"7".repeat(32)}`),
          instrument: InstrumentId.parse("ETH"),
          handedAt: null,
          reason: "not-approved",
          detail: "User or API Wallet does not exist.",
        },
      ]);
      await settle();
    };
    for (let n = 0; n < 20; n += 1) await refuse();
    expect(session.audits).toBe(2);
    expect(life.access.at(-1)).toBe("ready");
    await session.clock.advance(60_000);
    session.answer = () => refused("not-approved");
    await refuse();
    expect(session.audits).toBe(3);
    expect(life.access.at(-1)).toBe("unusable not-approved");
  });

  it("on demand, and whoever asks meanwhile gets the same answer", async () => {
    const session = new BrowserSession();
    const life = await session.life().start();
    session.answer = () => refused("can-withdraw");
    const [one, other] = await Promise.all([life.venues.checkKey(REAL), life.venues.checkKey(REAL)]);
    expect(one).toMatchObject({ ok: false, finding: "can-withdraw" });
    expect(other).toBe(one);
    expect(session.audits).toBe(2);
    expect(life.access.at(-1)).toBe("restricted can-withdraw");
  });

  it("once more on demand where one is under way: its answer may be older than what the user changed", async () => {
    const session = new BrowserSession();
    const life = await session.life().start();
    let answer: (result: Promise<AuditResult>) => void = () => undefined;
    session.answer = () => new Promise((resolve) => (answer = resolve));
    session.clock.sleep(20 * HOUR);
    life.venues.watchKeys();
    await settle();
    const asked = life.venues.checkKey(REAL);
    session.answer = () => refused("expired");
    answer(refused("not-approved"));
    expect(await asked).toMatchObject({ ok: false, finding: "expired" });
    expect(session.audits).toBe(3);
    expect(life.access.slice(-2)).toEqual(["unusable not-approved", "unusable expired"]);
  });

  it("not on demand while it cannot be read", async () => {
    const session = new BrowserSession();
    session.unlocked = false;
    const life = await session.life().start();
    expect(await life.venues.checkKey(REAL)).toBeNull();
    expect(await life.venues.checkKey(PAPER_ACCOUNT)).toBeNull();
    expect(session.audits).toBe(0);
  });

  it("once when it is connected: the account then comes up ready", async () => {
    const session = new BrowserSession();
    const life = await session.life({ ...realState(0), accounts: new Map() }).start();
    const result = await life.venues.connect("hyperliquid", { address: "", key: "" });
    expect(result.ok).toBe(true);
    await life.put(realAccount(session.clock.now()));
    expect(life.access).toEqual(["ready"]);
    expect(session.audits).toBe(1);
  });

  it("when the same key is pasted once more: one that had been revoked is ready again", async () => {
    const session = new BrowserSession();
    session.answer = () => refused("not-approved");
    const life = await session.life().start();
    expect(life.access.at(-1)).toBe("unusable not-approved");
    session.answer = () => Promise.resolve(session.passed());
    await life.venues.connect("hyperliquid", { address: "", key: "" });
    expect(life.access.at(-1)).toBe("ready");
  });

  it("and an answer of an audit that the lock overtook changes nothing", async () => {
    const session = new BrowserSession();
    let answer: (result: AuditResult) => void = () => undefined;
    session.answer = () => new Promise((resolve) => (answer = resolve));
    const life = await session.life().start();
    await session.vaultChanges(() => (session.unlocked = false));
    answer(session.passed());
    await settle();
    expect(life.access).toEqual(["unchecked", "locked"]);
    expect(session.memory.get("keyAudits")).toBeUndefined();
  });
});

describe("what an audit finds", () => {
  it.each<[KeyFinding, string]>([
    ["main-wallet", "restricted"],
    ["can-withdraw", "restricted"],
    ["can-transfer", "restricted"],
    ["right-unknown", "restricted"],
    ["rights-unreadable", "restricted"],
    ["not-approved", "unusable"],
    ["other-account", "unusable"],
    ["expired", "unusable"],
    ["unknown-account", "unusable"],
    ["cannot-trade", "unusable"],
    ["unreachable", "unchecked"],
  ])("%s makes an account that was not audited yet %s", async (finding, state) => {
    const session = new BrowserSession();
    session.answer = () => refused(finding);
    const life = await session.life().start();
    expect(life.access).toEqual(["unchecked", `${state} ${finding}`]);
    // Another life of the same session trusts nothing of it.
    session.answer = never;
    expect((await session.life().start()).access).toEqual(["unchecked"]);
  });

  it("takes a pass of this session away, so that a restart does not bring it back", async () => {
    const session = new BrowserSession();
    const life = await session.life().start();
    session.answer = () => refused("can-withdraw");
    await life.venues.checkKey(REAL);
    await settle();
    session.answer = never;
    expect((await session.life().start()).access).toEqual(["unchecked"]);
  });

  it("passed, after it had been refused, makes it ready again", async () => {
    const session = new BrowserSession();
    session.answer = () => refused("not-approved");
    const life = await session.life().start();
    session.answer = () => Promise.resolve(session.passed());
    session.clock.sleep(HOUR);
    life.venues.watchKeys();
    await settle();
    expect(life.access.at(-1)).toBe("ready");
  });

  it("of nobody who answers leaves a key that was fine less than a day ago as it is", async () => {
    const session = new BrowserSession();
    const life = await session.life().start();
    session.answer = () => refused("unreachable");
    for (let passed = 0; passed < 24 * HOUR - 60_000; passed += 60_000) {
      session.clock.sleep(60_000);
      life.venues.watchKeys();
      await settle();
    }
    expect(life.access.at(-1)).toBe("ready");
    session.clock.sleep(60_000);
    life.venues.watchKeys();
    expect(life.access.at(-1)).toBe("unchecked unreachable");
  });

  it("of nobody who answers is asked again, at growing intervals and never rarer than every ten minutes", async () => {
    const session = new BrowserSession();
    session.answer = () => refused("unreachable");
    const life = await session.life().start();
    const at: number[] = [];
    const began = session.clock.now();
    for (let second = 1; second <= 3_000; second += 1) {
      session.clock.sleep(1_000);
      const before = session.audits;
      life.venues.watchKeys();
      await settle();
      if (session.audits > before) at.push((session.clock.now() - began) / 1_000);
    }
    expect(at).toEqual([5, 15, 35, 75, 155, 315, 635, 1_235, 1_835, 2_435]);
    expect(life.access).toEqual(["unchecked", "unchecked unreachable"]);
  });

  it("of nobody who answers does not lift what was found before", async () => {
    const session = new BrowserSession();
    session.answer = () => refused("can-withdraw");
    const life = await session.life().start();
    session.answer = () => refused("unreachable");
    await life.venues.checkKey(REAL);
    expect(life.access).toEqual(["unchecked", "restricted can-withdraw"]);
  });
});

describe("a key that expires", () => {
  it("is unusable from that moment, and ready again when it was approved for longer", async () => {
    const session = new BrowserSession();
    const ends = session.clock.now() + HOUR;
    session.answer = () => Promise.resolve(session.passed(undefined, ends));
    const life = await session.life().start();
    session.clock.sleep(HOUR - 1);
    life.venues.watchKeys();
    expect(life.access.at(-1)).toBe("ready");
    session.answer = () => refused("expired");
    session.clock.sleep(1);
    life.venues.watchKeys();
    await settle();
    expect(life.access.at(-1)).toBe("unusable expired");
    session.answer = () => Promise.resolve(session.passed(undefined, ends + HOUR));
    session.clock.sleep(HOUR - 1);
    await life.venues.checkKey(REAL);
    expect(life.access.at(-1)).toBe("ready");
  });

  it("that passed in this session and expired while no worker ran does not come up ready", async () => {
    const session = new BrowserSession();
    const ends = session.clock.now() + HOUR;
    session.answer = () => Promise.resolve(session.passed(undefined, ends));
    await session.life().start();
    session.answer = never;
    session.clock.sleep(HOUR);
    const life = await session.life(realState(0, false, ends)).start();
    expect(life.access).toEqual(["unchecked", "unusable expired"]);
  });
});

describe("a vault that is locked when the browser starts", () => {
  it("is notified of where an account mirrors, and of no other", async () => {
    const session = new BrowserSession();
    session.unlocked = false;
    await session.life(realState(0, false)).start();
    expect(session.notified).toBe(0);
    await session.life(realState(0, true)).start();
    expect(session.notified).toBe(1);
  });

  it("is not notified of when the user locks it himself", async () => {
    const session = new BrowserSession();
    const life = await session.life(realState(0, true)).start();
    await session.vaultChanges(() => (session.unlocked = false));
    expect(life.access.at(-1)).toBe("locked");
    expect(session.notified).toBe(0);
  });

  it("that could not be read is looked at again", async () => {
    const session = new BrowserSession();
    session.vaultBroken = true;
    const life = await session.life(realState(0, true)).start();
    expect(life.access).toEqual(["locked"]);
    session.vaultBroken = false;
    life.venues.watchKeys();
    await settle();
    expect(life.access.at(-1)).toBe("ready");
  });

  it("is no reason for a key that is not in it: that one is gone", async () => {
    const session = new BrowserSession();
    session.secret = null;
    expect((await session.life().start()).access).toEqual(["unusable"]);
  });
});

it("a paper life asks for no key", async () => {
  const session = new BrowserSession();
  const life = await session.life({ ...realState(0), accounts: new Map() }).start();
  life.venues.tick();
  life.venues.onMarks(new Map());
  expect(life.paper.asked).toEqual(["start", "tick", "marks"]);
  expect(new NotingVenue(PAPER_ACCOUNT).asked).toEqual([]);
});
