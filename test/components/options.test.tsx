import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Options } from "../../components/options/options.tsx";
import { words } from "../../components/words/current.ts";
import { VaultRefusal } from "../../lib/messages/vault-messages.ts";
import { DEFAULT_ACCOUNT_SETTINGS } from "../../lib/model/account.ts";
import { KeyFinding } from "../../lib/model/account-key.ts";
import { browser, commandsSent, resetBrowser, sendMessage } from "./fake-browser.ts";
import { NOW, OWNER, REAL_ACCOUNT, overviewOf, realAccountView, tagOf, vaultStatus } from "./sample-views.ts";
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

const PHRASE = "correct horse battery";
const KEY = `0x${"ab".repeat(32)}`;
const vaultCard = () => within(document.querySelector<HTMLElement>(".vault") ?? document.body);

/** Everything a page holds: its text, and what stands in its fields and attributes. */
function everything(): string {
  const values = [...document.querySelectorAll("input")].map((input) => input.value);
  return `${document.documentElement.outerHTML} ${values.join(" ")}`;
}

describe("the vault", () => {
  it("is made with a passphrase that is long enough and typed twice", async () => {
    const { user } = show(Options, { vault: vaultStatus({ state: "none", keys: 0 }) });
    const [first, again] = [screen.getByLabelText("New passphrase"), screen.getByLabelText("The same again")];
    const create = screen.getByRole("button", { name: "Create the vault" });
    await user.type(first, "too short");
    await user.click(create);
    expect(screen.getByText("Use at least 12 characters.")).toBeDefined();
    expect(document.activeElement).toBe(first);
    await user.clear(first);
    await user.type(first, PHRASE);
    await user.type(again, "another horse");
    await user.click(create);
    expect(screen.getByText("The two are not the same.")).toBeDefined();
    expect(commandsSent()).toEqual([]);
    await user.type(again, PHRASE);
    await user.click(create);
    expect(commandsSent()).toEqual([{ type: "create-vault", passphrase: PHRASE }]);
    expect(everything()).not.toContain(PHRASE);
  });

  it("is unlocked where it stands; the passphrase leaves the field, right or wrong", async () => {
    const { user } = show(Options, { vault: vaultStatus({ state: "locked", locksAt: null }) });
    const field = screen.getByLabelText<HTMLInputElement>("Passphrase");
    expect([field.type, field.autocomplete]).toEqual(["password", "off"]);
    sendMessage.mockResolvedValue({ ok: false, refusal: "wrong-passphrase", finding: null, detail: null });
    await user.type(field, PHRASE);
    await user.keyboard("{Enter}");
    await screen.findByText(words.vaultRefusals["wrong-passphrase"]);
    expect(commandsSent()).toEqual([{ type: "unlock-vault", passphrase: PHRASE }]);
    expect(field.value).toBe("");
    expect(document.activeElement).toBe(field);
    expect(field.getAttribute("aria-invalid")).toBe("true");
  });

  it("gives the focus to its heading when the form that was used is gone", async () => {
    const { user, update } = show(Options, { vault: vaultStatus({ state: "locked" }) });
    await user.type(screen.getByLabelText("Passphrase"), PHRASE);
    await user.click(screen.getByRole("button", { name: "Unlock" }));
    document.body.focus();
    update({ vault: vaultStatus() });
    await waitFor(() => expect(document.activeElement?.textContent).toBe("Encrypted vault, unlocked"));
  });

  it("says when it locks, locks now, and takes another choice", async () => {
    const { user } = show(Options, { vault: vaultStatus() });
    expect(vaultCard().getByText(/Locks in 24 min, or when the browser closes/)).toBeDefined();
    await user.click(screen.getByRole("button", { name: "Lock now" }));
    await user.selectOptions(screen.getByLabelText("Lock by itself"), "Only with the browser");
    await user.selectOptions(screen.getByLabelText("Lock by itself"), "After 1 h");
    expect(commandsSent()).toEqual([
      { type: "lock-vault" },
      { type: "set-auto-lock", minutes: null },
      { type: "set-auto-lock", minutes: 60 },
    ]);
  });

  it("gets another passphrase, and says so", async () => {
    const { user } = show(Options, { vault: vaultStatus() });
    await user.click(screen.getByRole("button", { name: "Change passphrase" }));
    const form = within(screen.getByRole("form", { name: "Change passphrase" }));
    await user.type(form.getByLabelText("Current passphrase"), PHRASE);
    await user.type(form.getByLabelText("New passphrase"), "twelve or more");
    await user.type(form.getByLabelText("The same again"), "twelve or more");
    await user.click(form.getByRole("button", { name: "Change passphrase" }));
    await screen.findByText("The passphrase was changed.");
    expect(commandsSent()).toEqual([{ type: "change-passphrase", current: PHRASE, next: "twelve or more" }]);
    expect(everything()).not.toContain(PHRASE);
  });

  it("is wiped only after it was said what that does", async () => {
    const { user } = show(Options, { vault: vaultStatus({ state: "damaged", detail: "the header" }) });
    await user.click(screen.getByRole("button", { name: "Wipe the vault…" }));
    const dialog = await screen.findByRole("alertdialog", { name: "Wipe the vault?" });
    expect(dialog.textContent).toContain("your money, positions and stops stay");
    expect(commandsSent()).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Wipe" }));
    expect(commandsSent()).toEqual([{ type: "wipe-vault" }]);
  });

  it.each(VaultRefusal.options)("explains the refusal %s where it was pressed", async (refusal) => {
    const { user } = show(Options, { vault: vaultStatus() });
    sendMessage.mockResolvedValue({ ok: false, refusal, finding: null, detail: null });
    await user.click(screen.getByRole("button", { name: "Lock now" }));
    expect(await screen.findByText(words.vaultRefusals[refusal])).toBeDefined();
  });

  it("a refusal of the gate is understood, and no answer is told as that", async () => {
    const { user } = show(Options, { vault: vaultStatus() });
    sendMessage.mockResolvedValue({ ok: false, refusal: "not-allowed-from-here", detail: null });
    await user.click(screen.getByRole("button", { name: "Lock now" }));
    expect(await screen.findByText(words.vaultRefusals["not-allowed-from-here"])).toBeDefined();
    sendMessage.mockRejectedValue(new Error("gone"));
    await user.click(screen.getByRole("button", { name: "Lock now" }));
    expect(await screen.findByText(words.noAnswer)).toBeDefined();
  });
});

describe("connecting an account", () => {
  const open = async () => {
    const shown = show(Options, { vault: vaultStatus() });
    await shown.user.click(screen.getByRole("button", { name: "Connect an account" }));
    return shown;
  };
  const refuse = (finding: KeyFinding, detail: string | null = null) =>
    sendMessage.mockResolvedValue({ ok: false, refusal: "key-refused", finding, detail });

  it.each([
    ["none", "Create the vault first: the key is kept in it."],
    ["locked", "Unlock the vault first: the key is kept in it."],
  ] as const)("waits for the vault that is %s", async (state, why) => {
    const { user } = show(Options, { vault: vaultStatus({ state }) });
    await user.click(screen.getByRole("button", { name: "Connect an account" }));
    expect(screen.queryByLabelText("API wallet key")).toBeNull();
    expect(screen.getByText(why)).toBeDefined();
  });

  it("sends address and key as pasted, and the key is nowhere on the page any more", async () => {
    const { user } = await open();
    const key = screen.getByLabelText<HTMLInputElement>("API wallet key");
    expect([key.type, key.autocomplete, key.getAttribute("spellcheck")]).toEqual([
      "password",
      "off",
      "false",
    ]);
    await user.type(screen.getByLabelText("Account address"), OWNER);
    await user.type(key, KEY);
    await user.click(screen.getByRole("button", { name: "Check and connect" }));
    expect(commandsSent()).toEqual([
      { type: "connect-account", venue: "hyperliquid", address: OWNER, key: KEY },
    ]);
    await screen.findByText(/Hyperliquid is connected\. It mirrors nothing until/);
    expect(everything()).not.toContain("abab");
  });

  it("takes a key out of the address's field at once", async () => {
    const { user } = await open();
    const address = screen.getByLabelText<HTMLInputElement>("Account address");
    await user.click(address);
    await user.paste(` ${KEY} `);
    expect(address.value).toBe("");
    expect(screen.getByText(words.options.connect.keyInAddress)).toBeDefined();
    expect(everything()).not.toContain("abab");
  });

  it.each(KeyFinding.options)(
    "refuses a key for %s: why, that nothing was stored, and how to make one",
    async (finding) => {
      const { user } = await open();
      refuse(finding, "the exchange’s words");
      await user.type(screen.getByLabelText("Account address"), OWNER);
      await user.type(screen.getByLabelText("API wallet key"), KEY);
      await user.click(screen.getByRole("button", { name: "Check and connect" }));
      const card = await screen.findByRole("alert");
      const { what, todo } = words.keyFindings[finding];
      expect(card.textContent).toContain(what);
      expect(card.textContent).toContain(todo);
      expect(card.textContent).toContain("Nothing was stored.");
      expect(card.textContent).toContain("the exchange’s words");
      expect(
        within(card)
          .getByRole("link", { name: /How to make one/ })
          .getAttribute("href"),
      ).toBe("https://app.hyperliquid.xyz/API");
      expect(everything()).not.toContain("abab");
      await user.click(within(card).getByRole("button", { name: "Try another key" }));
      expect(screen.queryByRole("alert")).toBeNull();
      expect(screen.getByLabelText("API wallet key")).toBeDefined();
    },
  );

  it("says of the main wallet's key that it can withdraw", async () => {
    const { user } = await open();
    refuse("main-wallet");
    await user.type(screen.getByLabelText("Account address"), OWNER);
    await user.type(screen.getByLabelText("API wallet key"), KEY);
    await user.click(screen.getByRole("button", { name: "Check and connect" }));
    const card = await screen.findByRole("alert");
    expect(card.textContent).toContain("Can withdrawYes");
    await user.click(within(card).getByRole("button", { name: "Dismiss" }));
    expect(screen.queryByRole("alert")).toBeNull();
  });
});

describe("the connected accounts", () => {
  const card = (name: string) => screen.getByRole("listitem", { name });

  it("say whose they are, what they are worth, and what their key may do", () => {
    show(Options, { vault: vaultStatus(), overview: overviewOf({ real: [realAccountView()] }) });
    const { textContent } = card("Hyperliquid");
    for (const part of [
      "Real money",
      "0x91c4…07ae",
      "API wallet 0x5e0f…aa12",
      "$12,640.80, expires in 143 days",
      "Following 1 leader. Key checked 2 min ago.",
      "Can tradeYes",
      "Can withdrawNo",
    ]) {
      expect(textContent).toContain(part);
    }
    expect(card("Paper account").textContent).toContain("$9,920.10 simulated, started with $10,000");
  });

  it.each([
    ["locked", null, "Locked", "nothing can be signed, not even reductions"],
    ["unchecked", null, "Not checked yet", "Nothing new is copied until it is; reductions go on"],
    ["restricted", "can-withdraw", "Reductions only", "This key can withdraw."],
    ["unusable", "expired", "No", "approval has expired"],
    ["restricted", "a-word-of-later", "Reductions only", "Nothing new is copied on this account"],
  ] as const)("%s by %s: says so", (state, finding, trade, note) => {
    const access = { ...tagOf(REAL_ACCOUNT, state).access, finding };
    show(Options, { vault: vaultStatus(), overview: overviewOf({ real: [realAccountView({ access })] }) });
    const { textContent } = card("Hyperliquid");
    expect(textContent).toContain(`Can trade${trade}`);
    expect(textContent).toContain(note);
    expect(textContent).toContain(`Can withdraw${finding === "can-withdraw" ? "Yes" : "No"}`);
  });

  it("an equity that was not read is no $0, and an expired key is told", () => {
    const real = realAccountView({ equity: null, equityAt: null });
    const key = real.key === null ? null : { ...real.key, validUntil: NOW - 1 };
    show(Options, { vault: vaultStatus(), overview: overviewOf({ real: [{ ...real, key }] }) });
    expect(card("Hyperliquid").textContent).toContain("Not read yet, expired");
  });

  it("keep the computer awake by choice: not unless it was chosen, and all else stays as it was", async () => {
    const settings = { ...DEFAULT_ACCOUNT_SETTINGS, growBesideOwn: true };
    const overviewWith = (choice: object) =>
      overviewOf({ real: [realAccountView({ settings: { ...settings, ...choice } })] });
    const { user, update } = show(Options, { vault: vaultStatus(), overview: overviewWith({}) });
    const box = () => screen.getByRole<HTMLInputElement>("checkbox", { name: /^Keep this computer awake/ });
    expect(box().checked).toBe(false);
    expect(within(card("Paper account")).queryByRole("checkbox")).toBeNull();
    await user.click(box());
    expect(box().checked).toBe(true);
    update({ overview: overviewWith({ keepAwake: true }) });
    expect(box().checked).toBe(true);
    await user.click(box());
    expect(box().checked).toBe(false);
    const sent = { type: "edit-account", accountId: REAL_ACCOUNT };
    expect(commandsSent()).toEqual([
      { ...sent, settings: { ...settings, keepAwake: true } },
      { ...sent, settings: { ...settings, keepAwake: false } },
    ]);
  });

  it("show the choice as it is where it could not be taken", async () => {
    const { user } = show(Options, { overview: overviewOf({ real: [realAccountView()] }) });
    sendMessage.mockResolvedValue({ ok: false, refusal: "halted", detail: null });
    await user.click(screen.getByRole("checkbox"));
    expect(await screen.findByText(words.refusals.halted)).toBeDefined();
    expect(screen.getByRole<HTMLInputElement>("checkbox").checked).toBe(false);
  });

  it("say so where the browser can’t keep the computer awake", () => {
    browser.power = undefined;
    show(Options, { vault: vaultStatus(), overview: overviewOf({ real: [realAccountView()] }) });
    expect(screen.queryByRole("checkbox")).toBeNull();
    expect(card("Hyperliquid").textContent).toContain("This browser can’t keep the computer awake");
  });

  it("are checked and removed on a press, removing after a question", async () => {
    const { user } = show(Options, {
      vault: vaultStatus(),
      overview: overviewOf({ real: [realAccountView()] }),
    });
    await user.click(screen.getByRole("button", { name: "Check now" }));
    await screen.findByText("Checked just now.");
    await user.click(screen.getByRole("button", { name: "Remove" }));
    const dialog = await screen.findByRole("alertdialog", { name: "Remove Hyperliquid?" });
    sendMessage.mockResolvedValue({ ok: false, refusal: "account-in-use", finding: null, detail: null });
    await user.click(within(dialog).getByRole("button", { name: "Remove" }));
    await within(dialog).findByText(words.vaultRefusals["account-in-use"]);
    expect(commandsSent()).toEqual([
      { type: "check-account", accountId: REAL_ACCOUNT },
      { type: "remove-account", accountId: REAL_ACCOUNT },
    ]);
  });
});

describe("the page", () => {
  it("lists only sections that it has, and the keys as the browser has them", async () => {
    show(Options, { vault: null });
    const links = within(screen.getByRole("navigation")).getAllByRole<HTMLAnchorElement>("link");
    for (const { hash } of links) expect(document.querySelector(hash)).not.toBeNull();
    await screen.findByText("Alt");
    expect(screen.getByText("none")).toBeDefined();
    expect(screen.getByText(words.vault.unknownBody)).toBeDefined();
  });
});
