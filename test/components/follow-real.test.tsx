import { cleanup, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Panel } from "../../components/panel/panel.tsx";
import { DEFAULT_ACCOUNT_SETTINGS } from "../../lib/model/account.ts";
import { DEFAULT_SETTINGS } from "../../lib/model/follow-settings.ts";
import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import type { Follow } from "../../lib/model/follow.ts";
import type { AccountTag, Overview, RealAccountView } from "../../lib/model/view.ts";
import { commandsSent, openOptionsPage, resetBrowser, sendMessage } from "./fake-browser.ts";
import {
  ADDRESS,
  NOW,
  REAL_ACCOUNT,
  d,
  followView,
  overviewOf,
  realAccountView,
  tagOf,
} from "./sample-views.ts";
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

type State = AccountTag["access"]["state"];

const withReal = (state: State = "ready"): Overview =>
  overviewOf({ follows: [], state: "empty", real: [realAccountView(tagOf(REAL_ACCOUNT, state))] });

/** The form with a leader's address in it. */
async function openForm(overview: Overview) {
  const shown = show(Panel, { overview, positions: [], activity: [] });
  await shown.user.click(screen.getByRole("tab", { name: /Leaders/ }));
  await shown.user.click(await screen.findByLabelText("Leader’s address"));
  await shown.user.paste(ADDRESS);
  return shown;
}

const realCard = () => screen.getByRole("radio", { name: /^Hyperliquid/ });
const statement = () => screen.getByRole<HTMLInputElement>("checkbox", { name: /^Send real orders/ });

async function setAllocation(user: Awaited<ReturnType<typeof openForm>>["user"], amount: string) {
  if (screen.queryByLabelText("Allocation") === null) {
    await user.click(screen.getByRole("button", { name: "Settings" }));
  }
  await user.clear(screen.getByLabelText("Allocation"));
  await user.type(screen.getByLabelText("Allocation"), amount);
}

describe("the account of a follow", () => {
  it("is paper unless the user chooses otherwise, and paper needs no statement", async () => {
    const { user } = await openForm(withReal());
    expect(screen.getByRole("radio", { name: /^Paper account/ }).getAttribute("aria-checked")).toBe("true");
    expect(screen.queryByRole("checkbox", { name: /^Send real orders/ })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Follow on paper, $1,000" }));
    expect(commandsSent()).toEqual([
      {
        type: "start-follow",
        address: ADDRESS,
        accountId: PAPER_ACCOUNT,
        settings: DEFAULT_SETTINGS,
        realMoney: null,
      },
    ]);
  });

  it("with none connected it leads to the accounts page", async () => {
    const { user } = await openForm(overviewOf({ follows: [], state: "empty" }));
    expect(screen.queryByRole("radiogroup", { name: "Account" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Connect an account with real money" }));
    expect(openOptionsPage).toHaveBeenCalledOnce();
  });

  it.each(["locked", "unchecked", "restricted", "unusable"] as const)(
    "with real money can’t be chosen while it is %s",
    async (state) => {
      const { user } = await openForm(withReal(state));
      expect(screen.getByText(/^Can’t be chosen now:/)).toBeDefined();
      await user.click(realCard());
      expect(realCard().getAttribute("aria-checked")).toBe("false");
    },
  );

  it("with real money can’t be chosen before it was read, and its worth is no $0", async () => {
    const real = [realAccountView({ equity: null, equityAt: null })];
    const { user } = await openForm(overviewOf({ follows: [], state: "empty", real }));
    expect(screen.getByText("Hyperliquid, –")).toBeDefined();
    expect(screen.getByText("Can’t be chosen now: what it is worth was not read yet.")).toBeDefined();
    await user.click(realCard());
    expect(realCard().getAttribute("aria-checked")).toBe("false");
  });

  it("that can’t be signed for any more sends nothing, also when it was chosen and ticked before", async () => {
    const { user, update } = await openForm(withReal());
    await user.click(realCard());
    await user.click(statement());
    update({ overview: withReal("locked") });
    await user.click(screen.getByRole("button", { name: /^Follow with real money/ }));
    await user.type(screen.getByLabelText("Leader’s address"), "{Enter}");
    expect(commandsSent()).toEqual([]);
  });
});

describe("a follow with real money", () => {
  it("says what it can cost, starts unticked, and is sent only with the tick", async () => {
    const { user } = await openForm(withReal());
    await user.click(realCard());
    expect(statement().checked).toBe(false);
    expect(statement().labels?.[0]?.textContent).toBe(
      "Send real orders from my Hyperliquid 0x91c4…07ae account. The 15% stop is about $150, judged only while this browser runs; a fast market can cost more.",
    );
    expect(
      screen.getByText(/Before the first order in an instrument Pilotfish sets the leverage/),
    ).toBeDefined();
    const button = screen.getByRole("button", { name: "Follow with real money, $1,000" });
    expect(button.className).toContain("button-ink");
    await user.click(button);
    expect(screen.getByText("Read the statement and tick it first.")).toBeDefined();
    expect(document.activeElement).toBe(statement());
    expect(commandsSent()).toEqual([]);

    await user.click(statement());
    await user.click(button);
    expect(commandsSent()).toEqual([
      {
        type: "start-follow",
        address: ADDRESS,
        accountId: REAL_ACCOUNT,
        settings: DEFAULT_SETTINGS,
        realMoney: { agreed: true, allocation: DEFAULT_SETTINGS.allocation },
      },
    ]);
  });

  it("another amount takes the tick away, also when it is changed back", async () => {
    const { user } = await openForm(withReal());
    await user.click(realCard());
    await user.click(statement());
    await setAllocation(user, "2000.50");
    expect(statement().checked).toBe(false);
    expect(screen.getByRole("button", { name: "Follow with real money, $2,000.50" })).toBeDefined();
    await setAllocation(user, "1000");
    expect(statement().checked).toBe(false);
    await user.click(screen.getByRole("button", { name: "Follow with real money, $1,000" }));
    expect(commandsSent()).toEqual([]);
  });

  it("another leader or another account takes the tick away, too", async () => {
    const { user } = await openForm(withReal());
    await user.click(realCard());
    await user.click(statement());
    await user.clear(screen.getByLabelText("Leader’s address"));
    await user.type(screen.getByLabelText("Leader’s address"), ADDRESS);
    expect(statement().checked).toBe(false);
    await user.click(statement());
    await user.click(screen.getByRole("radio", { name: /^Paper account/ }));
    await user.click(realCard());
    expect(statement().checked).toBe(false);
  });

  it("a share names the share and about how much it is", async () => {
    const { user } = await openForm(withReal());
    await user.click(realCard());
    await user.click(screen.getByRole("button", { name: "Settings" }));
    await user.selectOptions(screen.getByLabelText("Allocation as"), "% of account");
    await user.type(screen.getByLabelText("Allocation"), "10");
    expect(
      screen.getByRole("button", { name: "Follow with real money, 10% of the account, about $1,264" }),
    ).toBeDefined();
    expect(statement().labels?.[0]?.textContent).toContain("about $190, judged");
  });

  it("says what part of the account the allocation is", async () => {
    const { user } = await openForm(withReal());
    await user.click(realCard());
    await setAllocation(user, "1000");
    expect(
      screen.getByText("What this follow may work with: 7.9% of the account’s $12,641 of real money."),
    ).toBeDefined();
    await setAllocation(user, "no number");
    expect(screen.getByText("What this follow may work with, of the account’s real money.")).toBeDefined();
    await user.selectOptions(screen.getByLabelText("Allocation as"), "% of account");
    await user.type(screen.getByLabelText("Allocation"), "10");
    expect(
      screen.getByText("What this follow may work with: $1,264 of the account’s $12,641 of real money."),
    ).toBeDefined();
  });

  it("more than the account has is refused before anything is sent", async () => {
    const { user } = await openForm(withReal());
    await user.click(realCard());
    await setAllocation(user, "20000");
    await user.click(statement());
    await user.click(screen.getByRole("button", { name: "Follow with real money, $20,000" }));
    expect(screen.getByText("Not started. Check the marked fields.")).toBeDefined();
    expect(commandsSent()).toEqual([]);
  });

  it("shows the refusal of a word that no longer counts", async () => {
    const { user } = await openForm(withReal());
    await user.click(realCard());
    await user.click(statement());
    sendMessage.mockResolvedValue({ ok: false, refusal: "real-money-not-agreed", detail: null });
    await user.click(screen.getByRole("button", { name: "Follow with real money, $1,000" }));
    expect(await screen.findByText(/are not those that you agreed to/)).toBeDefined();
  });
});

describe("a share of an account that was not read yet", () => {
  it("is told as not known, and not as $0", async () => {
    const share = { ...DEFAULT_SETTINGS, allocation: { kind: "share", percent: 10 } as const };
    const view = followView(
      { account: tagOf(REAL_ACCOUNT), allocation: d("0"), allocationKnown: false, equity: d("0") },
      { accountId: REAL_ACCOUNT, settings: share },
    );
    const real = [realAccountView({ equity: null, equityAt: null })];
    const { user } = show(Panel, { overview: overviewOf({ follows: [view], real }) });
    await user.click(screen.getByRole("tab", { name: /Leaders/ }));
    const equity = (await screen.findAllByText("Equity")).find(
      (label) => label.closest(".leader-cells") !== null,
    );
    expect(equity?.nextSibling?.textContent).toBe("– not known until the account is read");
    expect(screen.getByText("Proportional")).toBeDefined();
  });
});

async function retype(user: Awaited<ReturnType<typeof openForm>>["user"], label: string, text: string) {
  if (screen.queryByLabelText(label) === null) {
    await user.click(screen.getByRole("button", { name: "More sizing" }));
  }
  const field = screen.getByLabelText(label);
  await user.clear(field);
  if (text !== "") await user.type(field, text);
}

describe("letting a follow with real money risk more", () => {
  async function edit(follow: Partial<Follow> = {}, account: Partial<RealAccountView> = {}) {
    const view = followView({ account: tagOf(REAL_ACCOUNT) }, { accountId: REAL_ACCOUNT, ...follow });
    const overview = overviewOf({ follows: [view], real: [realAccountView(account)] });
    const shown = show(Panel, { overview });
    await shown.user.click(screen.getByRole("tab", { name: /Leaders/ }));
    await shown.user.click(await screen.findByRole("button", { name: "More for 0x7a3f…c91e" }));
    await shown.user.click(await screen.findByRole("menuitem", { name: /^Edit settings/ }));
    return shown;
  }

  it("asks for the statement again, unticked, and is sent only with the tick", async () => {
    const { user } = await edit();
    expect(screen.queryByRole("checkbox", { name: /^Send real orders/ })).toBeNull();
    await setAllocation(user, "2000");
    expect(statement().checked).toBe(false);
    expect(statement().labels?.[0]?.textContent).toBe(
      "Send real orders from my Hyperliquid 0x91c4…07ae account: the allocation goes from $1,000 to $2,000. The 15% stop is about $300, judged only while this browser runs; a fast market can cost more.",
    );
    const save = screen.getByRole("button", { name: "Save with real money, $2,000" });
    expect(save.className).toContain("button-ink");
    await user.click(save);
    expect(screen.getByText("Read the statement and tick it first.")).toBeDefined();
    expect(document.activeElement).toBe(statement());
    expect(commandsSent()).toEqual([]);
    await user.click(statement());
    await user.click(save);
    const allocation = { kind: "amount", amount: "2000" };
    const settings = { ...DEFAULT_SETTINGS, allocation };
    const realMoney = { agreed: true, settings };
    expect(commandsSent()).toEqual([{ type: "edit-follow", followId: "f1", settings, realMoney }]);
  });

  const drawdown = (rule: object | null) => ({ exits: { ...DEFAULT_SETTINGS.exits, drawdown: rule } });
  const RISKIER = [
    [
      "Multiplier",
      "3",
      "the multiplier goes from 1 to 3. The 15% stop is about $150, judged only while this browser runs;",
      { multiplier: "3" },
    ],
    [
      "Drawdown",
      "30",
      "exit rules are taken away or act later. The 30% stop is about $300, judged only while this browser runs;",
      drawdown({ limit: 30, action: "close" }),
    ],
    [
      "Drawdown",
      "",
      "exit rules are taken away or act later. No rule closes it at a loss: all of the $1,000",
      drawdown(null),
    ],
    [
      "Max leverage",
      "5",
      "entry limits let more through. The 15% stop is about $150, judged only while this browser runs;",
      { limits: { ...DEFAULT_SETTINGS.limits, maxLeverage: 5 } },
    ],
  ] as const;
  it.each(RISKIER)(
    "%s %s asks for the statement, with the worst case anew",
    async (label, typed, words, part) => {
      const { user } = await edit();
      await retype(user, label, typed);
      expect(statement().checked).toBe(false);
      expect(statement().labels?.[0]?.textContent).toContain(words);
      const save = screen.getByRole("button", { name: "Save with real money, $1,000" });
      await user.click(save);
      expect(screen.getByText("Read the statement and tick it first.")).toBeDefined();
      expect(commandsSent()).toEqual([]);
      await user.click(statement());
      await user.click(save);
      const settings = { ...DEFAULT_SETTINGS, ...part };
      const realMoney = { agreed: true, settings };
      expect(commandsSent()).toEqual([{ type: "edit-follow", followId: "f1", settings, realMoney }]);
    },
  );

  it("a tick is for the settings that it was given for, also where the words stay the same", async () => {
    const { user } = await edit();
    await retype(user, "Max leverage", "5");
    await user.click(statement());
    await retype(user, "Max leverage", "6");
    expect(statement().checked).toBe(false);
    await user.click(screen.getByRole("button", { name: "Save with real money, $1,000" }));
    expect(commandsSent()).toEqual([]);
  });

  it("stricter rules need no statement", async () => {
    const { user } = await edit();
    await retype(user, "Drawdown", "10");
    await retype(user, "Multiplier", "0.5");
    await retype(user, "Max leverage", "2");
    expect(screen.queryByRole("checkbox", { name: /^Send real orders/ })).toBeNull();
    expect(
      screen.getByText(
        /This follow uses real money\. The 10% stop is about \$100, judged only while this browser runs;/,
      ),
    ).toBeDefined();
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(commandsSent()).toMatchObject([{ type: "edit-follow", realMoney: null }]);
  });

  it("another amount takes the tick away", async () => {
    const { user } = await edit();
    await setAllocation(user, "2000");
    await user.click(statement());
    await setAllocation(user, "3000");
    expect(statement().checked).toBe(false);
    await user.click(screen.getByRole("button", { name: "Save with real money, $3,000" }));
    expect(commandsSent()).toEqual([]);
  });

  it("less, or as much, needs no statement", async () => {
    const { user } = await edit();
    await setAllocation(user, "500");
    expect(screen.queryByRole("checkbox", { name: /^Send real orders/ })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(commandsSent()).toMatchObject([{ type: "edit-follow", realMoney: null }]);
  });

  it("a share in the place of an amount is asked for, because it grows with the account", async () => {
    const { user } = await edit();
    await user.selectOptions(screen.getByLabelText("Allocation as"), "% of account");
    await user.type(screen.getByLabelText("Allocation"), "1");
    expect(statement().labels?.[0]?.textContent).toContain("from $1,000 to 1% of the account, about $126.");
  });

  it("can't be agreed to before the account was read", async () => {
    const { user } = await edit(
      { settings: { ...DEFAULT_SETTINGS, allocation: { kind: "share", percent: 10 } } },
      { equity: null },
    );
    await setAllocation(user, "20");
    expect(screen.queryByRole("checkbox", { name: /^Send real orders/ })).toBeNull();
    expect(screen.getByText(/What this account is worth was not read yet/)).toBeDefined();
    await user.click(screen.getByRole("button", { name: /^Save with real money/ }));
    expect(commandsSent()).toEqual([]);
  });

  it("on paper needs no statement", async () => {
    const view = followView();
    const { user } = show(Panel, { overview: overviewOf({ follows: [view], real: [realAccountView()] }) });
    await user.click(screen.getByRole("tab", { name: /Leaders/ }));
    await user.click(await screen.findByRole("button", { name: "More for 0x7a3f…c91e" }));
    await user.click(await screen.findByRole("menuitem", { name: /^Edit settings/ }));
    await setAllocation(user, "2000");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(commandsSent()).toMatchObject([{ type: "edit-follow", realMoney: null }]);
  });
});

describe("editing", () => {
  it("says of a follow with real money what it can cost with the new settings, and saves in ink", async () => {
    const view = followView({ account: tagOf(REAL_ACCOUNT) }, { accountId: REAL_ACCOUNT });
    const { user } = show(Panel, { overview: overviewOf({ follows: [view], real: [realAccountView()] }) });
    await user.click(screen.getByRole("tab", { name: /Leaders/ }));
    await user.click(await screen.findByRole("button", { name: "More for 0x7a3f…c91e" }));
    await user.click(await screen.findByRole("menuitem", { name: /^Edit settings/ }));
    expect(screen.getByText("Real money")).toBeDefined();
    await user.clear(screen.getByLabelText("Drawdown"));
    await user.type(screen.getByLabelText("Drawdown"), "10");
    expect(
      screen.getByText(
        /This follow uses real money\. The 10% stop is about \$100, judged only while this browser runs;/,
      ),
    ).toBeDefined();
    expect(screen.getByRole("button", { name: "Save" }).className).toContain("button-ink");
  });

  it("the guardrails of each account are edited by themselves", async () => {
    const { user } = show(Panel, { overview: overviewOf({ real: [realAccountView()] }) });
    await user.click(screen.getByRole("button", { name: "Account and data" }));
    await user.click(await screen.findByRole("menuitem", { name: /^Guardrails, Hyperliquid 0x91c4…07ae/ }));
    await user.type(screen.getByLabelText("Max leverage"), "5");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(commandsSent()).toMatchObject([
      { type: "edit-account", accountId: REAL_ACCOUNT, settings: { limits: { maxLeverage: 5 } } },
    ]);
  });

  it("guardrails leave the other choices of the account as they are", async () => {
    const settings = { ...DEFAULT_ACCOUNT_SETTINGS, keepAwake: true, restingStops: "always" as const };
    const { user } = show(Panel, { overview: overviewOf({ real: [realAccountView({ settings })] }) });
    await user.click(screen.getByRole("button", { name: "Account and data" }));
    await user.click(await screen.findByRole("menuitem", { name: /^Guardrails, Hyperliquid/ }));
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(commandsSent()).toEqual([{ type: "edit-account", accountId: REAL_ACCOUNT, settings }]);
  });

  it("the disaster stop is a real account's, from 10 to 90%, or none", async () => {
    const { user } = show(Panel, { overview: overviewOf({ real: [realAccountView()] }) });
    const edit = async (name: RegExp) => {
      await user.click(screen.getByRole("button", { name: "Account and data" }));
      await user.click(await screen.findByRole("menuitem", { name }));
    };
    await edit(/^Guardrails, Paper account/);
    expect(screen.queryByLabelText("Disaster stop")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    await edit(/^Guardrails, Hyperliquid/);
    const field = screen.getByLabelText<HTMLInputElement>("Disaster stop");
    expect(field.value).toBe("50");
    await user.clear(field);
    await user.type(field, "95");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(screen.getByText("Enter a percentage from 10 to 90.")).toBeDefined();
    expect(commandsSent()).toEqual([]);
    await user.clear(field);
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(commandsSent()).toMatchObject([
      { type: "edit-account", accountId: REAL_ACCOUNT, settings: { disasterStop: null } },
    ]);
  });
});
