import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { cardStatus } from "../../../components/overlay/card-status.ts";
import { Card, type CardProps } from "../../../components/overlay/card.tsx";
import { WORDS } from "../../../components/overlay/words-en.ts";
import { MAX_FOLLOWS } from "../../../lib/model/follow-settings.ts";
import type { CardView } from "../../../lib/model/view.ts";
import { follow, LEADER, position, reading, realFollow, view } from "./card-views.ts";

afterEach(cleanup);

function show(shown: CardView | null, more: Partial<CardProps> = {}) {
  return render(
    <Card
      address={LEADER}
      view={shown}
      stale={false}
      crowded={false}
      send={async () => ({ ok: true })}
      isTrusted={() => true}
      {...more}
    />,
  );
}
const text = () => document.body.textContent ?? "";
const followButton = () => screen.queryByRole("button", { name: "Follow on paper" });

describe("Card before a follow", () => {
  it("shows the leader's exposure, leverage and nearest liquidation", () => {
    show(view());
    expect(screen.getByText("0x7a3f…c91e").title).toBe(LEADER);
    expect(text()).toContain("Account value$399,984");
    expect(text()).toContain("Exposure$1,058,750");
    expect(text()).toContain("Leverage now2.6x");
    expect(text()).toContain("Nearest liquidation46% away BTC long, 36,450");
    expect(text()).toContain("Simulated $1,000. No orders are sent.");
    expect(followButton()).not.toBeNull();
  });

  it("lists the largest positions first, with arrow and sign", () => {
    show(view());
    const rows = screen.getAllByRole("listitem").map((row) => row.textContent);
    expect(rows).toEqual([
      "BTC long12.40$841,600▲+$9,312.10",
      "ETH short85.00$166,804$0.00",
      "SOL long600.00$50,346▼−$426.20",
    ]);
  });

  it("lists five positions and says how many more there are", () => {
    const positions = Array.from({ length: 8 }, (_, index) => position(`C${index}`, "1", "100"));
    show(view({ reading: reading({ snapshot: { ...reading().snapshot, positions } }) }));
    expect(screen.getAllByRole("listitem")).toHaveLength(5);
    expect(text()).toContain("and 3 more");
    expect(text()).toContain("Nearest liquidation–");
  });

  it("names what cannot be copied", () => {
    const notCopyable = [
      { instrument: "PURR/USDC", reason: "spot", time: 1, key: "1" },
      { instrument: "PURR/USDC", reason: "spot", time: 2, key: "2" },
      { instrument: "xyz:TSLA", reason: "other-dex", time: 3, key: "3" },
    ] as const;
    show(view({ reading: reading({ notCopyable: [...notCopyable] }) }));
    expect(text()).toContain("Cannot be copied: PURR/USDC (spot), xyz:TSLA (another dex).");
  });

  it("calls a vault by its name", () => {
    show(view({ reading: reading({ role: "vault", name: "Deep Blue" }) }));
    expect(text()).toContain("Deep Blue, Hyperliquid vault");
  });

  it("shows bars, and no figure, while the leader is being read", () => {
    show(view({ reading: null }));
    expect(text()).toContain("Reading the leader");
    expect(text()).not.toContain("$");
    expect(followButton()).toBeNull();
  });

  it("offers to follow an account that has not traded yet, and says so", () => {
    const empty = reading({ lastTradeAt: null, snapshot: { ...reading().snapshot, positions: [] } });
    show(view({ reading: empty }));
    expect(text()).toContain("This address has no trading history on Hyperliquid.");
    expect(followButton()).not.toBeNull();
  });

  it("offers nothing for an address that the exchange does not know", () => {
    show(view({ reading: reading({ role: "unknown" }) }));
    expect(text()).toContain("Hyperliquid does not know this address.");
    expect(followButton()).toBeNull();
  });

  it.each([
    ["bad-address", "This is not a Hyperliquid address."],
    ["unknown-address", "Hyperliquid does not know this address."],
    ["unreadable", "Hyperliquid's answer could not be read."],
    ["unreachable", "Hyperliquid cannot be reached."],
    ["rate-limited", "Hyperliquid asks us to wait."],
    ["refused", "Hyperliquid refused to show this account."],
  ] as const)("explains %s and offers nothing", (kind, words) => {
    show(view({ reading: null, readProblem: { kind, detail: null } }));
    expect(text()).toContain(words);
    expect(followButton()).toBeNull();
  });

  it("dates figures that could not be read again", () => {
    show(view({ readProblem: { kind: "unreachable", detail: null } }));
    expect(text()).toContain("Figures are from 14:05:32.");
  });

  it("offers to follow again after a follow is over", () => {
    show(view({ follow: follow({ status: "stopped" }) }));
    expect(followButton()).not.toBeNull();
    expect(text()).not.toContain("Mirroring");
  });
});

it("names the number of follows that there may be", () => {
  expect(WORDS.refusal["too-many-follows"].what).toBe(`You already follow ${MAX_FOLLOWS} leaders.`);
});

describe("Card during a follow", () => {
  it("shows state, paper figures and what was not copied", () => {
    show(view({ follow: follow() }));
    for (const words of [
      "Live · 42 ms",
      "Paper",
      "Mirroring",
      "Your paper equity$1,018.64",
      "Net result▲+$18.64",
      "Positions0, waiting for the next trade",
      "Limits3x, $2,500 each, 15 bps",
      "The 3 positions already open were not copied.",
    ]) {
      expect(text()).toContain(words);
    }
    expect(screen.getByRole("button", { name: "Pause" })).toBeDefined();
    expect(followButton()).toBeNull();
  });

  it.each([
    ["this follow", follow({ status: "paused" })],
    ["everything", follow({ pausedByAll: true })],
  ])("never offers to resume in the page when %s is paused", (_name, paused) => {
    show(view({ follow: paused }));
    expect(text()).toContain("Paused");
    expect(text()).toContain("Reductions go on.");
    expect(text()).not.toContain("waiting for the next trade");
    expect(screen.queryByRole("button", { name: "Pause" })).toBeNull();
    expect(screen.queryByRole("button", { name: /^Resume$/ })).toBeNull();
    expect(screen.getByRole("button", { name: "Resume in panel" })).toBeDefined();
  });

  it("has nothing to pause while positions are being closed", () => {
    show(view({ follow: follow({ status: "closing" }) }));
    expect(text()).toContain("Closing positions");
    expect(screen.queryByRole("button", { name: "Pause" })).toBeNull();
  });

  it("warns at once of a lost feed, with its age", () => {
    const since = Date.now() - 40_000;
    const feed = { ...follow().feed, state: "lost" as const, since };
    show(view({ follow: follow({ feed }) }));
    expect(screen.getByRole("alert").textContent).toMatch(
      /^Leader feed lost 4\d s ago\. Nothing new is copied until it is back\.$/,
    );
    expect(text()).toMatch(/Lost · 4\d s/);
  });

  it.each([
    ["journal", "Pilotfish has stopped."],
    ["by-user", "Pilotfish is halted."],
  ] as const)("says that it is halted (%s) and lets nothing be started", (halted, words) => {
    show(view({ halted }));
    expect(screen.getByRole("alert").textContent).toContain(words);
    expect(followButton()).toHaveProperty("disabled", true);
    expect(screen.getByRole("button", { name: "Open panel" })).toBeDefined();
  });

  it("keeps the last figures while the worker is away, dated, and claims no live feed", () => {
    show(view({ follow: follow() }), { stale: true });
    expect(text()).toContain("Figures are from 14:05:32. Reconnecting to Pilotfish.");
    expect(text()).toContain("Your paper equity$1,018.64");
    expect(text()).not.toContain("Live");
  });
});

describe("Card of a follow with real money", () => {
  it("says so in ink, has no figure of it, and offers what a page may do", () => {
    show(view({ reading: null, follow: realFollow() }));
    expect(text()).toContain("Real money");
    expect(text()).toContain(WORDS.mirroring);
    expect(text()).toContain(WORDS.realInPanel);
    expect(text()).not.toMatch(/\$|[Pp]aper|Net result|Limits|Positions|equity/);
    expect(document.querySelector(".follow-control")?.className).toContain("real");
    expect(screen.getByRole("button", { name: "Pause" })).toBeDefined();
    expect(screen.getByRole("button", { name: "Open panel" })).toBeDefined();
  });

  it("does not say that it mirrors while its account is held back, and not by what", () => {
    const shown = realFollow({ accountReady: false });
    show(view({ follow: shown }));
    expect(text()).toContain(WORDS.held);
    expect(text()).toContain(WORDS.heldNote);
    expect(text()).not.toContain(WORDS.mirroring);
    expect(text()).not.toMatch(/[Vv]ault|[Kk]ey/);
    expect(cardStatus(view({ follow: shown }))).toEqual({ word: WORDS.held, mark: "error" });
  });

  it("offers to resume in the panel only", () => {
    show(view({ follow: realFollow({ status: "paused" }) }));
    expect(text()).toContain(WORDS.pausedNote);
    expect(screen.queryByRole("button", { name: "Pause" })).toBeNull();
    expect(screen.getByRole("button", { name: "Resume in panel" })).toBeDefined();
  });
});
