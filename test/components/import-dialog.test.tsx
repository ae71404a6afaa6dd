import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Panel } from "../../components/panel/panel.tsx";
import { IMPORT_MAX_LENGTH } from "../../lib/messages/protocol.ts";
import { commandsSent, resetBrowser, sendMessage } from "./fake-browser.ts";
import { show } from "./show.tsx";

vi.mock("wxt/browser", () => import("./fake-browser.ts"));

beforeEach(resetBrowser);
afterEach(cleanup);

const choose = (file: File) =>
  fireEvent.change(screen.getByLabelText("Import from a file…"), { target: { files: [file] } });
const replaceBy = async (file: File): Promise<HTMLElement> => {
  const { user } = show(Panel);
  choose(file);
  const dialog = await screen.findByRole("alertdialog", { name: "Import this file?" });
  await user.click(within(dialog).getByRole("button", { name: "Replace everything" }));
  return dialog;
};

describe("importing a file", () => {
  it("sends what is in it, after a question", async () => {
    await replaceBy(new File(["{}"], "journal.json"));
    await vi.waitFor(() => expect(commandsSent()).toEqual([{ type: "import-journal", text: "{}" }]));
  });

  it("says that it can't be read any more, and sends nothing", async () => {
    const file = new File(["{}"], "journal.json");
    vi.spyOn(file, "text").mockRejectedValue(new Error("gone"));
    const dialog = await replaceBy(file);
    expect(
      await within(dialog).findByText(/^This file can’t be read any more\. Nothing was changed\..*gone/),
    ).toBeDefined();
    expect(commandsSent()).toEqual([]);
  });

  it("says nothing about the file before", async () => {
    const file = new File(["{}"], "journal.json");
    vi.spyOn(file, "text").mockRejectedValue(new Error("gone"));
    const dialog = await replaceBy(file);
    await within(dialog).findByText(/^This file can’t be read/);
    fireEvent.click(within(dialog).getByRole("button", { name: "Don’t import" }));
    choose(new File(["{}"], "other.json"));
    const next = await screen.findByText(/by what is in other\.json/);
    expect(next.closest("[role=alertdialog]")?.textContent).not.toContain("can’t be read");
  });

  it("says that it could not be written", async () => {
    sendMessage.mockResolvedValue({ ok: false, refusal: "import-failed", detail: "QuotaExceededError" });
    const file = new File(["{}"], "journal.json");
    const dialog = await replaceBy(file);
    const failed = /^The file is sound, but the browser’s storage did not take it\..*QuotaExceededError/;
    expect(await within(dialog).findByText(failed)).toBeDefined();
  });

  it("says that it is too large, and sends nothing", async () => {
    const file = new File(["{}"], "journal.json");
    vi.spyOn(file, "size", "get").mockReturnValue(IMPORT_MAX_LENGTH + 1);
    const dialog = await replaceBy(file);
    expect(await within(dialog).findByText(/^This file is larger/)).toBeDefined();
    expect(commandsSent()).toEqual([]);
  });
});
