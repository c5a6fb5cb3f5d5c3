import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A compiled main of this service as a process of its own; resolves when it has logged the message. */
export async function startMain(
  main: string,
  env: Readonly<Record<string, string>>,
  untilMessage: string,
): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(__dirname, "../../dist", `${main}.js`)], {
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout });
  await new Promise<void>((resolve, reject) => {
    let last = "";
    lines.on("line", (line) => {
      last = line;
      if (line.includes(untilMessage)) resolve();
    });
    child.once("exit", (code) =>
      reject(new Error(`${main} ended with ${code ?? "a signal"} before it was ready: ${last}`)),
    );
  });
  return child;
}

/** Ends a process and waits for it. */
export async function end(child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
}
