import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { exportJournal } from "../../lib/journal/export/export-journal.ts";
import { exportTrades } from "../../lib/journal/export/export-trades.ts";
import type { VaultMessage } from "../../lib/messages/vault-messages.ts";
import { withChecksum } from "../../lib/vault/row-checksum.ts";
import { breakStore } from "../journal/break-store.ts";
import { dumpDatabase } from "../journal/fixture-database.ts";
import { ACCOUNT, CONNECT, DeskRig, KEY, OWNER, PASSPHRASE } from "./desk-rig.ts";

const WRONG = "not this passphrase";
const NEXT = "the next passphrase";
const OTHER_KEY = `0x${"0b".repeat(32)}`;
const KEYLESS = KEY.slice(2);
const BYTES = Buffer.from(KEYLESS, "hex");

/** Every spelling that must be found nowhere. */
const SOUGHT: readonly string[] = [KEYLESS, OTHER_KEY.slice(2), PASSPHRASE, WRONG, NEXT].flatMap((text) => [
  text.toLowerCase(),
  Buffer.from(text).toString("base64").replace(/=+$/, "").toLowerCase(),
  Buffer.from(text).toString("hex"),
  [...Buffer.from(text)].join(","),
  encodeURIComponent(text).toLowerCase(),
]);
const OF_BYTES = [
  BYTES.toString("base64").replace(/=+$/, ""),
  BYTES.toString("base64url"),
  [...BYTES].join(","),
];
const ALL = new Set([...SOUGHT, ...OF_BYTES.map((one) => one.toLowerCase()), KEYLESS.slice(0, 16)]);

/** All that anybody could read of what was done; bytes are written out. */
const seen: string[] = [];
const note = (...things: readonly unknown[]): void => {
  for (const thing of things) {
    seen.push(
      typeof thing === "string"
        ? thing
        : inspect(thing, {
            depth: 20,
            maxArrayLength: null,
            maxStringLength: null,
            showHidden: true,
            breakLength: Infinity,
          }),
    );
    if (typeof thing === "object") seen.push(JSON.stringify(thing) ?? "");
  }
};

beforeEach(() => {
  seen.length = 0;
  for (const method of ["log", "info", "warn", "error", "debug", "trace"] as const) {
    vi.spyOn(console, method).mockImplementation(note);
  }
});

afterEach(() => vi.restoreAllMocks());

function found(): string[] {
  const text = seen
    .join("\n")
    .toLowerCase()
    .replace(/\s*,\s*/g, ",");
  return [...ALL].filter((sought) => text.includes(sought));
}

const create: VaultMessage = { type: "create-vault", passphrase: PASSPHRASE };
const unlock: VaultMessage = { type: "unlock-vault", passphrase: PASSPHRASE };
const wrong: VaultMessage = { type: "unlock-vault", passphrase: WRONG };
const change: VaultMessage = { type: "change-passphrase", current: PASSPHRASE, next: NEXT };
const changeBack: VaultMessage = { type: "change-passphrase", current: NEXT, next: PASSPHRASE };
const lock: VaultMessage = { type: "lock-vault" };
const check: VaultMessage = { type: "check-account", accountId: ACCOUNT };
const remove: VaultMessage = { type: "remove-account", accountId: ACCOUNT };
const swapped: VaultMessage = { ...CONNECT, address: KEY, key: OWNER };

/** Everything that is kept or handed out, but the browser's session memory, which the key is in on purpose. */
async function noteStores(rig: DeskRig): Promise<void> {
  note(rig.warnings, rig.told, await dumpDatabase(rig.journal.name));
  const rows = [await rig.profile.database.header.toArray(), await rig.profile.database.records.toArray()];
  note(
    rows,
    (await exportJournal(rig.journal.name, 0)).parts.join(""),
    (await exportTrades(rig.journal)).csv,
  );
  note(rig.mailbox.state, await rig.life.state());
}

/** Echoes what it was sent in every spelling, as exchanges do. */
const echo = ({ key, address }: { readonly key: string; readonly address: string }) =>
  ({
    ok: false,
    finding: "rights-unreadable",
    detail:
      `Bad request: ${JSON.stringify({ key, address })} ${key.toUpperCase()} ${Buffer.from(key).toString("base64")} ${BYTES.toString("base64")}`.slice(
        0,
        480,
      ),
  }) as const;

describe("neither the key nor a passphrase is found in logs, replies, errors, the journal or exports", () => {
  it("when all goes well", async () => {
    const rig = new DeskRig();
    const messages = [
      create,
      CONNECT,
      check,
      lock,
      wrong,
      unlock,
      change,
      changeBack,
      CONNECT,
      remove,
      CONNECT,
    ];
    for (const message of messages) {
      note(await rig.take(message));
      await noteStores(rig);
    }
    note(await rig.life.secretOf(ACCOUNT), rig.life, rig.desk);
    await rig.follow();
    await noteStores(rig);
    expect(seen.length).toBeGreaterThan(100);
    expect(found()).toEqual([]);
  });

  it("when the exchange repeats what it was sent, or the audit fails in a way that nobody foresaw", async () => {
    const rig = new DeskRig();
    await rig.take(create);
    rig.audit = echo;
    note(await rig.take(CONNECT), await rig.take(swapped));
    rig.audit = ({ key }) => {
      throw new Error(`invalid private key ${key}, ${Buffer.from(key).toString("base64")}`);
    };
    note(await rig.take(CONNECT), await rig.take(swapped));
    rig.changed = { connect: (_venue, { key }) => Promise.reject(new TypeError(`not hex: ${key.slice(2)}`)) };
    note(await rig.take(CONNECT), await rig.take(swapped));
    rig.changed = {};
    rig.audit = ({ key }) => rig.passed(key);
    await rig.take(CONNECT);
    rig.audit = echo;
    note(await rig.take(check));
    await noteStores(rig);
    expect(seen.join("\n")).toContain("[secret]");
    expect(found()).toEqual([]);
  });

  it("when storage fails at any write", async () => {
    const rig = new DeskRig();
    await rig.connected();
    let failing: string | null = null;
    breakStore("put", ({ name }) => {
      if (name === failing) throw new DOMException("no space", "QuotaExceededError");
    });
    for (failing of ["header", "records", "vaultStatus"]) {
      note(await rig.take(CONNECT), await rig.take({ ...CONNECT, key: OTHER_KEY }), await rig.take(change));
      note(await rig.take(changeBack), await rig.take(lock), await rig.take(unlock));
    }
    failing = "accounts";
    rig.profile.now += 1;
    const late = rig.take(CONNECT);
    await rig.until(() => rig.mailbox.halted !== null);
    await rig.pass(5_000);
    note(await late, rig.mailbox.halted);
    failing = null;
    rig.profile.session.broken = true;
    for (const message of [lock, unlock, change, CONNECT]) note(await rig.take(message));
    rig.restart();
    note(await rig.take(unlock));
    await noteStores(rig);
    expect(seen.join("\n")).toContain("vault-unavailable");
    expect(found()).toEqual([]);
  });

  it("when the vault is damaged or was changed", async () => {
    const rig = new DeskRig();
    await rig.connected();
    const { header, records } = rig.profile.database;
    const whole = await header.get("header");
    if (whole === undefined) throw new Error("no header");
    const spoil = [
      () => header.update("header", { salt: "00" }),
      async () => header.put(await withChecksum("header", { ...whole, iterations: 1_000_000 })),
      () => header.delete("header"),
      () => records.update(ACCOUNT, { box: "00" }),
      () => records.delete(ACCOUNT),
    ];
    for (const act of spoil) {
      await act();
      for (const message of [check, CONNECT, change, remove, lock, wrong, unlock])
        note(await rig.take(message));
      note(await rig.life.secretOf(ACCOUNT));
      await header.put(whole);
      note(await rig.take(unlock));
    }
    note(await rig.take({ type: "wipe-vault" }));
    await noteStores(rig);
    expect(found()).toEqual([]);
  });

  it("and the search finds what it seeks", () => {
    const hits = [
      KEY,
      KEY.toUpperCase(),
      { deep: [{ key: KEY }] },
      BYTES,
      Buffer.from(KEYLESS).toString("base64"),
      new Error(PASSPHRASE),
    ];
    for (const hit of hits) {
      seen.length = 0;
      note(hit);
      expect(found()).not.toEqual([]);
    }
  });
});
