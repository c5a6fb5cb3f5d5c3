import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { endOrphansIn, isRunAlive, thisRun } from "../parts/process.ts";
import { UsageError } from "../command-line.ts";
import { type StartOptions } from "./options.ts";
import { openProgress } from "./progress.ts";

/** Whose month a folder holds; it goes on only with the same people. */
export interface World {
  readonly seed: number;
  readonly peopleCount: number;
  /** Hash of the personnel file; missing for the invented province. */
  readonly peopleSha256?: string;
}

const defaults = { seed: 2026, peopleCount: 600 };

const read = (file: string): unknown => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined);

function write(file: string, value: unknown): void {
  writeFileSync(`${file}.new`, JSON.stringify(value), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Makes the folder ours: one launcher at a time, nothing left running by one that died. */
export async function takeFolder(dir: string, fresh: boolean): Promise<() => void> {
  const holder = join(dir, "launcher.json");
  const other = read(holder) as { run: string } | undefined;
  if (other !== undefined && isRunAlive(other.run)) {
    const pid = other.run.split(".")[0] ?? "";
    throw new UsageError(
      `Process ${pid} runs the platform of ${dir}: stop that first (Ctrl-C), or use another checkout.`,
    );
  }
  if (fresh && existsSync(dir)) {
    await endOrphansIn(dir);
    rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
  }
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  write(holder, { run: thisRun });
  return () => rmSync(holder, { force: true });
}

function describe({ seed, peopleCount, peopleSha256 }: World): string {
  return peopleSha256 === undefined
    ? `the invented province of seed ${seed} with ${peopleCount} people`
    : `a personnel file with hash ${peopleSha256.slice(0, 12)}`;
}

const hashOf = (file: string): string => createHash("sha256").update(readFileSync(file)).digest("hex");

/** A personnel file that was refused has left nothing: the next one may be another. */
function storedWorld(dir: string, { people }: StartOptions): World | undefined {
  const stored = read(join(dir, "world.json")) as World | undefined;
  const isImported = openProgress(join(dir, "progress.json")).isDone("people");
  return stored?.peopleSha256 !== undefined && people !== undefined && !isImported ? undefined : stored;
}

/** What the folder holds, or is about to; other people than those in it need another folder. */
export function worldOf(dir: string, options: StartOptions): World {
  const { seed, peopleCount, people } = options;
  const file = join(dir, "world.json");
  const stored = storedWorld(dir, options);
  const base: World = stored ?? defaults;
  const wanted: World = {
    ...base,
    ...(seed !== undefined && { seed }),
    ...(peopleCount !== undefined && { peopleCount }),
    ...(people !== undefined && { peopleSha256: hashOf(people) }),
  };
  if (stored !== undefined && describe(stored) !== describe(wanted))
    throw new UsageError(`${dir} holds ${describe(stored)}, not ${describe(wanted)}. Add --fresh to begin anew.`);
  if (stored === undefined) write(file, wanted);
  return wanted;
}
