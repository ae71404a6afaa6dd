import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findChromium } from "./find-chromium.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PLAYWRIGHT = join(ROOT, "node_modules/@playwright/test/cli.js");

interface Ended {
  readonly ok: boolean;
  readonly words: string;
}

function run(command: string, words: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(command, words, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
    child.on("error", (error) => resolve({ ok: false, words: error.message }));
    child.on("close", (status) => resolve({ ok: status === 0, words: text.trim() }));
  });
}

interface Source {
  readonly name: string;
  readonly possible: () => boolean;
  readonly install: () => Promise<Ended>;
}

const SOURCES: readonly Source[] = [
  {
    name: "Playwright's Chromium",
    possible: () => true,
    install: () => run(process.execPath, [PLAYWRIGHT, "install", "--no-shell", "chromium"]),
  },
  {
    name: "Debian's package chromium",
    possible: () => process.platform === "linux" && process.getuid?.() === 0,
    install: async () => {
      await run("apt-get", ["update", "-q"]);
      return run("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"]);
    },
  },
];

/** Whether it starts at all: a missing system library shows in the simplest question. */
async function checkStarts(path: string): Promise<void> {
  const { ok, words } = await run(path, ["--version"]);
  if (ok) return;
  const library = /lib[\w.+-]+\.so[\w.]*/.exec(words)?.[0];
  throw new Error(
    library === undefined
      ? `The Chromium at ${path} does not start:\n${words}`
      : `The Chromium at ${path} misses the system library ${library}.\nInstall what it needs with: npx playwright install-deps chromium (as root)`,
  );
}

async function found(): Promise<string | null> {
  try {
    return await findChromium();
  } catch {
    return null;
  }
}

/**
 * Path of a Chromium that starts: the one that CHROMIUM names, one that is installed, else Playwright's, else
 * Debian's. Rejects with what to do when there is none.
 */
export async function provideChromium(say: (text: string) => void): Promise<string> {
  const failures: string[] = [];
  let path = await found();
  for (const source of SOURCES) {
    if (path !== null) break;
    if (!source.possible()) continue;
    say(`No Chromium was found. Installing ${source.name}…`);
    const { ok, words } = await source.install();
    path = await found();
    if (path === null)
      failures.push(`${source.name}: ${ok ? "installed, but not found" : words.slice(-300)}`);
  }
  if (path === null) {
    throw new Error(
      `There is no Chromium, and none could be installed.\n${failures.join("\n")}\nInstall one, or set CHROMIUM to the path of one (branded Chrome does not take --load-extension).`,
    );
  }
  await checkStarts(path);
  return path;
}
