import { expect, type Page } from "@playwright/test";

const CONTROLS = [
  "button",
  "link",
  "textbox",
  "tab",
  "radio",
  "menuitem",
  "switch",
  "checkbox",
  "alertdialog",
  "region",
];

interface Node {
  readonly ignored?: boolean;
  readonly role?: { readonly value?: unknown };
  readonly name?: { readonly value?: unknown };
}

function nameOf({ name }: Node): string {
  return typeof name?.value === "string" ? name.value.trim() : "";
}

/** Roles of the controls that say no name to a screen reader. */
async function unnamed(page: Page): Promise<unknown[]> {
  const session = await page.context().newCDPSession(page);
  const tree: { nodes: Node[] } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  return tree.nodes
    .filter((node) => node.ignored !== true && CONTROLS.includes(String(node.role?.value)))
    .filter((node) => nameOf(node) === "")
    .map((node) => node.role?.value);
}

/** Options of a list, and buttons, whose words are longer than the room for them. */
async function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const ARROW = 22;
    const pen = document.createElement("canvas").getContext("2d");
    const cut: string[] = [];
    for (const select of document.querySelectorAll("select")) {
      const style = getComputedStyle(select);
      if (pen !== null) pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      const room =
        select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - ARROW;
      for (const { text } of select.options) {
        if ((pen?.measureText(text).width ?? 0) > room) cut.push(text);
      }
    }
    for (const button of document.querySelectorAll("button")) {
      if (button.scrollWidth > button.clientWidth) cut.push(button.textContent);
    }
    return cut;
  });
}

export interface Shot {
  readonly name: string;
  /** Pixels from the right edge; absent: the whole page. */
  readonly right?: { readonly width: number; readonly height: number };
}

/** Looks at a surface in dark and in light: pictures, names of all controls, nothing wider than the window. */
export async function lookAt(page: Page, folder: string, { name, right }: Shot): Promise<void> {
  const size = page.viewportSize();
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.screenshot({
      path: `${folder}/${name}-${colorScheme}.png`,
      animations: "disabled",
      ...(right === undefined || size === null
        ? { fullPage: true }
        : { clip: { x: size.width - right.width, y: 0, ...right } }),
    });
  }
  expect(await unnamed(page), `${name}: controls without a name`).toEqual([]);
  expect(await cutOff(page), `${name}: words that are cut off`).toEqual([]);
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wide, `${name}: wider than its window`).toBe(0);
}

/** Collects what the page says in its console as errors. */
export function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  return errors;
}
