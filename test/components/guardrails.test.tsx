import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { cleanup, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Panel } from "../../components/panel/panel.tsx";
import { DEFAULT_ACCOUNT_SETTINGS } from "../../lib/model/account.ts";
import { decimalString } from "../../lib/model/decimal.ts";
import { DEFAULT_SETTINGS } from "../../lib/model/follow-settings.ts";
import type { Trip } from "../../lib/model/guard.ts";
import { Instrument } from "../../lib/model/instrument.ts";
import { commandsSent, resetBrowser, sendMessage } from "./fake-browser.ts";
import { ADDRESS, NO_GUARD, NOW, SHORT, followView, overviewOf } from "./sample-views.ts";
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
const openLeaders = async ({ user }: Shown) => user.click(screen.getByRole("tab", { name: /Leaders/ }));
const edit = async (shown: Shown) => {
  await openLeaders(shown);
  await shown.user.click(screen.getByRole("button", { name: `More for ${SHORT}` }));
  await shown.user.click(await screen.findByRole("menuitem", { name: /^Edit settings/ }));
};
/** In one go: letter by letter is slow in a form with so many fields. */
const type = async ({ user }: Shown, label: string, text: string) => {
  await user.clear(screen.getByLabelText(label));
  if (text !== "") await user.paste(text);
};
const BTC = Instrument.parse({
  id: "BTC",
  lotSize: "0.00001",
  priceFigures: 5,
  priceDecimals: 1,
  maxLeverage: 40,
  minNotional: "10",
  delisted: false,
});

describe("a follow's form", () => {
  it("saves exit rules with their actions", async () => {
    const shown = show(Panel);
    await edit(shown);
    await type(shown, "Position stop-loss", "8");
    await shown.user.selectOptions(screen.getByLabelText("Position stop-loss: then"), "Warn");
    await type(shown, "Drawdown", "");
    await shown.user.click(screen.getByRole("button", { name: "More exit rules" }));
    await type(shown, "Feed lost", "90");
    await shown.user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(commandsSent()).toHaveLength(1));
    expect(commandsSent()).toMatchObject([
      {
        type: "edit-follow",
        settings: {
          exits: {
            ...DEFAULT_SETTINGS.exits,
            drawdown: null,
            positionStopLoss: { limit: 8, action: "warn" },
            feedLost: { limit: 90_000, action: "warn" },
          },
        },
      },
    ]);
  });

  it("says of what its percentages are, what can't be empty, and what counts for real money only", async () => {
    const shown = show(Panel);
    await edit(shown);
    for (const more of ["More sizing", "More exit rules"]) {
      await shown.user.click(screen.getByRole("button", { name: more }));
    }
    expect(screen.getByText("Net loss since midnight, of the allocation.")).toBeDefined();
    expect(screen.getByText("The leader’s feed is away for longer than this.")).toBeDefined();
    expect(
      screen.getByText(/The first four always have a value; of the others, empty is no limit\.$/),
    ).toBeDefined();
    expect(screen.getByText("For real money only: the paper account is always cross.")).toBeDefined();
    await type(shown, "Max slippage", "");
    await shown.user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Enter basis points from 0.1 to 1,000.")).toBeDefined();
    expect(commandsSent()).toEqual([]);
  });

  it("lets a rule be tightened after a loss, and no more be allotted than is there", async () => {
    const overview = overviewOf();
    const poor = { ...overview, paper: { ...overview.paper, equity: decimalString(900) } };
    const shown = show(Panel, { overview: poor });
    await edit(shown);
    await type(shown, "Allocation", "1000.01");
    await shown.user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText(/More than the account has/)).toBeDefined();
    await type(shown, "Allocation", "1000");
    await type(shown, "Drawdown", "5");
    await shown.user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(commandsSent()).toHaveLength(1));
    expect(commandsSent()).toMatchObject([{ settings: { exits: { drawdown: { limit: 5 } } } }]);
  });

  it("saves choices and rare limits; the direction stays as the follow began", async () => {
    const shown = show(Panel);
    await edit(shown);
    await shown.user.click(screen.getByRole("button", { name: "More sizing" }));
    expect(screen.getByLabelText<HTMLSelectElement>("Direction").disabled).toBe(true);
    await shown.user.selectOptions(screen.getByLabelText("Sides"), "Long only");
    await shown.user.selectOptions(screen.getByLabelText("Leverage"), "Capped");
    await type(shown, "Leverage set", "5");
    await shown.user.click(screen.getByRole("button", { name: "More limits" }));
    await type(shown, "Max positions", "4");
    await shown.user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(commandsSent()).toHaveLength(1));
    expect(commandsSent()).toEqual([
      {
        type: "edit-follow",
        followId: "f1",
        settings: {
          ...DEFAULT_SETTINGS,
          sides: "long",
          leverage: { kind: "capped", times: 5 },
          limits: { ...DEFAULT_SETTINGS.limits, maxPositions: 4 },
        },
        realMoney: null,
      },
    ]);
  });

  it("opens a folded group where something in it is wrong", async () => {
    const shown = show(Panel);
    await edit(shown);
    await shown.user.click(screen.getByRole("button", { name: "More limits" }));
    await type(shown, "Max per order", "none");
    await shown.user.click(screen.getByRole("button", { name: "More limits" }));
    expect(screen.queryByLabelText("Max per order")).toBeNull();
    await shown.user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Max per order")));
    expect(commandsSent()).toEqual([]);
  });

  it("refuses what can't work together, and offers the nearest value that works", async () => {
    const shown = show(Panel, { instruments: [BTC] });
    await edit(shown);
    await type(shown, "Max position", "4");
    await type(shown, "Position stop-loss", "0.1");
    await shown.user.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByText("Below Hyperliquid’s smallest order, so nothing could ever be bought.");
    expect(screen.getByText("Closer than the max slippage: opening alone could reach it.")).toBeDefined();
    expect(commandsSent()).toEqual([]);
    const nearest = screen.getAllByRole("button", { name: /^Use / });
    expect(nearest).toHaveLength(2);
    for (const button of nearest) await shown.user.click(button);
    expect(document.activeElement).toBe(screen.getByLabelText("Position stop-loss"));
    expect(screen.queryByText(/^Below Hyperliquid’s smallest order/)).toBeNull();
    expect(screen.getByLabelText("Max position").getAttribute("aria-invalid")).toBeNull();
    await shown.user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(commandsSent()).toHaveLength(1));
    expect(commandsSent()).toMatchObject([
      { settings: { limits: { maxPosition: "10.02" }, exits: { positionStopLoss: { limit: 0.15 } } } },
    ]);
  });

  it("says what the engine's side refuses where the form itself marks nothing", async () => {
    const shown = show(Panel);
    await edit(shown);
    sendMessage.mockResolvedValue({
      ok: false,
      refusal: "settings-refused",
      detail:
        'limits.maxPosition: below-venue-minimum, nearest "10.02"; limits.allowedInstruments: unknown-instrument, nearest ["BTC"]',
    });
    await shown.user.click(screen.getByRole("button", { name: "Save" }));
    const said = await screen.findByText(/^These settings can’t work as things stand/);
    expect(said.textContent).toContain(
      "Below Hyperliquid’s smallest order, so nothing could ever be bought.",
    );
    expect(said.textContent).toContain("Hyperliquid does not list all of these.");
  });

  it("starts a follow with other settings than the default ones", async () => {
    const shown = show(Panel);
    await openLeaders(shown);
    await shown.user.click(screen.getByRole("button", { name: "Follow another leader" }));
    await type(shown, "Leader’s address", ADDRESS);
    await shown.user.click(screen.getByRole("button", { name: "Settings" }));
    await shown.user.selectOptions(screen.getByLabelText("Allocation as"), "% of account");
    await type(shown, "Allocation", "12.5");
    await shown.user.click(screen.getByRole("radio", { name: "Fixed margin per trade" }));
    await type(shown, "Margin", "50");
    await shown.user.click(screen.getByRole("button", { name: "More sizing" }));
    await shown.user.selectOptions(screen.getByLabelText("Direction"), "Reverse");
    expect(screen.getByText("No orders are sent. Only new trades are copied.")).toBeDefined();
    await shown.user.selectOptions(screen.getByLabelText("Existing positions"), "Copy all");
    expect(screen.queryByText(/Only new trades are copied/)).toBeNull();
    await shown.user.selectOptions(screen.getByLabelText("Existing positions"), "Don’t copy");
    await shown.user.click(screen.getByRole("button", { name: "Follow on paper, 12.5% of the account" }));
    await waitFor(() => expect(commandsSent()).toHaveLength(1));
    expect(commandsSent()).toEqual([
      {
        type: "start-follow",
        address: ADDRESS,
        accountId: PAPER_ACCOUNT,
        realMoney: null,
        settings: {
          ...DEFAULT_SETTINGS,
          allocation: { kind: "share", percent: 12.5 },
          sizing: { kind: "fixed-margin", margin: "50" },
          direction: "reverse",
        },
      },
    ]);
  });

  it("shows what is wrong with the settings before it starts anything", async () => {
    const shown = show(Panel);
    await openLeaders(shown);
    await shown.user.click(screen.getByRole("button", { name: "Follow another leader" }));
    await type(shown, "Leader’s address", ADDRESS);
    await shown.user.click(screen.getByRole("button", { name: "Settings" }));
    await type(shown, "Allocation", "0");
    await shown.user.click(screen.getByRole("button", { name: "Settings" }));
    await shown.user.click(screen.getByRole("button", { name: "Follow on paper, $0" }));
    await screen.findByText("Not started. Check the marked fields.");
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText("Allocation")));
    expect(commandsSent()).toEqual([]);
  });
});

describe("the account's form", () => {
  it("begins with no limits, and saves those that are typed", async () => {
    const shown = show(Panel);
    await shown.user.click(screen.getByRole("button", { name: "Account and data" }));
    await shown.user.click(await screen.findByRole("menuitem", { name: /^Account guardrails/ }));
    expect(screen.getByLabelText<HTMLInputElement>("Max leverage").value).toBe("");
    expect(screen.getByText("Net loss since midnight, of the equity then.")).toBeDefined();
    await type(shown, "Max leverage", "5");
    await type(shown, "Daily loss", "4");
    await shown.user.selectOptions(screen.getByLabelText("Daily loss: then"), "Close all, stop");
    await shown.user.click(screen.getByRole("checkbox", { name: "Open where I hold a position of my own" }));
    await shown.user.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByRole("tab", { name: /Positions/ });
    expect(commandsSent()).toEqual([
      {
        type: "edit-account",
        accountId: "paper",
        settings: {
          ...DEFAULT_ACCOUNT_SETTINGS,
          limits: { ...DEFAULT_ACCOUNT_SETTINGS.limits, maxLeverage: 5 },
          exits: { ...DEFAULT_ACCOUNT_SETTINGS.exits, dailyLoss: { limit: 4, action: "close" } },
          growBesideOwn: true,
        },
      },
    ]);
  });
});

describe("how far guardrails are used", () => {
  const guard = { ...NO_GUARD, drawdown: { used: 11.4, limit: 15 }, dailyLoss: { used: 0, limit: 5 } };
  const meter = (card: Element | null, label: string) =>
    [...(card?.querySelectorAll("[role=meter]") ?? [])].find((one) => one.textContent.startsWith(label));

  it("is a meter on the leader's card, which warns from three quarters on", async () => {
    const shown = show(Panel, { overview: overviewOf({ follows: [followView({ guard })] }) });
    await openLeaders(shown);
    const card = screen.getByRole("button", { name: `More for ${SHORT}` }).closest("li");
    expect(meter(card, "Drawdown guard")?.getAttribute("aria-valuetext")).toBe("11.4% of 15%");
    expect(meter(card, "Drawdown guard")?.className).toContain("meter-warn");
    expect(meter(card, "Daily loss")?.getAttribute("aria-valuetext")).toBe("0% of 5%");
  });

  it("is a meter on the account, too", () => {
    const { paper } = overviewOf();
    const hit = { ...guard, drawdown: { used: 15.2, limit: 15 } };
    show(Panel, { overview: overviewOf({ paper: { ...paper, guard: hit } }) });
    const account = screen.getByRole("region", { name: "Paper account" });
    expect(meter(account, "Drawdown guard")?.getAttribute("aria-valuetext")).toBe("15% reached");
  });

  it("a rule that tripped stands on its card until it is reset", async () => {
    const trip: Trip = {
      rule: "feedLost",
      instrument: null,
      action: "no-growth",
      at: NOW,
      measured: 61_000,
      limit: 60_000,
    };
    const shown = show(Panel, {
      overview: overviewOf({ follows: [followView({ guard: { ...NO_GUARD, trips: [trip] } })] }),
    });
    await openLeaders(shown);
    expect(
      screen.getByText("Leader’s feed lost for 61 s. Your limit is 60 s. Nothing more is bought."),
    ).toBeDefined();
    await shown.user.click(screen.getByRole("button", { name: "Reset" }));
    expect(commandsSent()).toEqual([{ type: "reset-guard", guardId: "follow:f1" }]);
  });

  it("what ended a follow stands on its card", async () => {
    const trip: Trip = {
      rule: "drawdown",
      instrument: null,
      action: "close",
      at: NOW,
      measured: 15.2,
      limit: 15,
    };
    const view = followView(
      { openPositions: 0, guard: { ...NO_GUARD, trips: [trip] } },
      { status: "stopped" },
    );
    const shown = show(Panel, { overview: overviewOf({ follows: [view] }) });
    await openLeaders(shown);
    expect(screen.getByText(/^Drawdown reached 15.2%/)).toBeDefined();
    expect(screen.queryByRole("button", { name: "Reset" })).toBeNull();
  });
});
