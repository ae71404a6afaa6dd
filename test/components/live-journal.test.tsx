import { Dexie } from "dexie";
import { IDBKeyRange, indexedDB } from "fake-indexeddb";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { Live } from "../../components/live-data.ts";
import { Popup } from "../../components/popup/popup.tsx";
import { useLiveData } from "../../components/use-live-data.ts";
import { journalDatabase } from "../../lib/journal/database.ts";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { localDay } from "../../lib/journal/read/journal-view.ts";
import { resetBrowser } from "./fake-browser.ts";
import { d, followView } from "./sample-views.ts";

vi.mock("wxt/browser", () => import("./fake-browser.ts"));

Dexie.dependencies.indexedDB = indexedDB;
Dexie.dependencies.IDBKeyRange = IDBKeyRange;

afterEach(cleanup);

function Surface() {
  return (
    <Live value={useLiveData()}>
      <Popup />
    </Live>
  );
}

it("shows a change of the journal by itself, also in what is read last", async () => {
  resetBrowser();
  const database = journalDatabase();
  render(<Surface />);
  await screen.findByRole("heading", { name: "Not following anyone" });

  await database.follows.put(followView().follow);
  await screen.findByRole("heading", { name: /waiting|Mirroring/ });
  expect(screen.getByRole("region", { name: "Paper account" }).textContent).toContain("$0.00");

  // The day's start is read after the rest; a query that lost track by then would not see it.
  await database.accountDays.put({ accountId: PAPER_ACCOUNT, day: localDay(Date.now()), equity: d("9990") });
  await waitFor(() =>
    expect(screen.getByRole("region", { name: "Paper account" }).textContent).toContain("+$10.00"),
  );
});
