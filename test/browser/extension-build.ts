import { spawn } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Everything that the build is made of. */
const SOURCES = [
  "entrypoints",
  "components",
  "lib",
  "public",
  "wxt.config.ts",
  "package.json",
  "package-lock.json",
];
/** Written by every build. */
const RESULT = ".output/chrome-mv3/manifest.json";

async function newestChange(path: string): Promise<number> {
  const info = await stat(path);
  if (!info.isDirectory()) return info.mtimeMs;
  const names = await readdir(path);
  // A folder's own time tells of files that are gone.
  return Math.max(info.mtimeMs, ...(await Promise.all(names.map((name) => newestChange(join(path, name))))));
}

async function builtAt(): Promise<number> {
  try {
    return (await stat(join(ROOT, RESULT))).mtimeMs;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return 0;
    throw error;
  }
}

/** Whether the production build is at least as new as everything it is made of. */
export async function isBuildFresh(): Promise<boolean> {
  const changes = await Promise.all(SOURCES.map((source) => newestChange(join(ROOT, source))));
  return (await builtAt()) >= Math.max(...changes);
}

/** Makes the production build. Rejects with the builder's words. */
export async function buildExtension(): Promise<void> {
  const wxt = join(ROOT, "node_modules/wxt/bin/wxt.mjs");
  const child = spawn(process.execPath, [wxt, "build"], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  let words = "";
  child.stdout.on("data", (chunk: Buffer) => (words += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (words += chunk.toString()));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (status !== 0) throw new Error(`The build failed:\n${words}`);
}
