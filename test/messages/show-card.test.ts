import { describe, expect, it, vi } from "vitest";
import { PageMessage } from "../../lib/messages/protocol.ts";
import { showCard } from "../../lib/messages/show-card.ts";
import { Address } from "../../lib/model/identity.ts";

const A = Address.parse(`0x${"a".repeat(40)}`);

describe("showCard", () => {
  it("sends a message of the protocol", async () => {
    const sent: unknown[] = [];
    const done = await showCard(async (message) => {
      sent.push(message);
      return { ok: true };
    }, A);
    expect(done).toBe(true);
    expect(PageMessage.parse(sent[0])).toEqual({ type: "show-card", address: A });
  });

  it.each([{ ok: false, refusal: "too-often", detail: null }, undefined, null, "ok", { ok: "yes" }])(
    "takes %j for a no",
    async (reply) => {
      expect(await showCard(async () => reply, A)).toBe(false);
    },
  );

  it("takes a failure for a no, and says so in the console", async () => {
    const said = vi.spyOn(console, "info").mockReturnValue();
    expect(await showCard(() => Promise.reject(new Error("Receiving end does not exist.")), A)).toBe(false);
    expect(said).toHaveBeenCalledOnce();
    said.mockRestore();
  });
});
