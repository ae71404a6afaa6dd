import { PAPER_ACCOUNT } from "../../lib/model/identity.ts";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Popup } from "../../components/popup/popup.tsx";
import { words } from "../../components/words/current.ts";
import { Refusal } from "../../lib/messages/protocol.ts";
import { DEFAULT_SETTINGS } from "../../lib/model/follow-settings.ts";
import { ProblemKind } from "../../lib/model/state.ts";
import { commandsSent, openSidePanel, resetBrowser, sendMessage } from "./fake-browser.ts";
import { ADDRESS, LOST, NOW, SHORT, followView, overviewOf } from "./sample-views.ts";
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

const heading = () => screen.getByRole("heading", { level: 1 }).textContent;

describe("the popup's states", () => {
  it("mirroring: state, paper account and leader, net of fees", () => {
    show(Popup);
    expect(heading()).toBe("Mirroring 1 leader");
    const account = screen.getByRole("region", { name: "Paper account" });
    expect(account.textContent).toContain("−$21.48");
    expect(account.textContent).toContain("net today, −2.27%");
    expect(account.textContent).toContain("Mirrored$923.20");
    expect(screen.getByText("Live · 42 ms")).toBeDefined();
    expect(screen.getByTitle(ADDRESS).textContent).toBe(SHORT);
    const meter = screen.getByRole("meter", { name: "Leverage" });
    expect(meter.getAttribute("aria-valuetext")).toBe("1.8x of 3x");
    expect(screen.queryByRole("alert")).toBeNull();
    expect(screen.getByText("Paper fills assume 500 ms latency and the 0.045% taker fee.")).toBeDefined();
  });

  it("paused: since when, and Resume all", () => {
    show(Popup, {
      overview: overviewOf({ state: "paused", pausedSince: new Date(2026, 1, 22, 11, 6).getTime() }),
    });
    expect(heading()).toBe("Paused");
    expect(screen.getByText("Nothing new is copied since 11:06")).toBeDefined();
    expect(screen.getByRole("button", { name: "Resume all" })).toBeDefined();
    expect(screen.queryByRole("button", { name: /^Pause/ })).toBeNull();
  });

  it("a lost feed: an alert that says since when, and figures with their time", () => {
    show(Popup, {
      overview: overviewOf({
        state: "waiting",
        feed: LOST,
        follows: [followView({ feed: LOST })],
        marksAt: new Date(2026, 1, 22, 11, 59, 20).getTime(),
      }),
    });
    expect(heading()).toBe("1 leader waiting");
    expect(screen.getByRole("alert").textContent).toContain("Leader feed lost 40 s ago");
    expect(screen.getByRole("alert").textContent).toContain("Reconnecting, attempt 4.");
    expect(screen.getByText("Figures are from 11:59:20")).toBeDefined();
    expect(screen.getByText("Lost · 40 s")).toBeDefined();
  });

  it("a first connection is not a lost feed", () => {
    const connecting = { ...LOST, reason: "connecting" as const, attempts: 0 };
    show(Popup, { overview: overviewOf({ state: "waiting", feed: connecting }) });
    expect(screen.queryByRole("alert")).toBeNull();
    expect(screen.getByText("Connecting")).toBeDefined();
  });

  it("halted: nothing is sent, said as an alert", () => {
    show(Popup, {
      overview: overviewOf({
        state: "halted",
        problems: [
          {
            id: "j",
            kind: "journal-unwritable",
            about: null,
            detail: "QuotaExceeded",
            measured: null,
            since: NOW,
            dismissible: false,
          },
        ],
      }),
    });
    expect(heading()).toBe("Halted");
    expect(screen.getByRole("alert").textContent).toContain("Nothing is sent");
    // There is nothing to pause, and the pause could not be written down.
    expect(screen.queryByRole("button", { name: "Pause all" })).toBeNull();
  });

  it("loading: a skeleton and no figures", () => {
    const { container } = show(Popup, { overview: undefined });
    expect(screen.getByRole("status", { name: "Loading" })).toBeDefined();
    expect(container.textContent).not.toMatch(/\$/);
  });

  it("an unreadable journal: said plainly, with no figures, and still a way to pause", async () => {
    const { container, user } = show(Popup, { overview: undefined, failed: "UnknownError" });
    expect(screen.getByRole("alert").textContent).toContain("no figures are shown");
    expect(container.textContent).not.toMatch(/\$/);
    await user.click(screen.getByRole("button", { name: "Pause all" }));
    expect(commandsSent()).toEqual([{ type: "pause-all" }]);
  });

  it.each(ProblemKind.options)("the problem %s says what happened, what is safe, what to do", (kind) => {
    const ofGuard = kind === "exit-rule" || kind === "rules-unjudged";
    show(Popup, {
      overview: overviewOf({
        problems: [
          {
            id: kind,
            kind,
            about: ofGuard ? null : `hyperliquid:${ADDRESS}`,
            detail: null,
            measured: 3_600_000,
            since: NOW,
            dismissible: false,
          },
        ],
      }),
    });
    const about = ofGuard ? null : SHORT;
    const { title, body } = words.problems[kind]({ about, measured: 3_600_000 });
    expect(screen.getByText(title)).toBeDefined();
    expect(screen.getByText(body)).toBeDefined();
    expect(body.match(/\. /g)?.length ?? 0).toBeGreaterThan(0);
  });
});

describe("pausing", () => {
  it("sends the message at once, is busy until the answer, and takes no second press", async () => {
    let answer: (reply: unknown) => void = () => {};
    const answered = new Promise((resolve) => {
      answer = resolve;
    });
    const { user } = show(Popup);
    sendMessage.mockReturnValue(answered);
    await user.click(screen.getByRole("button", { name: "Pause all" }));
    const busy = screen.getByRole("button", { name: "Pausing…" });
    expect(busy.getAttribute("aria-busy")).toBe("true");
    expect(document.activeElement).toBe(busy);
    await user.click(busy);
    expect(commandsSent()).toEqual([{ type: "pause-all" }]);
    answer({ ok: true });
    await screen.findByRole("button", { name: "Pause all" });
  });

  it("says where it was pressed that the worker did not answer", async () => {
    const { user } = show(Popup);
    sendMessage.mockRejectedValue(new Error("Receiving end does not exist."));
    await user.click(screen.getByRole("button", { name: "Pause all" }));
    await screen.findByText(
      "Pilotfish did not answer. It may have been done all the same: look before you try again.",
    );
    sendMessage.mockResolvedValue({ ok: true });
    await user.click(screen.getByRole("button", { name: "Pause all" }));
    await waitFor(() => expect(screen.queryByText(/did not answer/)).toBeNull());
  });

  it.each(Refusal.options)("explains the refusal %s", async (refusal) => {
    const { user } = show(Popup);
    sendMessage.mockResolvedValue({ ok: false, refusal, detail: null });
    await user.click(screen.getByRole("button", { name: "Pause all" }));
    expect(await screen.findByText(words.refusals[refusal])).toBeDefined();
  });

  it("pauses and resumes one leader", async () => {
    const { user, update } = show(Popup);
    await user.click(screen.getByRole("button", { name: `Pause ${SHORT}` }));
    const paused = followView({}, { status: "paused" });
    update({ overview: overviewOf({ state: "paused", follows: [paused] }) });
    await user.click(screen.getByRole("button", { name: `Resume ${SHORT}` }));
    expect(commandsSent()).toEqual([
      { type: "pause-follow", followId: "f1" },
      { type: "resume-follow", followId: "f1" },
    ]);
  });

  it("says that nothing is sent when the background cannot write its journal", async () => {
    sendMessage.mockResolvedValue({ ok: false, refusal: "halted", detail: "full: no space" });
    show(Popup);
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("The browser’s storage is full. Nothing is sent");
    expect(screen.queryByRole("button", { name: "Pause all" })).toBeNull();
  });

  it("warns when the background does not wake", async () => {
    sendMessage.mockRejectedValue(new Error("gone"));
    show(Popup);
    expect(await screen.findByText("Pilotfish’s background does not answer.")).toBeDefined();
  });
});

describe("following from the popup", () => {
  const empty = { overview: overviewOf({ state: "empty", feed: null, follows: [] }) };

  it("explains how, and starts a follow on paper with the default settings", async () => {
    const { user } = show(Popup, empty);
    expect(heading()).toBe("Not following anyone");
    expect(screen.getByText(/Hypurrscan, HyperDash or Copin/)).toBeDefined();
    await user.type(screen.getByLabelText("Leader’s address"), `  0x7A3F${ADDRESS.slice(6)} `);
    await user.click(screen.getByRole("button", { name: "Follow on paper, $1,000" }));
    await screen.findByText(`Following ${SHORT} on paper.`);
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

  it.each([
    ["", /Enter the address/],
    ["7a3f", /begins with 0x/],
    ["0x7a3f", /this one has 4/],
    [`0x${"g".repeat(40)}`, /letters a–f/],
  ])("says what is wrong with %j and sends nothing", async (typed, message) => {
    const { user } = show(Popup, empty);
    const field = screen.getByLabelText("Leader’s address");
    if (typed !== "") await user.type(field, typed);
    await user.click(screen.getByRole("button", { name: /Follow on paper/ }));
    const error = await screen.findByText(message);
    expect(field.getAttribute("aria-invalid")).toBe("true");
    expect(field.getAttribute("aria-describedby")).toContain(error.id);
    expect(document.activeElement).toBe(field);
    expect(commandsSent()).toEqual([]);
  });
});

describe("the side panel's button", () => {
  it("opens it in the click itself, in this window", async () => {
    const { user } = show(Popup);
    await user.click(within(screen.getByRole("banner")).getByRole("button", { name: "Open the side panel" }));
    expect(openSidePanel).toHaveBeenCalledWith({ windowId: 7 });
    await waitFor(() => expect(window.close).toHaveBeenCalled());
  });

  it("says when the browser refuses", async () => {
    openSidePanel.mockRejectedValue(new Error("no"));
    const { user } = show(Popup);
    await user.click(screen.getByRole("button", { name: "Open the side panel" }));
    expect(await screen.findByText(/could not be opened/)).toBeDefined();
    expect(window.close).not.toHaveBeenCalled();
  });
});
