import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Packages that a script brings along: its own imports and those of every file it imports, types left out. */
function packagesOf(entry: string): Set<string> {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    const source = readFileSync(file, "utf8");
    for (const [, clause, from = ""] of source.matchAll(/^(?:import|export)\s([^;"]*?)from "([^"]+)";/gm)) {
      if (clause?.startsWith("type ")) continue;
      if (from.startsWith(".")) visit(resolve(dirname(file), from));
      else packages.add(from);
    }
  };
  visit(resolve(root, entry));
  return packages;
}

const wxt = ["wxt/browser", "wxt/utils/define-content-script"];

// What is on every page of a site, or in it, must be small. zod alone is larger than React.
describe("content scripts", () => {
  it("load on every page with nothing but the extension's API", () => {
    expect([...packagesOf("entrypoints/leader.content.ts")].toSorted()).toEqual(wxt);
  });

  it("draw the card with nothing but React", () => {
    const expected = ["react", "react-dom/client", ...wxt];
    expect([...packagesOf("entrypoints/card.content.tsx")].toSorted()).toEqual(expected);
  });
});
