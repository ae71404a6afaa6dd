import { expect, it, vi } from "vitest";
import type { VaultMessage, VaultReply } from "../../lib/messages/vault-messages.ts";
import { PAGE_RATE, RateLimit } from "../../lib/messages/rate-limit.ts";
import type { Background } from "../../lib/runtime/background.ts";
import { onMessage } from "../../lib/runtime/message-handler.ts";

vi.mock("wxt/browser", () => ({ browser: {} }));

const ORIGIN = "chrome-extension://abcdefgh";
const unlock: VaultMessage = { type: "unlock-vault", passphrase: "a passphrase" };

function rig() {
  const taken: VaultMessage[] = [];
  const reply: VaultReply = { ok: false, refusal: "wrong-passphrase", finding: null, detail: null };
  const background: Pick<Background, "rules" | "vault"> = {
    rules: {
      extensionId: "abcdefgh",
      extensionOrigin: ORIGIN,
      pageOrigins: ["https://hypurrscan.io"],
      pageLimit: new RateLimit({ ...PAGE_RATE, now: () => 0 }),
    },
    vault: {
      take: (message) => {
        taken.push(message);
        return Promise.resolve(reply);
      },
    },
  };
  const send = (raw: unknown, url: string) =>
    onMessage(background as Background, raw, { id: "abcdefgh", url, frameId: 0 });
  return { taken, reply, send };
}

it("a message about keys goes from our own page to the vault's desk, and its reply back", async () => {
  const { taken, reply, send } = rig();
  expect(await send(unlock, `${ORIGIN}/options.html`)).toBe(reply);
  expect(taken).toEqual([unlock]);
});

it("and from anywhere else to nobody", async () => {
  const { taken, send } = rig();
  expect(await send(unlock, "https://hypurrscan.io/address/x")).toMatchObject({
    refusal: "not-allowed-from-here",
  });
  expect(await send({ ...unlock, more: 1 }, `${ORIGIN}/options.html`)).toMatchObject({
    refusal: "not-understood",
  });
  expect(taken).toEqual([]);
});
