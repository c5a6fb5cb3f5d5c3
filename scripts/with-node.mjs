// Runs a script under the pinned Node, after installing the packages that the lock file asks for.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter, dirname } from "node:path";
import { bootstrap, pinnedNode } from "./bootstrap.mjs";

const started = performance.now();
try {
  bootstrap();
} catch (error) {
  console.error(`[setup] ${error.message}`);
  process.exit(1);
}
/** How long npm took, for the report of what is started. */
const SETUP_SECONDS = ((performance.now() - started) / 1_000).toFixed(2);
const env = { ...process.env, SETUP_SECONDS, PATH: dirname(pinnedNode) + delimiter + process.env.PATH };
const child = spawn(pinnedNode, process.argv.slice(2), { stdio: "inherit", env });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  console.error(`[setup] ${error.message}`);
  process.exit(1);
});
child.on("exit", (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
