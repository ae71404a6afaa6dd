import { cleanup, screen, waitFor, within } from "@testing-library/react";
import type { ComponentType } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Panel } from "../../components/panel/panel.tsx";
import { Popup } from "../../components/popup/popup.tsx";
import { commandsSent, resetBrowser, sendMessage } from "./fake-browser.ts";
import { NOW, followView, overviewOf } from "./sample-views.ts";
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

const SURFACES: readonly (readonly [string, ComponentType])[] = [
  ["popup", Popup],
  ["panel", Panel],
];
const halted = overviewOf({ state: "halted", haltedSince: NOW - 60_000 });

describe.each(SURFACES)("in the %s", (_name, Surface) => {
  it("one press halts, without a question", async () => {
    const { user } = show(Surface);
    await user.click(screen.getByRole("button", { name: "Halt" }));
    expect(commandsSent()).toEqual([{ type: "halt" }]);
    expect(screen.queryByRole("alertdialog")).toBeNull();
  });

  it("a halt is told apart from a pause, and can be lifted", async () => {
    const { user } = show(Surface, { overview: halted });
    expect(document.body.textContent).toContain("nothing is sent, not even reductions");
    expect(screen.queryByRole("button", { name: "Pause all" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Lift halt" }));
    expect(commandsSent()).toEqual([{ type: "lift-halt" }]);
  });

  it("says at the button that a halt was not kept", async () => {
    const { user } = show(Surface);
    sendMessage.mockResolvedValue({ ok: false, refusal: "halt-not-kept", detail: "no disk" });
    await user.click(screen.getByRole("button", { name: "Halt" }));
    expect(await screen.findByText(/^The halt could not be written down/)).toBeDefined();
  });

  it("closing everything asks first and says what happens to the money", async () => {
    const { user } = show(Surface);
    await user.click(screen.getByRole("button", { name: "Close everything now" }));
    const dialog = await screen.findByRole("alertdialog", { name: "Close everything now?" });
    expect(dialog.textContent).toContain(
      "Stops 1 follow and closes 2 paper positions, worth about $1,790, at the prices of now.",
    );
    expect(dialog.textContent).not.toContain("lifts the halt");
    expect(commandsSent()).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Close everything" }));
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    expect(commandsSent()).toEqual([{ type: "close-all" }]);
  });

  it("closing everything while halted says that it lifts the halt", async () => {
    const { user } = show(Surface, { overview: halted });
    await user.click(screen.getByRole("button", { name: "Close everything now" }));
    expect((await screen.findByRole("alertdialog")).textContent).toContain("It also lifts the halt");
  });

  it("has nothing to close where all follows are stopped", () => {
    show(Surface, { overview: overviewOf({ ...halted, follows: [followView({}, { status: "stopped" })] }) });
    expect(screen.getByRole("button", { name: "Lift halt" })).toBeDefined();
    expect(screen.queryByRole("button", { name: "Close everything now" })).toBeNull();
  });

  it("halts also where the journal can't be read", async () => {
    const { user } = show(Surface, { overview: undefined, failed: "UnknownError" });
    await user.click(screen.getByRole("button", { name: "Halt" }));
    expect(commandsSent()).toEqual([{ type: "halt" }]);
  });

  it("a halt without follows can still be lifted", () => {
    show(Surface, { overview: overviewOf({ ...halted, follows: [] }), positions: [] });
    expect(screen.getByRole("button", { name: "Lift halt" })).toBeDefined();
    expect(screen.queryByRole("button", { name: "Close everything now" })).toBeNull();
  });
});

describe("in the popup", () => {
  it("a follow that follows the leader out says so, and has no switch", () => {
    show(Popup, { overview: overviewOf({ follows: [followView({}, { status: "leaving" })] }) });
    expect(screen.getByText("Leaving")).toBeDefined();
    expect(screen.getByText(/is reduced as the leader reduces; nothing more is bought/)).toBeDefined();
  });
});
