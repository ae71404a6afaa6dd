import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Panel } from "../../components/panel/panel.tsx";
import { InstrumentId } from "../../lib/model/identity.ts";
import { commandsSent, resetBrowser, sendMessage } from "./fake-browser.ts";
import { NOW, activityOf, d, decisionOf, overviewOf, positionOf } from "./sample-views.ts";
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

describe("the tabs", () => {
  it("are reached with the arrow keys", async () => {
    const { user } = show(Panel);
    await user.click(screen.getByRole("tab", { name: /Positions/ }));
    await user.keyboard("{ArrowRight}{ArrowRight}{Enter}");
    expect(screen.getByRole("tab", { name: /Leaders/ }).getAttribute("aria-selected")).toBe("true");
    expect(screen.getByRole("tabpanel", { name: /Leaders/ })).toBeDefined();
  });

  it("stay under a head that resumes all while all is paused", async () => {
    const { user } = show(Panel, { overview: overviewOf({ state: "paused", pausedSince: NOW }) });
    await user.click(screen.getByRole("button", { name: "Resume all" }));
    expect(commandsSent()).toEqual([{ type: "resume-all" }]);
  });
});

describe("positions", () => {
  it("shows mine, target and leader's, entries, slippage and the net result", () => {
    show(Panel);
    expect(screen.getByRole("tab", { name: "Positions 1" }).getAttribute("aria-selected")).toBe("true");
    const card = screen.getByRole("heading", { name: "ETH" }).closest("li");
    expect(card?.textContent).toContain("Short");
    expect(card?.textContent).toContain("Size vs target0.54 of 0.60 −10.0%");
    expect(card?.textContent).toContain("Leader’s300");
    expect(card?.textContent).toContain("1,980.9 vs 1,981.5");
    expect(card?.textContent).toContain("3.0 bps worse");
    expect(card?.textContent).toContain("+$9.99");
    expect(card?.textContent).toContain("Fees + funding−$0.48");
    expect(card?.textContent).toContain("2,330.5 18.8% away");
  });

  it("names what waits, what is frozen and what was forgone, with the reason", () => {
    const forgone = [{ reason: "slippage" as const, size: d("-0.0612345678") }];
    show(Panel, { positions: [positionOf({ frozen: true, forgone })] });
    expect(screen.getByText(/^Frozen: the outcome of an order is not known yet/)).toBeDefined();
    expect(screen.getByText("Waiting: 0.06 ETH approved, not filled yet.")).toBeDefined();
    expect(screen.getByText("Not copied: 0.061235 ETH, price past your slippage limit.")).toBeDefined();
  });

  it("shows unknown figures as a dash, and no remainder below a lot", () => {
    const unknown = { entryPrice: null, leaderEntryPrice: null, slippageBps: null, netResult: null };
    show(Panel, { positions: [positionOf({ ...unknown, netFraction: null, waiting: d("-0.00009") })] });
    expect(screen.getByText("– vs –")).toBeDefined();
    expect(screen.queryByText(/^Waiting/)).toBeNull();
  });

  it("is empty, loading and stale in words", () => {
    const shown = show(Panel, { positions: [] });
    expect(screen.getByText("No open positions.")).toBeDefined();
    shown.update({ positions: undefined });
    expect(screen.getByRole("status", { name: "Loading" })).toBeDefined();
    shown.update({ overview: overviewOf({ marksAt: NOW - 60_000 }) });
    expect(screen.getByText("Figures are from 11:59:00")).toBeDefined();
  });
});

describe("the paper account's reset", () => {
  it("asks first and says what it does; cancelling sends nothing", async () => {
    const { user } = show(Panel);
    await user.click(screen.getByRole("button", { name: "Reset paper account" }));
    const dialog = await screen.findByRole("alertdialog", { name: "Reset the paper account?" });
    expect(dialog.textContent).toContain("Ends all paper follows, forgets all paper positions");
    await user.click(within(dialog).getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    expect(commandsSent()).toEqual([]);
  });

  it("does not tell, opened again, of what failed before", async () => {
    const { user } = show(Panel);
    const open = async () => {
      await user.click(screen.getByRole("button", { name: "Reset paper account" }));
      return screen.findByRole("alertdialog");
    };
    const dialog = await open();
    sendMessage.mockResolvedValue({ ok: false, refusal: "not-possible-now", detail: null });
    await user.click(within(dialog).getByRole("button", { name: "Reset" }));
    await within(dialog).findByText(/not possible in the follow’s present state/);
    await user.click(within(dialog).getByRole("button", { name: "Cancel" }));
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    expect((await open()).textContent).not.toContain("present state");
  });

  it("stays open with the reason when it is refused", async () => {
    const { user } = show(Panel);
    await user.click(screen.getByRole("button", { name: "Reset paper account" }));
    const dialog = await screen.findByRole("alertdialog");
    sendMessage.mockResolvedValue({ ok: false, refusal: "not-possible-now", detail: null });
    await user.click(within(dialog).getByRole("button", { name: "Reset" }));
    await within(dialog).findByText(/not possible in the follow’s present state/);
    sendMessage.mockResolvedValue({ ok: true });
    await user.click(within(dialog).getByRole("button", { name: "Reset" }));
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    expect(commandsSent()).toEqual([{ type: "reset-paper" }, { type: "reset-paper" }]);
  });
});

describe("activity", () => {
  const skipped = activityOf({
    decision: decisionOf({
      id: "d2",
      instrument: InstrumentId.parse("AVAX"),
      outcome: "forgone",
      targetChange: d("0"),
      forgone: [{ reason: "slippage", size: d("10") }],
      measured: 24,
      limit: 15,
    }),
    intent: null,
    filled: null,
    slippageBps: null,
  });
  const yesterday = activityOf({ decision: decisionOf({ id: "d0", at: NOW - 86_400_000 }) });

  it("counts today's trades, and filters", async () => {
    const shown = show(Panel, { activity: [skipped, activityOf(), yesterday] });
    await open(shown, /Activity/);
    expect(screen.getByText("Today: 2 leader trades seen, 1 copied, 1 skipped")).toBeDefined();
    expect(screen.getByText("Skipped: price moved 24 bps past your 15 bps limit.")).toBeDefined();
    await shown.user.click(screen.getByRole("button", { name: "Copied 2" }));
    expect(screen.queryByText(/^Skipped:/)).toBeNull();
    expect(screen.getByRole("button", { name: "Copied 2" }).getAttribute("aria-pressed")).toBe("true");
    await shown.user.click(screen.getByRole("button", { name: "Skipped 1" }));
    expect(screen.getByText(/^Skipped:/)).toBeDefined();
    expect(screen.queryByText(/^Copied in/)).toBeNull();
  });

  it("opens a timeline with the delays from the moment the fill was seen", async () => {
    const shown = show(Panel);
    await open(shown, /Activity/);
    const more = screen.getByRole("button", { name: "Details of SOL buy" });
    expect(more.getAttribute("aria-expanded")).toBe("false");
    await shown.user.click(more);
    const steps = within(await screen.findByRole("list", { name: "Timeline" })).getAllByRole("listitem");
    expect(steps.map(({ textContent }) => textContent)).toEqual([
      "Leader’s fill seen 11:00:00.000",
      "Order sent +4 ms",
      "Filled 4.8 at 83.655+561 ms, 1.8 bps worse",
    ]);
    expect(
      screen.getByText(
        "The leader bought 2,400 SOL at 83.640. 603 ms from their fill to yours, 42 ms of it feed delay. Fee $0.18.",
      ),
    ).toBeDefined();
  });

  it("is empty and loading in words", async () => {
    const shown = show(Panel, { activity: [] });
    await open(shown, /Activity/);
    expect(screen.getByText("No leader trades yet.")).toBeDefined();
    shown.update({ activity: undefined });
    expect(screen.getByRole("status", { name: "Loading" })).toBeDefined();
  });
});
