// Runs a script of this project on a fresh clone: installs what is missing, then hands over to the project's
// own Node. Plain JavaScript without dependencies, for whatever Node (18 or later) started it.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const node = join(root, "node_modules/.bin", process.platform === "win32" ? "node.cmd" : "node");

function fail(message) {
  console.error(`\n${message}`);
  process.exit(1);
}

function packagesOf(file) {
  const path = join(root, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).packages : {};
}

/** True when node_modules holds just what package-lock.json names; packages for other systems may be absent. */
function installed() {
  const wanted = packagesOf("package-lock.json");
  // npm writes this list last, so an interrupted installation has none.
  const present = packagesOf("node_modules/.package-lock.json");
  return (
    existsSync(node) &&
    Object.entries(wanted).every(
      ([path, { version, optional }]) =>
        path === "" ||
        present[path]?.version === version ||
        (optional === true && present[path] === undefined),
    )
  );
}

function install() {
  console.info("Installing dependencies (a minute or two)…");
  const began = Date.now();
  // The system's npm, not one that is about to be replaced.
  const path = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((place) => !place.includes("node_modules"))
    .join(delimiter);
  const result = spawnSync("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
    env: { ...process.env, PATH: path, npm_config_package_lock: "true" },
  });
  if (result.error) fail(`npm could not be started (${result.error.message}). Node, npm and git are needed.`);
  if (result.status !== 0) fail("npm could not install the dependencies; its words are above.");
  if (!installed())
    fail("npm ended well, but node_modules is not what package-lock.json names. Delete it and try again.");
  console.info(`Dependencies are there (${Math.round((Date.now() - began) / 1000)} s).`);
}

if (Number(process.versions.node.split(".")[0]) < 18) fail("Node 18 or later is needed to begin.");
const [script, ...options] = process.argv.slice(2);
if (script === undefined) fail("Which script? node test/setup/run.mjs FILE.ts [options]");
if (!installed()) install();

// Ctrl-C in a terminal reaches the child too; this process stays until it has ended by itself.
process.on("SIGINT", () => undefined);
const child = spawn(node, [join(root, script), ...options], {
  stdio: "inherit",
  shell: process.platform === "win32",
});
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.on("error", (error) => fail(`The project's Node could not be started: ${error.message}`));
child.on("exit", (status) => process.exit(status ?? 1));
