import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Panel } from "../../components/panel/panel.tsx";
import { DEFAULT_SETTINGS } from "../../lib/model/follow-settings.ts";
import { commandsSent, resetBrowser, sendMessage } from "./fake-browser.ts";
import { NOW, SHORT, followView, overviewOf } from "./sample-views.ts";
import { show } from "./show.tsx";

vi.mock("wxt/browser", () => import("./fake-browser.ts"));

beforeEach(() => {
  resetBrowser();
  vi.spyOn(Date, "now").mockReturnValue(NOW);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

type Shown = ReturnType<typeof show>;
const open = async ({ user }: Shown, tab: RegExp) => user.click(screen.getByRole("tab", { name: tab }));
const openMenu = async (shown: Shown, item: RegExp) => {
  await open(shown, /Leaders/);
  await shown.user.click(screen.getByRole("button", { name: `More for ${SHORT}` }));
  await shown.user.click(await screen.findByRole("menuitem", { name: item }));
};

describe("leaders", () => {
  it("shows what a follow is worth and how it copies", async () => {
    const shown = show(Panel);
    await open(shown, /Leaders/);
    const card = screen.getByRole("button", { name: `More for ${SHORT}` }).closest("li");
    for (const text of [
      "Equity$923.20 from $1,000",
      "You, net−7.68%",
      "Proportional, 1/402",
      "Copied51 of 58",
      "Median delay603 ms",
      "Avg slippage2.4 bps worse",
      "followed 9 days",
    ]) {
      expect(card?.textContent).toContain(text);
    }
  });

  it.each([
    ["Close positions", "close"],
    ["Follow the leader out", "leader-out"],
    ["Keep positions", "keep"],
  ])("stops with the positions as chosen: %s", async (choice, positions) => {
    const shown = show(Panel);
    await openMenu(shown, /^Stop following/);
    const dialog = await screen.findByRole("alertdialog", { name: `Stop following ${SHORT}?` });
    expect(dialog.textContent).toContain(
      "It holds 2 paper positions, worth about $1,790: choose what happens to them.",
    );
    await shown.user.click(within(dialog).getByRole("radio", { name: choice }));
    await shown.user.click(within(dialog).getByRole("button", { name: "Stop following" }));
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    expect(commandsSent()).toEqual([{ type: "stop-follow", followId: "f1", positions }]);
  });

  it("removes a stopped follow, which has no switch", async () => {
    const shown = show(Panel, {
      overview: overviewOf({ follows: [followView({ openPositions: 0 }, { status: "stopped" })] }),
    });
    await open(shown, /Leaders/);
    expect(screen.queryByRole("button", { name: `Pause ${SHORT}` })).toBeNull();
    await shown.user.click(screen.getByRole("button", { name: "Remove" }));
    expect(commandsSent()).toEqual([{ type: "remove-follow", followId: "f1" }]);
  });

  it("offers a field to follow another", async () => {
    const shown = show(Panel);
    await open(shown, /Leaders/);
    await shown.user.click(screen.getByRole("button", { name: "Follow another leader" }));
    await shown.user.type(screen.getByLabelText("Leader’s address"), "0x12");
    await shown.user.click(screen.getByRole("button", { name: /Follow on paper/ }));
    await screen.findByText(/this one has 2/);
    expect(commandsSent()).toEqual([]);
  });
});

describe("the edit form", () => {
  it("shows each field's error at the field, focuses the first, and sends nothing", async () => {
    const shown = show(Panel);
    await openMenu(shown, /^Edit settings/);
    const allocation = screen.getByLabelText("Allocation");
    await shown.user.clear(allocation);
    await shown.user.clear(screen.getByLabelText("Max leverage"));
    await shown.user.type(screen.getByLabelText("Max leverage"), "99");
    await shown.user.click(screen.getByRole("radio", { name: "Fixed ratio" }));
    await shown.user.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByText("Enter an amount in dollars above 0, like 1000 or 2,500.50.");
    expect(screen.getByText("Enter a number from 0.1 to 50.")).toBeDefined();
    expect(screen.getByText("Enter a number above 0, like 0.01.")).toBeDefined();
    expect(screen.getByLabelText("Ratio").getAttribute("aria-invalid")).toBe("true");
    await waitFor(() => expect(document.activeElement).toBe(allocation));
    expect(commandsSent()).toEqual([]);
  });

  it("saves what was typed, and goes back", async () => {
    const shown = show(Panel);
    await openMenu(shown, /^Edit settings/);
    await shown.user.clear(screen.getByLabelText("Allocation"));
    await shown.user.type(screen.getByLabelText("Allocation"), "2,500");
    await shown.user.clear(screen.getByLabelText("Max trade age"));
    await shown.user.type(screen.getByLabelText("Max trade age"), "2.5");
    await shown.user.type(screen.getByLabelText("Allowed instruments"), "BTC, kBONK");
    await shown.user.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByRole("button", { name: "Follow another leader" });
    expect(commandsSent()).toEqual([
      {
        type: "edit-follow",
        followId: "f1",
        settings: {
          ...DEFAULT_SETTINGS,
          allocation: { kind: "amount", amount: "2500" },
          limits: { ...DEFAULT_SETTINGS.limits, maxAgeMs: 2500, allowedInstruments: ["BTC", "kBONK"] },
        },
        realMoney: null,
      },
    ]);
  });

  it("keeps what was typed when the worker does not answer", async () => {
    const shown = show(Panel);
    await openMenu(shown, /^Edit settings/);
    sendMessage.mockRejectedValue(new Error("gone"));
    await shown.user.clear(screen.getByLabelText("Allocation"));
    await shown.user.type(screen.getByLabelText("Allocation"), "750");
    await shown.user.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByText(
      "Pilotfish did not answer. It may have been done all the same: look before you try again.",
    );
    expect(screen.getByLabelText<HTMLInputElement>("Allocation").value).toBe("750");
  });
});
