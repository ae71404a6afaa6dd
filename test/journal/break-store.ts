import { IDBObjectStore } from "fake-indexeddb";
import { vi } from "vitest";

/** Runs `before` ahead of every such call to a table of fake-indexeddb; what it throws, the disk says. */
export function breakStore(
  method: "get" | "getAll" | "put",
  before: (store: { readonly name: string }) => void,
): void {
  const real = Reflect.get(IDBObjectStore.prototype, method) as (...args: unknown[]) => unknown;
  vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
    this: IDBObjectStore,
    ...args: unknown[]
  ) {
    before(this);
    return real.apply(this, args) as never;
  });
}
