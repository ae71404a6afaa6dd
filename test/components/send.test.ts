import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ANSWER_WITHIN_MS, NoAnswerError, send } from "../../components/send.ts";
import { resetBrowser, sendMessage } from "./fake-browser.ts";

vi.mock("wxt/browser", () => import("./fake-browser.ts"));

beforeEach(() => {
  resetBrowser();
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe("send", () => {
  it("gives the worker's reply, with unknown extra fields ignored", async () => {
    sendMessage.mockResolvedValue({ ok: false, refusal: "halted", detail: null, extra: 1 });
    await expect(send({ type: "pause-all" })).resolves.toEqual({
      ok: false,
      refusal: "halted",
      detail: null,
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([undefined, null, {}, { ok: "yes" }, { ok: false, refusal: "new-reason", detail: null }])(
    "does not take %j for an answer",
    async (answer) => {
      sendMessage.mockResolvedValue(answer);
      await expect(send({ type: "pause-all" })).rejects.toBeInstanceOf(NoAnswerError);
    },
  );

  it("fails when nobody is there", async () => {
    sendMessage.mockRejectedValue(new Error("Receiving end does not exist."));
    await expect(send({ type: "pause-all" })).rejects.toBeInstanceOf(NoAnswerError);
  });

  it("stops waiting after ten seconds", async () => {
    sendMessage.mockReturnValue(new Promise(() => {}));
    const [outcome] = await Promise.allSettled([
      send({ type: "pause-all" }),
      vi.advanceTimersByTimeAsync(ANSWER_WITHIN_MS),
    ]);
    expect(outcome).toMatchObject({ status: "rejected", reason: { name: "NoAnswerError" } });
    expect(vi.getTimerCount()).toBe(0);
  });
});
