import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface Ended {
  readonly status: number;
  /** All it wrote, unless it was shown at once. */
  readonly words: string;
  readonly seconds: number;
}

/** Runs one of package.json's scripts. `show`: its words go to the terminal as they come. */
export async function runScript(script: string, show = false, flags: readonly string[] = []): Promise<Ended> {
  const began = Date.now();
  const child = spawn("npm", ["run", "--silent", script, "--", ...flags], {
    cwd: ROOT,
    stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"],
    shell: process.platform === "win32",
    env: { ...process.env, FORCE_COLOR: "0" },
  });
  let words = "";
  child.stdout?.on("data", (chunk: Buffer) => (words += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (words += chunk.toString()));
  const status = await new Promise<number>((resolve) => {
    child.on("error", (error) => {
      words += error.message;
      resolve(1);
    });
    child.on("close", (code) => resolve(code ?? 1));
  });
  return { status, words, seconds: (Date.now() - began) / 1_000 };
}
