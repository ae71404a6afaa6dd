import type { CDPSession, Page } from "@playwright/test";

interface AxNode {
  readonly role?: { readonly value?: unknown };
  readonly name?: { readonly value?: unknown };
  readonly backendDOMNodeId?: number;
  readonly ignored?: boolean;
}

function nameOf(node: AxNode): string {
  const name = node.name?.value;
  return typeof name === "string" ? name : "";
}

/** The card in its closed shadow root, seen through the accessibility tree as a user's software sees it. */
export class PageCard {
  readonly #page: Page;
  readonly #session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  static async on(page: Page): Promise<PageCard> {
    return new PageCard(page, await page.context().newCDPSession(page));
  }

  async #nodes(): Promise<AxNode[]> {
    const tree: { nodes: AxNode[] } = await this.#session.send("Accessibility.getFullAXTree");
    return tree.nodes.filter((node) => node.ignored !== true);
  }

  /** Every text in the card, in one line. */
  async text(): Promise<string> {
    const nodes = await this.#nodes();
    return nodes
      .filter((node) => node.role?.value === "StaticText")
      .map((node) => nameOf(node))
      .join(" ");
  }

  async #find(role: string, name: RegExp): Promise<AxNode | undefined> {
    const nodes = await this.#nodes();
    return nodes.find((node) => node.role?.value === role && name.test(nameOf(node)));
  }

  async has(role: string, name: RegExp): Promise<boolean> {
    return (await this.#find(role, name)) !== undefined;
  }

  /** Waits until the card has such a control. */
  async waitFor(role: string, name: RegExp, timeoutMs = 15_000): Promise<void> {
    const end = Date.now() + timeoutMs;
    while (!(await this.has(role, name))) {
      if (Date.now() > end) throw new Error(`no ${role} ${String(name)} in: ${await this.text()}`);
      await this.#page.waitForTimeout(50);
    }
  }

  /** A click that a script makes on the control itself; a page cannot reach it, but it could if the root were open. */
  async clickByScript(role: string, name: RegExp): Promise<void> {
    await this.waitFor(role, name);
    const node = await this.#find(role, name);
    if (node?.backendDOMNodeId === undefined) throw new Error(`no ${role} ${String(name)}`);
    const { object } = await this.#session.send("DOM.resolveNode", { backendNodeId: node.backendDOMNodeId });
    if (object.objectId === undefined) throw new Error("the control is gone");
    await this.#session.send("Runtime.callFunctionOn", {
      objectId: object.objectId,
      functionDeclaration: "function () { this.click(); }",
    });
  }

  /** A trusted click with the mouse, in the middle of the control. */
  async click(role: string, name: RegExp): Promise<void> {
    await this.waitFor(role, name);
    const node = await this.#find(role, name);
    if (node?.backendDOMNodeId === undefined) throw new Error(`no ${role} ${String(name)}`);
    const { model } = await this.#session.send("DOM.getBoxModel", { backendNodeId: node.backendDOMNodeId });
    const [x1 = 0, y1 = 0, x2 = 0, , , y3 = 0] = model.border;
    await this.#page.mouse.click((x1 + x2) / 2, (y1 + y3) / 2);
  }
}
