/** What the path of the entries needs at a site: measured figures multiplied out, each assumption said. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCommandLine, runCommand, UsageError, wholeNumber } from "./command-line.ts";
import { readMeasured } from "./reports.ts";
import { type Assumptions, defaults, type Figures, needsOf, type PathFigures, type Site } from "./sizing/model.ts";

const figuresFile = join(import.meta.dirname, "sizing/figures.json");
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const { site: defaultSite, assumptions: defaultAssumptions } = defaults;
const usage = `npm run sizing -- [--people N] [--entries N] [--rate N] [--peak N] [--keep-weeks N] [--core PERCENT] [--take]

  --people N      civil servants of the site (${defaultSite.people})
  --entries N     entries of each on a working day (${defaultSite.entriesADay})
  --rate N        entries a second in the hours before a deadline (${defaultSite.deadlinePerSecond})
  --peak N        the same for some minutes (${defaultSite.peakPerSecond})
  --keep-weeks N  weeks in the database before they are archived (${defaultAssumptions.keepWeeks})
  --core PERCENT  a core there, beside one of the machine that was measured (100)
  --take          takes the figures of the last npm run bench:ingest into the model first`;

const options = {
  people: { type: "string" },
  entries: { type: "string" },
  rate: { type: "string" },
  peak: { type: "string" },
  "keep-weeks": { type: "string" },
  core: { type: "string" },
  take: { type: "boolean", default: false },
} as const;

/** From the report of the benches: what each part of the path took, and what an entry leaves behind. */
function take(): void {
  const report = readMeasured("ingest");
  if (report === undefined)
    throw new UsageError("there is no build/reports/ingest.json: run npm run bench:ingest first");
  const { machine, rows } = report;
  const valueOf = (id: string, text: string): number => {
    const row = rows.find((one) => one.id === id && one.what.includes(text));
    if (row === undefined) throw new UsageError(`the report has no ${id} "${text}": run npm run bench:ingest whole`);
    return row.value;
  };
  const path = (what: string): PathFigures => ({
    ingest: valueOf("cpu", `${what}: ingest`),
    broker: valueOf("cpu", `${what}: broker`),
    writer: valueOf("cpu", `${what}: writer`),
    postgres: valueOf("cpu", `${what}: postgres`),
  });
  const figures: Figures = {
    machine,
    single: path("one entry a request, 64 clients"),
    batch: path("batches of 50"),
    walBytes: Math.round(valueOf("T7", "the same right after")),
    rowBytes: Math.round(valueOf("T7", "on disk")),
    logBytes: Math.round(valueOf("S2", "in the log")),
  };
  writeFileSync(figuresFile, `${JSON.stringify(figures, undefined, 2)}\n`);
}

const shown = (value: number): string => (value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(2));

function main(): Promise<void> {
  const { values } = readCommandLine(usage, { options });
  if (values.take) take();
  const number = (name: Exclude<keyof typeof options, "take">, max: number): number | undefined =>
    wholeNumber(usage, { name, text: values[name], min: 1, max });
  const site: Site = {
    ...defaultSite,
    people: number("people", 1e9) ?? defaultSite.people,
    entriesADay: number("entries", 1_000) ?? defaultSite.entriesADay,
    deadlinePerSecond: number("rate", 1e7) ?? defaultSite.deadlinePerSecond,
    peakPerSecond: number("peak", 1e7) ?? defaultSite.peakPerSecond,
  };
  const assumptions: Assumptions = {
    ...defaultAssumptions,
    keepWeeks: number("keep-weeks", 5_200) ?? defaultAssumptions.keepWeeks,
    coreFactor: (number("core", 1_000) ?? 100) / 100,
  };
  const figures = JSON.parse(readFileSync(figuresFile, "utf8")) as Figures;
  say(`measured on ${figures.machine}; ${site.batchShare * 100} % of the entries come in batches of 50; a core there is ${assumptions.coreFactor} of one here\n`);
  for (const { what, unit, value, how } of needsOf({ figures, site, assumptions }))
    say(`  ${shown(value).padStart(8)} ${unit.padEnd(8)} ${what} (${how})`);
  return Promise.resolve();
} // prettier-ignore

await runCommand(main);
