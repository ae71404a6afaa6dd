import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Popup } from "../../components/popup/popup.tsx";
import { words } from "../../components/words/current.ts";
import type { AccountTag, Overview } from "../../lib/model/view.ts";
import { Address, FollowId, leaderIdOf } from "../../lib/model/identity.ts";
import { commandsSent, openOptionsPage, resetBrowser, sendMessage } from "./fake-browser.ts";
import {
  NOW,
  REAL_ACCOUNT,
  d,
  followView,
  overviewOf,
  realAccountView,
  tagOf,
  vaultStatus,
} from "./sample-views.ts";
import { show } from "./show.tsx";

vi.mock("wxt/browser", () => import("./fake-browser.ts"));

beforeEach(() => {
  resetBrowser();
  vi.spyOn(Date, "now").mockReturnValue(NOW);
  vi.spyOn(window, "close").mockReturnValue(undefined);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const OTHER = Address.parse(`0xb41d${"1".repeat(32)}22f8`);
type State = AccountTag["access"]["state"];

function realFollow(state: State, status: "mirroring" | "paused" | "closing" = "mirroring") {
  return followView(
    { account: tagOf(REAL_ACCOUNT, state), address: OTHER, netToday: d("18.64") },
    { id: FollowId.parse("f2"), accountId: REAL_ACCOUNT, leaderId: leaderIdOf(OTHER), status },
  );
}

/** One follow with real money and one on paper. */
function both(state: State = "ready", changed: Partial<Overview> = {}): Overview {
  return overviewOf({
    real: [realAccountView(tagOf(REAL_ACCOUNT, state))],
    follows: [realFollow(state), followView()],
    ...changed,
  });
}

const heading = () => screen.getByRole("heading", { level: 1 }).textContent;

describe("real money beside paper", () => {
  it("each account has its own card, and no figure is the sum of both", () => {
    const { container } = show(Popup, { overview: both(), vault: vaultStatus() });
    expect(heading()).toBe("Mirroring 2 leaders");
    expect(screen.getByText("One with real money, one on paper")).toBeDefined();
    const real = screen.getByRole("region", { name: "Real account" }).textContent;
    const paper = screen.getByRole("region", { name: "Paper account" }).textContent;
    expect(real).toContain("Real money+$18.64net today, +0.74%");
    expect(real).toContain("$2,541.20");
    expect(paper).toContain("Paper−$21.48net today, −2.27%");
    // 18.64 - 21.48, and 2,541.20 + 923.20.
    expect(container.textContent).not.toMatch(/2\.84|3,464/);
    expect(screen.getByText("Vault unlocked, locks in 24 min")).toBeDefined();
  });

  it("every row says whose money it is, by badge and rail", () => {
    show(Popup, { overview: both(), vault: vaultStatus() });
    const rows = screen.getAllByRole("listitem");
    expect(rows.map(({ className }) => /rail-(real|paper)/.exec(className)?.[1])).toEqual(["real", "paper"]);
    expect(rows[0]?.textContent).toContain("Real");
    expect(rows[1]?.textContent).toContain("Paper");
  });

  it("paper is not shown where nobody is followed on it, and several accounts have names", () => {
    const second = realAccountView({ id: REAL_ACCOUNT, key: null });
    show(Popup, {
      overview: both("ready", { follows: [realFollow("ready")], real: [realAccountView(), second] }),
    });
    expect(screen.queryByRole("region", { name: "Paper account" })).toBeNull();
    expect(screen.getByRole("region", { name: "Hyperliquid 0x91c4…07ae" })).toBeDefined();
    expect(screen.getByText("With real money.")).toBeDefined();
  });

  it("what is mirrored is not known before the account was read, and is no $0 then", () => {
    const real = [realAccountView({ equity: null, equityAt: null, mirrored: d("0") })];
    show(Popup, { overview: both("ready", { real }), vault: vaultStatus() });
    const card = screen.getByRole("region", { name: "Real account" });
    expect(within(card).getByText("Mirrored").nextSibling?.textContent).toBe("–");
  });

  it("what may send real orders is ink, and paper is not", () => {
    const paused = both("ready", {
      state: "paused",
      follows: [realFollow("ready", "paused"), followView({}, { status: "paused" })],
    });
    show(Popup, { overview: paused, vault: vaultStatus() });
    const kind = (name: string) =>
      /button-(ink|primary)/.exec(screen.getByRole("button", { name }).className)?.[1];
    expect(kind("Resume all")).toBe("ink");
    expect(kind("Resume 0xb41d…22f8")).toBe("ink");
    expect(kind("Resume 0x7a3f…c91e")).toBe("primary");
    expect(screen.getByText("Real orders are sent again. Missed trades stay missed.")).toBeDefined();
  });

  it("Close everything tells real and paper apart, each with its worth", async () => {
    const { user } = show(Popup, { overview: both(), vault: vaultStatus() });
    await user.click(screen.getByRole("button", { name: "Close everything now" }));
    const { textContent } = await screen.findByRole("alertdialog");
    expect(textContent).toContain(
      "closes 2 positions with real money, worth about $1,790, and 2 paper positions, worth about $1,790",
    );
    expect(textContent).toContain("Real orders are sent.");
    expect(textContent).not.toContain("No real money is involved");
  });
});

describe("a locked vault", () => {
  const locked = vaultStatus({ state: "locked", locksAt: null });

  it("is said first, with what protects the positions, and what goes on", () => {
    show(Popup, { overview: both("locked"), vault: locked });
    const notice = screen.getByText("Vault locked").closest(".notice");
    expect(notice?.textContent).toContain("Pilotfish can’t sign orders.");
    expect(notice?.textContent).toContain("Your 2 real positions keep their stops at the exchange.");
    expect(notice?.textContent).toContain("Paper continues.");
    expect(heading()).toBe("Mirroring 1 of 2 leaders");
    expect(screen.getByText("Real money is locked since 11:00")).toBeDefined();
    expect(screen.getByText("Locked")).toBeDefined();
    expect(screen.queryByRole("button", { name: "Pause 0xb41d…22f8" })).toBeNull();
    expect(screen.getByRole("button", { name: "Pause 0x7a3f…c91e" })).toBeDefined();
  });

  it.each([
    [1, "Real money is locked since 11:00, 1 trade not copied"],
    [12, "Real money is locked since 11:00, 12 trades not copied"],
  ])("says that %i trades were not copied meanwhile", (notCopied, says) => {
    const follows = [{ ...realFollow("locked"), notCopied }, followView()];
    show(Popup, { overview: both("locked", { follows }), vault: locked });
    expect(screen.getByText(says)).toBeDefined();
  });

  it.each([
    [2, 1, "A stop rests at the exchange for 1 of your 2 real positions."],
    [2, 0, "For your 2 real positions no stop rests at the exchange."],
    [1, 1, "Your real position keeps its stop at the exchange."],
  ])("of %i positions with %i stops it says so, and no more", (openPositions, stopsResting, says) => {
    const real = [realAccountView({ ...tagOf(REAL_ACCOUNT, "locked"), openPositions, stopsResting })];
    show(Popup, { overview: both("locked", { real }), vault: locked });
    expect(screen.getByText(says)).toBeDefined();
  });

  it("is unlocked in place, and a wrong passphrase is told there", async () => {
    const { user } = show(Popup, { overview: both("locked"), vault: locked });
    const field = screen.getByLabelText<HTMLInputElement>("Passphrase");
    await user.click(screen.getByRole("button", { name: "Unlock" }));
    expect(screen.getByText("Enter the passphrase.")).toBeDefined();
    sendMessage.mockResolvedValue({ ok: false, refusal: "wrong-passphrase", finding: null, detail: null });
    await user.type(field, "not the right one{Enter}");
    await screen.findByText(/This is not the passphrase/);
    expect(field.value).toBe("");
    expect(commandsSent()).toEqual([{ type: "unlock-vault", passphrase: "not the right one" }]);
  });

  it("is not mentioned where no real account is connected", () => {
    show(Popup, { vault: locked });
    expect(screen.queryByText("Vault locked")).toBeNull();
  });

  it("that is damaged leads to the accounts page", async () => {
    const { user } = show(Popup, { overview: both("locked"), vault: vaultStatus({ state: "damaged" }) });
    const notice = screen.getByText("The vault is damaged").closest<HTMLElement>(".notice");
    if (notice === null) throw new Error("no notice");
    await user.click(within(notice).getByRole("button", { name: "Open accounts" }));
    expect(openOptionsPage).toHaveBeenCalledOnce();
  });
});

describe("an account that can't be used in full", () => {
  it.each(["restricted", "unchecked", "unusable"] as const)(
    "%s: says what stands and what to do",
    (state) => {
      show(Popup, { overview: both(state), vault: vaultStatus() });
      expect(heading()).toBe("Mirroring 1 of 2 leaders");
      expect(screen.getByText(/^Hyperliquid 0x91c4…07ae: /)).toBeDefined();
      expect(screen.getByRole("button", { name: "Pause 0xb41d…22f8" })).toBeDefined();
    },
  );

  it("locks on a press, and opens the accounts page", async () => {
    const { user } = show(Popup, { overview: both(), vault: vaultStatus() });
    await user.click(screen.getByRole("button", { name: "Lock" }));
    expect(commandsSent()).toEqual([{ type: "lock-vault" }]);
    await user.click(screen.getByRole("button", { name: "Open accounts" }));
    await waitFor(() => expect(window.close).toHaveBeenCalled());
    expect(openOptionsPage).toHaveBeenCalledOnce();
  });

  it.each([
    ["key-restricted", "restricted"],
    ["key-unusable", "unusable"],
    ["vault-locked", "locked"],
  ] as const)(
    "what the problem %s tells is not told twice, and is told by it where no notice does",
    (kind, state) => {
      const problems = [
        { id: kind, kind, about: REAL_ACCOUNT, detail: null, measured: null, since: NOW, dismissible: false },
      ];
      const title = words.problems[kind]({ about: "0x91c4…07ae", measured: null }).title;
      const vault = state === "locked" ? vaultStatus({ state }) : vaultStatus();
      show(Popup, { overview: both(state, { problems }), vault });
      expect(screen.queryByText(title)).toBeNull();
      cleanup();
      show(Popup, { overview: overviewOf({ problems }), vault: null });
      expect(screen.getByText(title)).toBeDefined();
      // One in the head, one at the notice.
      expect(screen.getAllByRole("button", { name: "Open accounts" })).toHaveLength(2);
    },
  );
});
