import { transformFile, type Options } from "@swc/core";
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** CommonJS, since OpenTelemetry's hooks miss gRPC in ES modules. */
const jsc = {
  target: "es2023" as const,
  parser: { syntax: "typescript" as const },
  rewriteRelativeImportExtensions: true, // `./x.ts` becomes `./x.js`; missing in the published types
};
/** Annotated, so that an ES module (our scripts) finds the names that a compiled file exports. */
const compiled = { type: "commonjs" as const, exportInteropAnnotation: true };
const options: Options = { configFile: false, swcrc: false, jsc, module: compiled, sourceMaps: true };

export interface Package {
  readonly from: string;
  readonly to: string;
}

const isSource = (name: string): boolean => /\.tsx?$/.test(name) && !/(\.test|\.d)\.tsx?$/.test(name);

/** Every file below the folder, with its path. */
export function filesIn(dir: string): string[] {
  if (!existsSync(dir)) return [];
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Zero when there is no such file. */
export const changedAt = (file: string): number => (existsSync(file) ? statSync(file).mtimeMs : 0);
const outputOf = ({ from, to }: Package, file: string): string =>
  join(to, relative(from, file)).replace(/\.tsx?$/, ".js");

async function compile(source: string, output: string): Promise<void> {
  const sourceFileName = relative(dirname(output), source);
  const { code, map = "" } = await transformFile(source, { ...options, sourceFileName });
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(`${output}.map`, map);
  // A running service never reads half a file, and the time stamp of the output vouches for the map.
  writeFileSync(`${output}.part`, `${code.trimEnd()}\n//# sourceMappingURL=${relative(dirname(output), output)}.map\n`);
  renameSync(`${output}.part`, output);
}

function removeStale(to: string, wanted: ReadonlySet<string>): number {
  const stale = filesIn(to).filter((file) => !wanted.has(file.replace(/\.map$/, "")));
  for (const file of stale) {
    rmSync(file);
    for (let dir = dirname(file); dir !== to && readdirSync(dir).length === 0; dir = dirname(dir)) rmdirSync(dir);
  }
  return stale.length;
}

export interface Built {
  readonly compiled: number;
  readonly removed: number;
  readonly total: number;
}

/** Compiles what is newer than its output (or older than `newerThan`, the compiler) and removes outputs without a source. */
export async function compilePackage(unit: Package, newerThan: number): Promise<Built> {
  const sources = filesIn(unit.from).filter(isSource);
  const outputs = new Map(sources.map((source) => [outputOf(unit, source), source]));
  const due = [...outputs].filter(([output, source]) => changedAt(output) <= Math.max(changedAt(source), newerThan));
  await Promise.all(due.map(([output, source]) => compile(source, output)));
  return { compiled: due.length, removed: removeStale(unit.to, new Set(outputs.keys())), total: sources.length };
}
