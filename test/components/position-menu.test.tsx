import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Panel } from "../../components/panel/panel.tsx";
import { commandsSent, resetBrowser } from "./fake-browser.ts";
import { NOW, positionOf } from "./sample-views.ts";
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

describe("a position's menu", () => {
  it("closes it now, after saying what happens to the money", async () => {
    const { user } = show(Panel);
    await user.click(screen.getByRole("button", { name: "More for ETH" }));
    await user.click(await screen.findByRole("menuitem", { name: /^Close now/ }));
    const dialog = await screen.findByRole("alertdialog", { name: "Close ETH now?" });
    expect(dialog.textContent).toContain("Buys back 0.5400 ETH, about $1,059 of paper, at the price of now.");
    expect(commandsSent()).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Close now" }));
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    expect(commandsSent()).toEqual([{ type: "close-position", followId: "f1", instrument: "ETH" }]);
  });

  it("is not there where nothing is held, and a report that can't be is told", () => {
    const flat = positionOf({ held: positionOf().baseline, impossible: "A fill larger than its order." });
    show(Panel, { positions: [flat] });
    expect(screen.queryByRole("button", { name: "More for ETH" })).toBeNull();
    expect(screen.getByText(/^Frozen: A fill larger than its order\. Nothing is ordered here/)).toBeDefined();
  });
});
