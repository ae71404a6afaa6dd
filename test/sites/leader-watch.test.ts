import { beforeEach, describe, expect, it } from "vitest";
import type { Address } from "../../lib/model/identity.ts";
import { type CardPorts, createLeaderWatch } from "../../lib/sites/leader-watch.ts";

const A = `0x${"a".repeat(40)}` as Address;
const B = `0x${"b".repeat(40)}` as Address;

/** A document: the page is its leader, a card appears when an injection is granted. */
class FakeDocument implements CardPorts {
  readonly injections: { address: Address; grant(injected: boolean): Promise<void> }[] = [];
  readonly waits: { ms: number; callback: () => void }[] = [];
  card = false;
  shown: Address | null = null;

  want(address: Address | null): boolean {
    this.shown = address;
    return this.card;
  }

  inject(address: Address): Promise<boolean> {
    return new Promise((resolve) => {
      const grant = async (injected: boolean) => {
        this.card = injected;
        resolve(injected);
        await Promise.resolve();
        await Promise.resolve();
      };
      this.injections.push({ address, grant });
    });
  }

  later(ms: number, callback: () => void): void {
    this.waits.push({ ms, callback });
  }
}

const page = (leader: Address | null) => new URL(`https://site.example/${leader ?? ""}`);
const leaderOf = (url: URL) => (url.pathname === "/" ? null : (url.pathname.slice(1) as Address));

describe("createLeaderWatch", () => {
  let doc: FakeDocument;
  let look: (leader: Address | null) => void;
  beforeEach(() => {
    doc = new FakeDocument();
    const watch = createLeaderWatch(leaderOf, doc);
    look = (leader) => watch.look(page(leader));
  });

  it("asks for nothing where no leader is shown", () => {
    look(null);
    expect(doc.injections).toEqual([]);
  });

  it("asks once per document, however often the page changes", async () => {
    look(A);
    look(A);
    look(B);
    expect(doc.injections).toHaveLength(1);
    await doc.injections[0]?.grant(true);
    look(A);
    look(null);
    look(B);
    expect(doc.injections).toHaveLength(1);
    expect(doc.shown).toBe(B);
  });

  it("tells the card to go when the page shows no leader any more", async () => {
    look(A);
    await doc.injections[0]?.grant(true);
    look(null);
    expect(doc.shown).toBeNull();
  });

  it("says that none is wanted while the card is still on its way", async () => {
    look(A);
    look(null);
    await doc.injections[0]?.grant(true);
    expect(doc.shown).toBeNull();
  });

  it("asks again after growing waits when the worker does not answer, and then gives up", async () => {
    look(A);
    for (const ms of [1_000, 4_000, 15_000]) {
      await doc.injections.at(-1)?.grant(false);
      expect(doc.waits.at(-1)?.ms).toBe(ms);
      doc.waits.at(-1)?.callback();
    }
    await doc.injections.at(-1)?.grant(false);
    expect(doc.injections).toHaveLength(4);
    expect(doc.waits).toHaveLength(3);
    look(B);
    expect(doc.injections).toHaveLength(5);
  });

  it("does not ask again for a leader that the page has left", async () => {
    look(A);
    await doc.injections[0]?.grant(false);
    look(null);
    doc.waits[0]?.callback();
    expect(doc.injections).toHaveLength(1);
  });
});
