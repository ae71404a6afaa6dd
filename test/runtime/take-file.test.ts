import { describe, expect, it, vi } from "vitest";
import { JournalFileError } from "../../lib/journal/export/journal-file.ts";
import { JournalError } from "../../lib/model/journal-change.ts";
import { takeFile } from "../../lib/runtime/message-handler.ts";

vi.mock("wxt/browser", () => ({ browser: {} }));

const failing = (reason: Error) => ({ importJournal: () => Promise.reject(reason) });

describe("an import", () => {
  it("that is refused says what is wrong with the file", async () => {
    expect(await takeFile(failing(new JournalFileError("It was cut off.")), "{")).toEqual({
      ok: false,
      refusal: "import-refused",
      detail: "It was cut off.",
    });
  });

  it("that cannot be written says that, and not that the file or the follow is at fault", async () => {
    expect(await takeFile(failing(new JournalError("full", "QuotaExceededError: no space")), "{}")).toEqual({
      ok: false,
      refusal: "import-failed",
      detail: "QuotaExceededError: no space",
    });
  });
});
