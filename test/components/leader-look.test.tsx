import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Panel } from "../../components/panel/panel.tsx";
import { Instrument } from "../../lib/model/instrument.ts";
import { NotMappable } from "../../lib/model/instrument-mapping.ts";
import { LeaderLook } from "../../lib/model/leader-look.ts";
import { NotCopyable } from "../../lib/model/leader.ts";
import { words } from "../../components/words/current.ts";
import { resetBrowser, sendMessage } from "./fake-browser.ts";
import { ADDRESS, NOW, overviewOf, realAccountView } from "./sample-views.ts";
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

const BTC = Instrument.parse({
  id: "BTC",
  lotSize: "0.00001",
  priceFigures: 5,
  priceDecimals: 1,
  maxLeverage: 40,
  minNotional: "10",
  delisted: false,
});

const position = (instrument: string, size: string, notional: string) => ({
  instrument,
  size,
  entryPrice: "60000",
  leverage: 20,
  marginMode: "cross",
  liquidationPrice: null,
  notional,
  unrealisedPnl: "0",
});

/** 400,000 of equity and 12.4 BTC, so that a thousand is 0.031 BTC. */
const LOOK = {
  equity: "400000",
  positions: [position("BTC", "12.4", "841600"), position("XYZ", "3", "30")],
  cannotCopy: [
    { instrument: "XYZ", reason: "not-listed", apartPercent: null },
    { instrument: "ABC", reason: "not-listed", apartPercent: null },
    { instrument: "TRUMP", reason: "price-differs", apartPercent: 4.21 },
  ],
};

/** The worker answers a look so, and everything else with yes. */
function answerLooks(answer: () => Promise<unknown>): void {
  sendMessage.mockImplementation((message) =>
    JSON.stringify(message).includes("look-at-leader") ? answer() : Promise.resolve({ ok: true }),
  );
}

const looks = () => sendMessage.mock.calls.filter(([message]) => JSON.stringify(message).includes("look-at"));

async function openForm(address = ADDRESS as string) {
  const overview = overviewOf({ follows: [], state: "empty", real: [realAccountView()] });
  const shown = show(Panel, { overview, positions: [], activity: [], instruments: [BTC] });
  await shown.user.click(screen.getByRole("tab", { name: /Leaders/ }));
  await shown.user.click(await screen.findByLabelText("Leader’s address"));
  await shown.user.paste(address);
  return shown;
}

const list = () => screen.findByRole("region", { name: "Cannot be copied here, because" });

describe("before a leader is followed", () => {
  it("the form says what of him can't be copied, as the worker found it", async () => {
    answerLooks(() => Promise.resolve({ ok: true, look: LeaderLook.parse(LOOK) }));
    await openForm();
    expect(screen.getByText("Reading what this leader holds…")).toBeDefined();
    const lines = within(await list()).getAllByRole("listitem");
    expect(lines.map(({ textContent }) => textContent)).toEqual([
      "XYZ, ABC: not listed at the exchange.",
      "TRUMP: the price there is 4.2% away, so it may be another thing.",
      "Spot trades and perpetuals of other dexes are never copied.",
    ]);
    expect(looks()[0]).toEqual([{ type: "look-at-leader", address: ADDRESS }]);
  });

  it("his largest position says what a copy would be, and that it is not copied", async () => {
    answerLooks(() => Promise.resolve({ ok: true, look: LeaderLook.parse(LOOK) }));
    const { user } = await openForm();
    const preview = await screen.findByRole("region", { name: "Preview" });
    expect(preview.textContent).toBe(
      "The leader’s 12.4 BTC long would be 0.031 BTC long, about $2,104, 2.1x the allocation. It is already open, so it is not copied.",
    );
    await user.click(screen.getByRole("button", { name: "Settings" }));
    expect(screen.getByText("Your $1,000 to the leader’s $400,000.")).toBeDefined();
    await user.click(screen.getByRole("button", { name: "More sizing" }));
    await user.selectOptions(screen.getByLabelText("Existing positions"), "Copy all");
    expect(preview.textContent).toContain("Opened at once, about:0.031 BTC long, $2,104");
    expect(preview.textContent).toContain("Together $2,104, 2.1x the allocation.");
  });

  it("says so where all of it can be copied, and nothing of a leader who holds nothing", async () => {
    const positions = [position("BTC", "12.4", "841600")];
    answerLooks(() => Promise.resolve({ ok: true, look: { ...LOOK, positions, cannotCopy: [] } }));
    await openForm();
    expect(
      await screen.findByText(
        "All that the leader holds now can be copied here. Spot trades and perpetuals of other dexes are never copied.",
      ),
    ).toBeDefined();
    cleanup();
    answerLooks(() => Promise.resolve({ ok: true, look: { ...LOOK, positions: [], cannotCopy: [] } }));
    await openForm();
    await waitFor(() => expect(screen.queryByText("Reading what this leader holds…")).toBeNull());
    expect(screen.queryByText(/can be copied here/)).toBeNull();
    expect(screen.queryByRole("region", { name: "Preview" })).toBeNull();
  });

  it("a leader who can't be read is told as that, and nothing is said of what can be copied", async () => {
    answerLooks(() => Promise.resolve({ ok: false, refusal: "leader-unknown", detail: null }));
    await openForm();
    expect(
      await screen.findByText(
        "What this leader holds is not known: Hyperliquid has no account at this address.",
      ),
    ).toBeDefined();
    answerLooks(() => Promise.resolve({ ok: false, refusal: "leader-unreadable", detail: "429" }));
    cleanup();
    await openForm();
    expect(
      await screen.findByText(/^What this leader holds is not known: Hyperliquid could not/),
    ).toBeDefined();
    answerLooks(() => Promise.reject(new Error("gone")));
    cleanup();
    await openForm();
    expect(
      await screen.findByText(/^What this leader holds is not known: Pilotfish did not answer/),
    ).toBeDefined();
    expect(screen.queryByRole("region", { name: "Cannot be copied here, because" })).toBeNull();
  });

  it("nobody is looked at before the address is one, and an answer about another one is not shown", async () => {
    let answer = (_reply: unknown): void => undefined;
    answerLooks(() => new Promise((resolve) => (answer = resolve)));
    const { user } = await openForm("0x12");
    expect(screen.queryByText("Reading what this leader holds…")).toBeNull();
    await user.clear(screen.getByLabelText("Leader’s address"));
    await user.paste(ADDRESS);
    await waitFor(() => expect(looks()).toHaveLength(1));
    const first = answer;
    await user.clear(screen.getByLabelText("Leader’s address"));
    await user.paste(`0x${"9".repeat(40)}`);
    await waitFor(() => expect(looks()).toHaveLength(2));
    first({ ok: true, look: LeaderLook.parse(LOOK) });
    await Promise.resolve();
    expect(screen.getByText("Reading what this leader holds…")).toBeDefined();
    expect(screen.queryByRole("region", { name: "Preview" })).toBeNull();
  });

  it("every reason has a sentence", () => {
    const { reasons } = words.real.cannotCopy;
    for (const reason of [...NotMappable.options, ...NotCopyable.shape.reason.options]) {
      expect(reasons[reason]("BTC", "3%")).toMatch(/^BTC: .*\.$/);
    }
  });
});
