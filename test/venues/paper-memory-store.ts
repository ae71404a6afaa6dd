import type { PaperChange, PaperRows, PaperStore } from "../../lib/venues/paper-store.ts";

type Key = string;

/** A store in memory that survives the venue, and fails on demand before or after it wrote. */
export class MemoryStore implements PaperStore {
  fail: "load" | "before-write" | "after-write" | null = null;
  account: unknown = null;
  readonly positions = new Map<Key, unknown>();
  readonly orders = new Map<Key, unknown>();
  readonly stops = new Map<Key, unknown>();
  readonly fundingDue = new Map<Key, unknown>();
  readonly notices = new Map<Key, unknown>();
  writes = 0;

  async load(): Promise<PaperRows> {
    if (this.fail === "load") throw new Error("the disk cannot be read");
    const { account } = this;
    const [positions, orders] = [[...this.positions.values()], [...this.orders.values()]];
    return structuredClone({
      account,
      positions,
      orders,
      stops: [...this.stops.values()],
      fundingDue: [...this.fundingDue.values()],
      notices: [...this.notices.values()],
    });
  }
  async apply(change: PaperChange): Promise<void> {
    const fail = this.fail;
    if (fail === "before-write") throw new Error("the disk is full");
    const { account, positions, orders, stops, fundingDue, notices } = structuredClone(change);
    this.account = account;
    this.write(this.positions, positions, (row) => row.instrument);
    this.write(this.orders, orders, (row) => row.clientOrderId);
    this.write(this.stops, stops, (row) => row.clientOrderId);
    this.write(this.fundingDue, fundingDue, (row) => row.id);
    this.write(this.notices, notices, (row) => row.id);
    this.writes += 1;
    if (fail === "after-write") throw new Error("the worker was stopped");
  }
  private write<Row>(
    table: Map<Key, unknown>,
    change: { put: readonly Row[]; remove: readonly Key[] },
    key: (row: Row) => Key,
  ): void {
    for (const gone of change.remove) table.delete(gone);
    for (const row of change.put) table.set(key(row), row);
  }
}
