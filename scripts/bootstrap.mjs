// Plain ES module, node: built-ins only: it runs under whatever Node (>= 18) the machine has.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { delimiter, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { takeTurn } from "./exclusive.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const real = join(modules, `node-${process.platform}-${process.arch}`, "bin", "node");
/** The Node that the lock file names; everything but the launcher runs under it. */
export const pinnedNode = join(modules, ".bin", "node");

const packagesOf = (file) => JSON.parse(readFileSync(file, "utf8")).packages;

/**
 * npm writes the hidden lock file last: what it says is installed completely. Links to workspaces have no version. What lies in a workspace's
 * own node_modules may have been cleaned away with it.
 */
function isInstalled(have, [key, wanted]) {
  if (!key.includes("node_modules/")) return true;
  const found = have[key];
  if (!found) return wanted.optional === true || wanted.devOptional === true;
  const isThere = key.startsWith("node_modules/") || existsSync(join(root, key));
  const isSame = found.version === wanted.version && found.integrity === wanted.integrity;
  return isThere && isSame && !found.link === !wanted.link;
}

function isFresh() {
  const hidden = join(modules, ".package-lock.json");
  if (!existsSync(hidden) || !existsSync(real)) return false;
  const have = packagesOf(hidden);
  return Object.entries(packagesOf(join(root, "package-lock.json"))).every((entry) => isInstalled(have, entry));
}

/** Without what npm tells its scripts, and without our own node_modules/.bin: `npm ci` deletes that Node half-way. */
function environmentForNpm() {
  const ours = ([name]) => !/^(npm_(lifecycle|package)_|NODE_ENV$|NODE_OPTIONS$)/.test(name);
  const path = (process.env.PATH ?? "").split(delimiter).filter((part) => !part.startsWith(modules));
  return { ...Object.fromEntries(Object.entries(process.env).filter(ours)), PATH: path.join(delimiter) };
}

/** Two npm in one node_modules spoil it: ours must not outlive us when we are killed and somebody else takes the turn. */
function dyingWithUs() {
  const prefix = ["setpriv", "--pdeathsig", "KILL", "--"];
  return spawnSync(prefix[0], [...prefix.slice(1), "true"]).status === 0 ? prefix : [];
}

function npmCi() {
  const args = [
    "ci",
    "--ignore-scripts",
    "--include=dev",
    "--include=optional",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  const options = { cwd: root, env: environmentForNpm(), stdio: ["ignore", "inherit", "inherit"] };
  const npm = process.env.npm_execpath;
  const node = process.env.npm_node_execpath ?? process.execPath;
  const command = !npm || node.startsWith(modules) ? ["npm", ...args] : [node, npm, ...args];
  const [first, ...rest] = [...dyingWithUs(), ...command];
  return spawnSync(first, rest, options).status === 0;
}

function install() {
  if (isFresh()) return;
  const started = Date.now();
  console.log("[setup] installing npm packages, about 40 seconds from an empty cache ...");
  if (!npmCi() && !npmCi()) throw new Error("npm ci failed twice; its messages are above.");
  const { status, stdout } = spawnSync(real, ["-v"], { encoding: "utf8" });
  if (status !== 0)
    throw new Error(
      `The pinned Node (${real}) does not run on this machine: x86-64 or arm64 Linux with glibc is needed.`,
    );
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`[setup] packages ready in ${seconds} s; Node ${stdout.trim()} (the machine has ${process.version})`);
}

/** npm 10 leaves this link out when two optional packages offer the same command. */
function linkPinnedNode() {
  if (existsSync(pinnedNode)) return;
  try {
    symlinkSync(relative(dirname(pinnedNode), real), pinnedNode);
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
}

/** Makes node_modules what package-lock.json says; costs nothing when it already is. */
export function bootstrap() {
  if (!isFresh()) {
    const release = takeTurn();
    try {
      install();
    } finally {
      release();
    }
  }
  linkPinnedNode();
}
