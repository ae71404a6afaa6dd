import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Popup } from "../../components/popup/popup.tsx";
import { AccountId } from "../../lib/model/identity.ts";
import type { Trip } from "../../lib/model/guard.ts";
import type { Problem, ProblemKind } from "../../lib/model/state.ts";
import type { Overview } from "../../lib/model/view.ts";
import { commandsSent, resetBrowser } from "./fake-browser.ts";
import { ADDRESS, NO_GUARD, NOW, SHORT, followView, intentRow, overviewOf } from "./sample-views.ts";
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

function withProblem(kind: ProblemKind, changed: Partial<Problem> = {}, rest: Partial<Overview> = {}) {
  const problem: Problem = {
    id: `${kind}:x`,
    kind,
    about: null,
    detail: null,
    measured: null,
    since: NOW,
    dismissible: false,
    ...changed,
  };
  return show(Popup, { overview: overviewOf({ problems: [problem], ...rest }) });
}

const LEADER = `hyperliquid:${ADDRESS}`;
const DRAWDOWN: Trip = {
  rule: "drawdown",
  instrument: null,
  action: "close",
  at: NOW,
  measured: 15.23,
  limit: 15,
};

describe("what can be done about a problem", () => {
  it.each([
    [
      "impossible-report",
      { about: "ETH" },
      "Unfreeze",
      { type: "unfreeze", accountId: "paper", instrument: "ETH" },
    ],
    [
      "other-installation",
      { about: "paper" },
      "It is gone",
      { type: "clear-other-installation", accountId: "paper" },
    ],
    [
      "leader-equity-fell",
      { about: LEADER },
      "Let growth go on",
      { type: "release-equity-hold", leaderId: LEADER },
    ],
    ["exit-rule", { about: "follow:f1|drawdown" }, "Reset", { type: "reset-guard", guardId: "follow:f1" }],
    [
      "exit-rule",
      { about: "account:paper|dailyLoss" },
      "Reset",
      { type: "reset-guard", guardId: "account:paper" },
    ],
    ["account-unreadable", { about: "paper" }, "Try now", { type: "try-now" }],
    ["rules-unjudged", { about: "follow:f1", detail: "SOL" }, "Try now", { type: "try-now" }],
    [
      "leader-money-out",
      { about: LEADER, dismissible: true },
      "Dismiss",
      { type: "dismiss-problem", problemId: "leader-money-out:x" },
    ],
  ] as const)("%s about %o: %s", async (kind, changed, button, message) => {
    const { user } = withProblem(kind, changed);
    await user.click(screen.getByRole("button", { name: button }));
    expect(commandsSent()).toEqual([message]);
  });

  it("what goes by itself can't be dismissed", () => {
    withProblem("clock-off");
    expect(screen.queryByRole("button", { name: "Dismiss" })).toBeNull();
  });

  it.each([
    ["paper", /It is on paper: no real money is involved/, /at the exchange/],
    ["hyperliquid-1", /at the exchange if you must/, /paper/],
  ])("what can't be closed on the account %s says what can be done there", (account, says, never) => {
    const follows = [followView({}, { accountId: AccountId.parse(account) })];
    for (const [kind, about, measured] of [
      ["reduction-stuck", "f1|ETH", 9],
      ["reduction-stuck", "f1|ETH", null],
      ["rules-unjudged", "follow:f1", null],
      ["rules-unjudged", `account:${account}`, null],
    ] as const) {
      withProblem(kind, { id: `${kind}:${about}`, about, measured }, { follows });
      const { textContent } = screen.getByRole("alert");
      expect(textContent).toMatch(says);
      expect(textContent).not.toMatch(never);
      cleanup();
    }
  });

  it("a guardrail that was hit is an alert that names whose, the measure, the limit and what was done", () => {
    const follows = [followView({ guard: { ...NO_GUARD, trips: [DRAWDOWN] } }, { status: "closing" })];
    withProblem("exit-rule", { about: "follow:f1|drawdown", dismissible: true }, { follows });
    const alert = screen.getByRole("alert");
    expect(alert.textContent).toContain(`A guardrail of ${SHORT} was hit.`);
    expect(alert.textContent).toContain(
      "Drawdown reached 15.2%. Your limit is 15%. All is closed and stopped.",
    );
  });
});

describe("a reduction that is stuck", () => {
  it("says whether it was tried in vain or waits for a price", () => {
    const said = (measured: number | null): string => {
      withProblem("reduction-stuck", { about: "SOL", measured });
      const text = screen.getByRole("alert").textContent;
      cleanup();
      return text;
    };
    expect(said(9)).toContain("A reduction in SOL does not go through. It was tried at ever worse prices");
    expect(said(null)).toContain("A reduction in SOL waits for a price. The venue has told no price");
  });
});

describe("guardrails that cannot be judged", () => {
  it("are an alert that names whose, and the price that is missing", () => {
    withProblem("rules-unjudged", { about: "follow:f1", detail: "SOL, ETH" }, { follows: [followView()] });
    const alert = screen.getByRole("alert");
    expect(alert.textContent).toContain(`Guardrails of ${SHORT} can’t be judged.`);
    expect(alert.textContent).toContain("no price of SOL, ETH for a minute");
  });

  it("are the paper account’s where they are", () => {
    withProblem("rules-unjudged", { about: "account:paper", detail: "SOL" });
    expect(screen.getByRole("alert").textContent).toContain("Guardrails of the paper account");
  });
});

describe("an order whose outcome stays unknown", () => {
  const unknown = { unknownOrders: [intentRow("unknown", "4.8")] };
  const openDialog = async () => {
    const shown = withProblem("order-unknown", { about: "SOL" }, unknown);
    await shown.user.click(screen.getByRole("button", { name: "Settle it" }));
    const dialog = await screen.findByRole("alertdialog", { name: "What became of the SOL order?" });
    return { ...shown, dialog };
  };
  const cloid = `0x${"1".repeat(32)}`;

  it("can be settled as never having happened", async () => {
    const { user, dialog } = await openDialog();
    expect(dialog.textContent).toContain("The paper order to buy 4.8 SOL at 83.700 or better");
    expect(dialog.textContent).toContain(cloid);
    await user.click(within(dialog).getByRole("radio", { name: "It never happened" }));
    await user.click(within(dialog).getByRole("button", { name: "Settle" }));
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    expect(commandsSent()).toEqual([{ type: "settle-order", clientOrderId: cloid, filled: "0", price: "0" }]);
  });

  it("is not settled by a press alone: what became of it must be chosen", async () => {
    const { user, dialog } = await openDialog();
    for (const radio of within(dialog).getAllByRole("radio")) {
      expect(radio.getAttribute("aria-checked")).toBe("false");
    }
    await user.click(within(dialog).getByRole("button", { name: "Settle" }));
    expect(within(dialog).getByText("Choose what became of it.")).toBeDefined();
    expect(commandsSent()).toEqual([]);
  });

  it("is not settled at a price with a decimal comma, which would be a hundred times as high", async () => {
    const { user, dialog } = await openDialog();
    await user.click(within(dialog).getByRole("radio", { name: "It was filled" }));
    await user.clear(within(dialog).getByLabelText("Average price"));
    await user.type(within(dialog).getByLabelText("Average price"), "83,65");
    await user.click(within(dialog).getByRole("button", { name: "Settle" }));
    expect(within(dialog).getByText("Enter a price in dollars above 0.")).toBeDefined();
    expect(commandsSent()).toEqual([]);
  });

  it("can be settled as filled, with size and price", async () => {
    const { user, dialog } = await openDialog();
    await user.click(within(dialog).getByRole("radio", { name: "It was filled" }));
    const size = within(dialog).getByLabelText("Size filled");
    await user.clear(size);
    await user.type(size, "4.9");
    await user.click(within(dialog).getByRole("button", { name: "Settle" }));
    expect(within(dialog).getByText("Enter the coins filled, above 0 and up to 4.8.")).toBeDefined();
    expect(commandsSent()).toEqual([]);
    await user.clear(size);
    await user.type(size, "2.4");
    await user.clear(within(dialog).getByLabelText("Average price"));
    await user.type(within(dialog).getByLabelText("Average price"), "83.65");
    await user.click(within(dialog).getByRole("button", { name: "Settle" }));
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    expect(commandsSent()).toEqual([
      { type: "settle-order", clientOrderId: cloid, filled: "2.4", price: "83.65" },
    ]);
  });

  it("has no button where the order is settled meanwhile", () => {
    withProblem("order-unknown", { about: "SOL" });
    expect(screen.queryByRole("button", { name: "Settle it" })).toBeNull();
  });
});
