import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import type { SyntheticEvent } from "react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Card, type CardProps } from "../../../components/overlay/card.tsx";
import type { CardAction, CardAnswer } from "../../../components/overlay/card-action.ts";
import { PageMessage, Refusal } from "../../../lib/messages/protocol.ts";
import type { CardView } from "../../../lib/model/view.ts";
import { follow, LEADER, view } from "./card-views.ts";

afterEach(cleanup);

const really = (event: SyntheticEvent) => event.nativeEvent.isTrusted;
const button = (name: string) => screen.getByRole("button", { name });

describe("Card", () => {
  let sent: CardAction[];
  let answer: (given: CardAnswer) => Promise<void>;
  beforeEach(() => {
    sent = [];
  });

  function card(shown: CardView, more: Partial<CardProps> = {}) {
    return (
      <Card
        address={LEADER}
        view={shown}
        stale={false}
        crowded={false}
        send={(action) => {
          sent.push(action);
          return new Promise((resolve) => {
            answer = (given) => act(async () => resolve(given));
          });
        }}
        isTrusted={() => true}
        {...more}
      />
    );
  }

  it("does nothing for clicks that no user made", () => {
    // Whatever is dispatched by a script is untrusted, here as in a browser.
    const { rerender } = render(card(view(), { isTrusted: really }));
    fireEvent.click(button("Follow on paper"));
    button("Follow on paper").click();
    rerender(card(view({ follow: follow() }), { isTrusted: really }));
    fireEvent.click(button("Pause"));
    fireEvent.click(button("Open panel"));
    rerender(card(view({ follow: follow({ status: "paused" }) }), { isTrusted: really }));
    fireEvent.click(button("Resume in panel"));
    expect(sent).toEqual([]);
  });

  it("sends one message of the protocol for one click of the user", () => {
    const { rerender } = render(card(view()));
    fireEvent.click(button("Follow on paper"));
    rerender(card(view({ follow: follow() })));
    fireEvent.click(button("Pause"));
    rerender(card(view({ follow: follow({ status: "paused" }) })));
    fireEvent.click(button("Resume in panel"));
    expect(sent.map((action) => PageMessage.parse(action))).toEqual([
      { type: "start-paper-follow", address: LEADER },
      { type: "pause-follow", followId: "f1" },
      { type: "open-panel" },
    ]);
  });

  it("takes no second click until the first is answered and shown", async () => {
    const { rerender } = render(card(view()));
    fireEvent.click(button("Follow on paper"));
    fireEvent.click(button("Starting"));
    await answer({ ok: true });
    fireEvent.click(button("Starting"));
    expect(sent).toHaveLength(1);
    rerender(card(view({ follow: follow() })));
    expect(button("Pause")).toBeDefined();
  });

  it.each(Refusal.options)("says in words that it was refused: %s", async (refusal) => {
    render(card(view()));
    fireEvent.click(button("Follow on paper"));
    await answer({ ok: false, refusal });
    expect(screen.getByRole("alert").textContent?.length).toBeGreaterThan(30);
    expect(button("Follow on paper")).toBeDefined();
  });

  it("forgets a refusal with the next leader", async () => {
    const { rerender } = render(card(view()));
    fireEvent.click(button("Follow on paper"));
    await answer({ ok: false, refusal: "too-often" });
    const other = "0x00000000000000000000000000000000000000b1" as typeof LEADER;
    rerender(card(view({ address: other }), { address: other }));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("does not tell of one leader's answer on another's card", async () => {
    const { rerender } = render(card(view()));
    fireEvent.click(button("Follow on paper"));
    const other = "0x00000000000000000000000000000000000000b1" as typeof LEADER;
    rerender(card(view({ address: other }), { address: other }));
    await answer({ ok: false, refusal: "too-often" });
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("keeps what it says of this leader when an answer about another comes late", async () => {
    const { rerender } = render(card(view()));
    fireEvent.click(button("Follow on paper"));
    const answerFirst = answer;
    const other = "0x00000000000000000000000000000000000000b1" as typeof LEADER;
    rerender(card(view({ address: other }), { address: other }));
    fireEvent.click(button("Follow on paper"));
    await answer({ ok: false, refusal: "halted" });
    await answerFirst({ ok: false, refusal: "too-often" });
    expect(screen.getByRole("alert").textContent).toContain("Pilotfish has stopped.");
  });

  it("collapses and opens, and keeps the focus on its buttons", () => {
    render(card(view({ follow: follow() })));
    fireEvent.click(button("Collapse"));
    expect(document.activeElement).toBe(button("Pilotfish: Mirroring. Expand"));
    fireEvent.click(button("Pilotfish: Mirroring. Expand"));
    expect(document.activeElement).toBe(button("Collapse"));
    fireEvent.keyDown(button("Pause"), { key: "Escape" });
    expect(screen.queryByRole("button", { name: "Pause" })).toBeNull();
  });

  it("gives way to a crowded page and comes back, without taking the focus", () => {
    const { rerender } = render(card(view(), { crowded: true }));
    expect(button("Pilotfish: Follow. Expand")).not.toBe(document.activeElement);
    rerender(card(view(), { crowded: false }));
    expect(button("Follow on paper")).toBeDefined();
    expect(document.activeElement).toBe(document.body);
  });

  it("stays collapsed when the user wanted it so, and open on a crowded page when he wanted that", () => {
    const { rerender } = render(card(view()));
    fireEvent.click(button("Collapse"));
    rerender(card(view(), { crowded: true }));
    rerender(card(view(), { crowded: false }));
    expect(screen.queryByRole("button", { name: "Follow on paper" })).toBeNull();
    rerender(card(view(), { crowded: true }));
    fireEvent.click(button("Pilotfish: Follow. Expand"));
    expect(button("Follow on paper")).toBeDefined();
  });
});
