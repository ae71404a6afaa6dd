import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Panel } from "../../components/panel/panel.tsx";
import { words } from "../../components/words/current.ts";
import { FollowId, InstrumentId } from "../../lib/model/identity.ts";
import type { AccountTag, FollowView, PositionView } from "../../lib/model/view.ts";
import { commandsSent, resetBrowser } from "./fake-browser.ts";
import {
  NOW,
  REAL_ACCOUNT,
  SHORT,
  activityOf,
  d,
  decisionOf,
  followView,
  intentRow,
  overviewOf,
  positionOf,
  realAccountView,
  stopView,
  tagOf,
  vaultStatus,
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

const realFollow = (
  state: State = "ready",
  changed: Partial<FollowView> = {},
  status?: "stopped",
): FollowView =>
  followView(
    { account: tagOf(REAL_ACCOUNT, state), ...changed },
    { accountId: REAL_ACCOUNT, ...(status === undefined ? {} : { status }) },
  );
const realPosition = (changed: Partial<PositionView> = {}, state: State = "ready"): PositionView =>
  positionOf({ account: tagOf(REAL_ACCOUNT, state), ...changed });

/** The side panel with one account, its follow and these positions. */
function panel(positions: readonly PositionView[], state: State = "ready", follow = realFollow(state)) {
  return show(Panel, {
    overview: overviewOf({ real: [realAccountView(tagOf(REAL_ACCOUNT, state))], follows: [follow] }),
    positions,
    vault: vaultStatus(state === "locked" ? { state: "locked" } : {}),
  });
}

const card = (instrument: string): HTMLElement => {
  const found = screen.getByRole("heading", { name: instrument }).closest("li");
  if (found === null) throw new Error(`no card of ${instrument}`);
  return found;
};

describe("positions with real money", () => {
  it("stand under their own account, and paper's under paper's", () => {
    const paper = positionOf({ followId: FollowId.parse("p"), instrument: InstrumentId.parse("BTC") });
    panel([realPosition(), paper]);
    const real = screen.getByRole("region", { name: "Hyperliquid 0x91c4…07ae" });
    expect(real.textContent).toContain("+$18.64");
    expect(real.textContent).toContain("$12,640.80");
    expect(card("ETH").className).toContain("rail-real");
    expect(card("BTC").className).toContain("rail-paper");
    const heads = screen.getAllByRole("region").map((region) => region.getAttribute("aria-label"));
    expect(heads).toEqual(["Hyperliquid 0x91c4…07ae", "Paper account"]);
  });

  it("paper and its reset are away where nobody is followed on paper", () => {
    panel([realPosition()]);
    expect(screen.queryByRole("region", { name: "Paper account" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Reset paper account" })).toBeNull();
  });

  it("what a follow of a removed account kept is still listed", () => {
    const gone = tagOf(REAL_ACCOUNT, "unusable");
    show(Panel, { overview: overviewOf({ follows: [] }), positions: [positionOf({ account: gone })] });
    expect(card("ETH").className).toContain("rail-real");
  });

  it("an equity that is not known is no $0", () => {
    const account = realAccountView({ equity: null, equityAt: null, exposure: null });
    show(Panel, { overview: overviewOf({ real: [account], follows: [realFollow()] }), positions: [] });
    const { textContent } = screen.getByRole("region", { name: "Hyperliquid 0x91c4…07ae" });
    expect(textContent).toContain("Equity–Exposure–");
    expect(textContent).not.toContain("$0");
  });
});

describe("the stop at the exchange", () => {
  it.each([
    [{}, "2,080.0 6.0% awayResting since 10:00, seen 20 s ago."],
    [{ seenRestingAt: null }, "Resting since 10:00."],
    [{ since: NOW - 3 * 86_400_000, seenRestingAt: null }, "Resting since 19 Feb, 12:00."],
    [{ basis: "disaster" }, words.positions.stop.disaster],
    [{ status: "committed" }, words.positions.stop.placing],
    [{ status: "unknown" }, words.positions.stop.unknown],
    [{ status: "cancelling" }, words.positions.stop.cancelling],
  ] as const)("%o is told", (changed, says) => {
    panel([realPosition({ stop: stopView(changed) })]);
    expect(card("ETH").textContent).toContain(says);
    expect(card("ETH").textContent).toContain("Stop at exchange");
  });

  it("that is not there is a warning with real money, and nothing on paper", () => {
    const paper = positionOf({ followId: FollowId.parse("p"), instrument: InstrumentId.parse("BTC") });
    panel([realPosition(), paper]);
    expect(card("ETH").textContent).toContain("No stop rests at the exchange. Guardrails hold only while");
    expect(card("BTC").textContent).not.toContain("stop");
  });

  it("can't be placed while the vault is locked, which is said", () => {
    panel([realPosition({}, "locked")], "locked");
    expect(card("ETH").textContent).toContain("While the vault is locked none can be placed.");
    expect(screen.getByRole("button", { name: "Unlock" })).toBeDefined();
  });

  it("of a position that is flat there is none to miss", () => {
    panel([realPosition({ held: d("0"), liquidationPrice: null })]);
    expect(card("ETH").textContent).not.toContain("No stop rests");
  });
});

describe("closing and stopping with real money", () => {
  const dialogOf = async (position: PositionView, state: State = "ready") => {
    const { user } = panel([position], state);
    await user.click(screen.getByRole("button", { name: "More for ETH" }));
    await user.click(await screen.findByRole("menuitem", { name: /^Close now/ }));
    return { user, dialog: await screen.findByRole("alertdialog") };
  };

  it("says what happens to the money and to the stop, in ink", async () => {
    const { user, dialog } = await dialogOf(realPosition({ stop: stopView() }));
    expect(dialog.textContent).toContain(
      "Buys back 0.5400 ETH, about $1,059 of real money, at the price of now. The stop at the exchange is cancelled.",
    );
    const confirm = within(dialog).getByRole("button", { name: "Close now" });
    expect(confirm.className).toContain("button-ink");
    await user.click(confirm);
    expect(commandsSent()).toEqual([{ type: "close-position", followId: "f1", instrument: "ETH" }]);
  });

  it("a stop that protects others, too, is only made smaller", async () => {
    const { dialog } = await dialogOf(realPosition({ stop: stopView({ shared: true }) }));
    expect(dialog.textContent).toContain("The stop at the exchange is made smaller");
  });

  it("while the vault is locked it says when it will be done", async () => {
    const { dialog } = await dialogOf(realPosition({}, "locked"), "locked");
    expect(dialog.textContent).toContain("closed first thing once you unlock it");
    expect(dialog.textContent).not.toContain("stop at the exchange");
  });

  it("stopping a follow says real money, and what keeping means for the stops", async () => {
    const { user } = panel([realPosition()]);
    await user.click(screen.getByRole("tab", { name: /Leaders/ }));
    expect(await screen.findByText("Hyperliquid 0x91c4…07ae, followed 9 days")).toBeDefined();
    await user.click(screen.getByRole("button", { name: `More for ${SHORT}` }));
    await user.click(await screen.findByRole("menuitem", { name: /^Stop following/ }));
    const dialog = await screen.findByRole("alertdialog");
    expect(dialog.textContent).toContain("It holds 2 positions with real money, worth about $1,790");
    expect(dialog.textContent).toContain("cancels its stops at the exchange: nothing protects them then");
    const confirm = () => within(dialog).getByRole("button", { name: "Stop following" }).className;
    expect(confirm()).toContain("button-ink");
    await user.click(within(dialog).getByRole("radio", { name: "Keep positions" }));
    expect(confirm()).toContain("button-primary");
  });

  it("a stopped follow says whose positions it kept", async () => {
    const { user } = panel([], "ready", realFollow("ready", {}, "stopped"));
    await user.click(screen.getByRole("tab", { name: /Leaders/ }));
    expect(await screen.findByText(/2 positions were kept in your account\./)).toBeDefined();
  });
});

describe("an account that can't be used in full", () => {
  it.each([
    ["locked", /^Locked$/],
    ["restricted", /^Reductions only$/],
    ["unusable", /^Key unusable$/],
  ] as const)("is marked %s at its head", (state, says) => {
    panel([realPosition({}, state)], state);
    const head = within(screen.getByRole("region", { name: "Hyperliquid 0x91c4…07ae" }));
    expect(head.getByText(says)).toBeDefined();
  });

  it("a follow on it says what is not copied", async () => {
    const { user } = panel([], "restricted");
    await user.click(screen.getByRole("tab", { name: /Leaders/ }));
    const row = (await screen.findByText(/followed 9 days/)).closest("li");
    expect(row?.textContent).toContain(words.access.restricted.note);
  });
});

describe("the rest of the panel", () => {
  it("activity says on which money, and nothing where nobody knows", async () => {
    const { user } = show(Panel, {
      activity: [
        activityOf({ kind: "real", decision: decisionOf({ id: "a", instrument: "AAA" }) }),
        activityOf({ kind: "paper", decision: decisionOf({ id: "b", instrument: "BBB" }) }),
        activityOf({ kind: null, decision: decisionOf({ id: "c", instrument: "CCC" }) }),
      ],
    });
    await user.click(screen.getByRole("tab", { name: "Activity" }));
    const rows = (await screen.findAllByRole("listitem")).map(({ textContent }) => textContent);
    expect(rows.map((text) => /Real|Paper/.exec(text)?.[0])).toEqual(["Real", "Paper", undefined]);
  });

  it("a problem of a real account acts on that account, and its order is one with real money", async () => {
    const accountId = REAL_ACCOUNT;
    const id = `impossible-report:${accountId}|ETH|account`;
    const problem = { detail: null, measured: null, since: NOW, dismissible: false };
    const row = intentRow("unknown");
    const { user } = show(Panel, {
      overview: overviewOf({
        real: [realAccountView()],
        follows: [realFollow()],
        problems: [
          { ...problem, id, kind: "impossible-report", about: "ETH" },
          { ...problem, id: "order-unknown:x", kind: "order-unknown", about: "SOL" },
          { ...problem, id: `other-installation:${accountId}`, kind: "other-installation", about: accountId },
        ],
        unknownOrders: [{ ...row, intent: { ...row.intent, accountId } }],
      }),
    });
    await user.click(screen.getByRole("button", { name: "Unfreeze" }));
    await user.click(screen.getByRole("button", { name: "It is gone" }));
    expect(commandsSent()).toEqual([
      { type: "unfreeze", accountId, instrument: "ETH" },
      { type: "clear-other-installation", accountId },
    ]);
    await user.click(screen.getByRole("button", { name: "Settle it" }));
    const dialog = await screen.findByRole("alertdialog");
    await waitFor(() => expect(dialog.textContent).toContain("The order with real money to buy 4.8 SOL"));
  });
});
