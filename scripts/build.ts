import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { takeTurn } from "./exclusive.mjs";
import { changedAt, compilePackage, filesIn, type Built, type Package } from "./parts/compile.ts";

const root = join(import.meta.dirname, "..");
const web = join(root, "services/web");

function packages(): Package[] {
  const services = readdirSync(join(root, "services")).filter((name) => name !== "web");
  return [
    { from: join(root, "proto/gen"), to: join(root, "proto/dist") },
    ...services.map((name) => ({
      from: join(root, "services", name, "src"),
      to: join(root, "services", name, "dist"),
    })),
  ].filter(({ from }) => existsSync(from));
}

/** Compiles proto/gen and the services' sources to their dist folders; only what changed since the last time. */
export async function buildServices(): Promise<Built> {
  const release = takeTurn();
  try {
    const compilerChanged = Math.max(
      changedAt(join(import.meta.dirname, "parts/compile.ts")),
      changedAt(join(root, "package-lock.json")),
    );
    const built = await Promise.all(packages().map((unit) => compilePackage(unit, compilerChanged)));
    const sum = (of: (one: Built) => number): number => built.reduce((total, one) => total + of(one), 0);
    return { compiled: sum((one) => one.compiled), removed: sum((one) => one.removed), total: sum((one) => one.total) };
  } finally {
    release();
  }
}

/** Builds the browser client when one of its files is newer than the last build; says whether it did. */
export function buildWeb(): boolean {
  if (!existsSync(join(web, "index.html"))) return false;
  const release = takeTurn();
  try {
    const isInput = (file: string): boolean => !/\/(dist|node_modules)\//.test(file.slice(web.length));
    const inputs = [...filesIn(web).filter(isInput), join(root, "package-lock.json")];
    const made = changedAt(join(web, "dist/index.html"));
    if (inputs.every((file) => changedAt(file) < made)) return false;
    const vite = join(root, "node_modules/.bin/vite");
    execFileSync(vite, ["build", "--logLevel", "warn"], {
      cwd: web,
      stdio: ["ignore", "inherit", "inherit"],
      timeout: 300_000,
    });
    return true;
  } finally {
    release();
  }
}

if (import.meta.main) {
  const started = performance.now();
  const seconds = (): string => ((performance.now() - started) / 1_000).toFixed(1);
  const { compiled, removed, total } = await buildServices();
  process.stdout.write(`services: ${compiled} of ${total} files compiled, ${removed} removed (${seconds()} s)\n`);
  process.stdout.write(`web: ${buildWeb() ? "built" : "up to date"} (${seconds()} s)\n`);
}
