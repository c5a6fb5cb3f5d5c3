import { spawnSync } from "node:child_process";

/** Installs Debian packages when we may, else stops with the one command that does. */
export function installPackages(what: string, packages: readonly string[]): void {
  const install = ["apt-get", "install", "-y", "--no-install-recommends", ...packages];
  const command = install.join(" ");
  if (process.getuid?.() !== 0 || spawnSync("apt-get", ["--version"]).status !== 0) {
    throw new Error(`${what} is needed and missing. Run as root: ${command}`);
  }
  process.stdout.write(`[setup] ${command}\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const go = (args: readonly string[]): boolean =>
    spawnSync(args[0] ?? "", args.slice(1), { env, stdio: "ignore" }).status === 0;
  if (go(install)) return;
  if (!go(["apt-get", "update"]) || !go(install))
    throw new Error(`${what} is needed and could not be installed by: ${command}`);
}
