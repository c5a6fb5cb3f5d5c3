// Plain ES module, node: built-ins only: the launcher uses it under whatever Node the machine has.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const lock = join(dirname(dirname(fileURLToPath(import.meta.url))), ".bootstrap.lock");
const pidFile = join(lock, "pid");
const limitMs = 15 * 60_000;

const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

function take() {
  try {
    mkdirSync(lock);
    writeFileSync(pidFile, String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    return false;
  }
}

/** The holder may be gone, or not have written its pid yet: only an old lock without a living holder is broken. */
function breakIfAbandoned() {
  try {
    const age = Date.now() - statSync(lock).mtimeMs;
    let alive = false;
    try {
      process.kill(Number(readFileSync(pidFile, "utf8") || "x"), 0);
      alive = true;
    } catch (error) {
      alive = error.code === "EPERM";
    }
    if (!alive && age > 3_000) rmSync(lock, { recursive: true, force: true });
  } catch {
    // the holder just let go
  }
}

/** One at a time among all processes of this checkout: installing packages, generating, building. Returns the release. */
export function takeTurn() {
  const deadline = Date.now() + limitMs;
  while (!take()) {
    breakIfAbandoned();
    if (Date.now() > deadline)
      throw new Error(`Another process has held ${lock} for 15 minutes: remove it if none is at work.`);
    sleep(100);
  }
  return () => rmSync(lock, { recursive: true, force: true });
}
