import { isUtf8 } from "node:buffer";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, resolve } from "node:path";
import { readCommandLine, UsageError, wholeNumber } from "../command-line.ts";

export interface StartOptions {
  /** Begin anew: what the site holds is removed first. */
  readonly fresh: boolean;
  /** Play the month, write the report, stop everything. On data of its own. */
  readonly once: boolean;
  readonly report: string | undefined;
  /** SIASN's "Export Data ASN" to import instead of the invented province. */
  readonly people: string | undefined;
  /** Undefined where not given: what the data holds, else 600 people of seed 2026. */
  readonly peopleCount: number | undefined;
  readonly seed: number | undefined;
  readonly port: number | undefined;
}

export const usage = `npm start -- [--fresh] [--once] [--report FILE] [--people FILE.csv] [--people-count N] [--seed N] [--port N]

  --fresh            begin anew; without it a second start goes on where the first one was
  --once             play the month on data of its own, write the report, stop everything
  --report FILE      where the report goes (JSON)
  --people FILE.csv  import this SIASN "Export Data ASN" instead of the invented province
  --people-count N   size of the invented province, 60 to 5000 (600)
  --seed N           another province and another month (2026)
  --port N           port of the web address (a free one)`;

const known = {
  fresh: { type: "boolean", default: false },
  once: { type: "boolean", default: false },
  report: { type: "string" },
  people: { type: "string" },
  "people-count": { type: "string" },
  seed: { type: "string" },
  port: { type: "string" },
} as const;

export function readOptions(args: readonly string[]): StartOptions {
  const { values } = readCommandLine(usage, { args: [...args], options: known });
  const number = (name: "people-count" | "seed" | "port", min: number, max: number): number | undefined =>
    wholeNumber(usage, { name, text: values[name], min, max });
  return {
    fresh: values.fresh,
    once: values.once,
    report: values.report,
    people: values.people,
    peopleCount: number("people-count", 60, 5_000),
    seed: number("seed", 0, 2 ** 31),
    port: number("port", 1, 65_535),
  };
}

/** What the platform takes at most (identity's import, the gateway's files). */
const largestFile = 20 * 1024 * 1024;

function checkPeople(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new UsageError(`--people ${file}: there is no such file`);
  if (found.size === 0) throw new UsageError(`--people ${file}: the file is empty`);
  if (found.size > largestFile) {
    const mb = (found.size / 2 ** 20).toFixed(1);
    throw new UsageError(`--people ${file}: ${mb} MB; at most 20 MB are read. Split it by agency.`);
  }
  if (!isUtf8(readFileSync(file)))
    throw new UsageError(`--people ${file}: is not UTF-8. Save it again as "CSV UTF-8" (Excel: Save as).`);
}

/** One folder after the other: Node's own recursion never ends in a file system that takes no folders. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

function checkReport(file: string): void {
  try {
    makeFolder(dirname(resolve(file)));
    closeSync(openSync(file, "a"));
  } catch (error) {
    throw new UsageError(`--report ${file} cannot be written: ${error instanceof Error ? error.message : ""}`);
  }
}

function checkPort(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", ({ message }) => reject(new UsageError(`--port ${port} is not free: ${message}`)));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve()));
  });
}

/** Finds what cannot work before anything is started. */
export async function checkOptions({ people, report, port }: StartOptions): Promise<void> {
  if (people !== undefined) checkPeople(people);
  if (report !== undefined) checkReport(report);
  if (port !== undefined) await checkPort(port);
}
