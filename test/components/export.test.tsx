import { cleanup, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Panel } from "../../components/panel/panel.tsx";
import type { JournalExport } from "../../lib/journal/export/export-journal.ts";
import type { TradesExport } from "../../lib/journal/export/export-trades.ts";
import { resetBrowser } from "./fake-browser.ts";
import { show } from "./show.tsx";

const readTradesExport = vi.hoisted(() => vi.fn<() => Promise<TradesExport>>());
const readJournalExport = vi.hoisted(() => vi.fn<() => Promise<JournalExport>>());
const saveFile = vi.hoisted(() => vi.fn<(name: string, parts: readonly string[], type: string) => void>());
vi.mock("wxt/browser", () => import("./fake-browser.ts"));
vi.mock("../../lib/journal/read/exports.ts", () => ({ readJournalExport, readTradesExport }));
vi.mock("../../components/save-file.ts", () => ({ saveFile }));

beforeEach(() => {
  resetBrowser();
  saveFile.mockReset();
});
afterEach(cleanup);

describe("the export of everything", () => {
  const exportAll = async () => {
    const { user } = show(Panel);
    await user.click(screen.getByRole("button", { name: "Account and data" }));
    await user.click(await screen.findByRole("menuitem", { name: /^Export everything/ }));
    return (await screen.findByText(/^Saved as/)).textContent;
  };

  it("says that all was saved only where all of it was", async () => {
    readJournalExport.mockResolvedValue({ parts: ["{}"], unread: [] });
    expect(await exportAll()).toMatch(/^Saved as pilotfish-everything-.*\.json\.$/);
  });

  it("names the tables that could not be read", async () => {
    readJournalExport.mockResolvedValue({ parts: ["{}"], unread: ["fills", "events"] });
    expect(await exportAll()).toContain(
      "but not whole: the browser could not read 2 tables of the journal (fills, events)",
    );
    expect(saveFile).toHaveBeenCalledOnce();
  });
});

const exportTrades = async () => {
  const { user } = show(Panel);
  await user.click(screen.getByRole("button", { name: "Account and data" }));
  await user.click(await screen.findByRole("menuitem", { name: /^Export trades/ }));
};

describe("the export of trades", () => {
  it("says under which name it was saved", async () => {
    readTradesExport.mockResolvedValue({ csv: "time\n", leftOut: 0 });
    await exportTrades();
    expect(await screen.findByText(/^Saved as pilotfish-trades-.*\.csv\.$/)).toBeDefined();
    expect(saveFile).toHaveBeenCalledExactlyOnceWith(
      expect.any(String),
      ["time\n"],
      "text/csv;charset=utf-8",
    );
  });

  it("says how many damaged trades are not in it, and where they are", async () => {
    readTradesExport.mockResolvedValue({ csv: "time\n", leftOut: 2 });
    await exportTrades();
    const said = await screen.findByText(/^Saved as/);
    expect(said.textContent).toContain(", without 2 damaged trades. Export everything has them as they are.");
  });

  it("says why it could not be made, and saves nothing", async () => {
    readTradesExport.mockRejectedValue(new Error("no disk"));
    await exportTrades();
    expect(
      await screen.findByText(/^The export could not be made\. Nothing was changed\..*no disk/),
    ).toBeDefined();
    expect(saveFile).not.toHaveBeenCalled();
  });
});
