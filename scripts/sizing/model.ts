/** Time on the processor by part of the path, in ms for 1,000 entries. */
export interface PathFigures {
  readonly ingest: number;
  readonly broker: number;
  readonly writer: number;
  readonly postgres: number;
}

/** What was measured on one machine; see docs/performance.md for the command. */
export interface Figures {
  readonly machine: string;
  /** One entry a request, as a phone with signal sends it. */
  readonly single: PathFigures;
  /** Batches of 50, as a phone sends what it kept. */
  readonly batch: PathFigures;
  readonly walBytes: number;
  readonly rowBytes: number;
  readonly logBytes: number;
}

export interface Site {
  readonly people: number;
  readonly entriesADay: number;
  readonly workingDaysAYear: number;
  /** Entries a second in the hours before a deadline, and for some minutes. */
  readonly deadlinePerSecond: number;
  readonly peakPerSecond: number;
  /** Of all entries: in offline batches. */
  readonly batchShare: number;
}

/** What is granted beside the measured time; each is said in the answer. */
export interface Assumptions {
  /** A processor is not planned fuller than this. */
  readonly utilisation: number;
  /** Brokers that keep each record. */
  readonly replicas: number;
  /** Days that the log keeps. */
  readonly logDays: number;
  /** Weeks of entries in the database before they are archived. */
  readonly keepWeeks: number;
  /** Databases that keep each row: primary and standby. */
  readonly copies: number;
  /** A core there, beside one of the machine that was measured. */
  readonly coreFactor: number;
}

export const defaults: { readonly site: Site; readonly assumptions: Assumptions } = {
  site: {
    people: 6_500_000,
    entriesADay: 4,
    workingDaysAYear: 250,
    deadlinePerSecond: 15_000,
    peakPerSecond: 30_000,
    batchShare: 0.2,
  },
  assumptions: { utilisation: 0.6, replicas: 3, logDays: 60, keepWeeks: 105, copies: 2, coreFactor: 1 },
};

export interface Need {
  readonly what: string;
  readonly unit: string;
  readonly value: number;
  readonly how: string;
}

type Part = keyof PathFigures;

const parts: readonly (readonly [Part, string])[] = [
  ["ingest", "activity-ingest"],
  ["broker", "Kafka, all brokers together"],
  ["writer", "activity-writer"],
  ["postgres", "PostgreSQL, primaries together"],
];

const gigabyte = 1e9;
const weeksAYear = 52;

/** Cores for a rate: measured ms for 1,000 entries are µs for one; a core has a million of them a second. */
function coresFor(part: Part, perSecond: number, { figures, site, assumptions }: Input): number {
  const { single, batch } = figures;
  const usEach = single[part] * (1 - site.batchShare) + batch[part] * site.batchShare;
  const replicated = part === "broker" ? assumptions.replicas : 1;
  return (usEach * replicated * perSecond) / 1e6 / assumptions.utilisation / assumptions.coreFactor;
}

export interface Input {
  readonly figures: Figures;
  readonly site: Site;
  readonly assumptions: Assumptions;
}

/** What the path of the entries needs at a site: processors by part for the deadline and its peak, and disks. */
export function needsOf(input: Input): Need[] {
  const { figures, site, assumptions } = input;
  const entriesAYear = site.people * site.entriesADay * site.workingDaysAYear;
  const cores = parts.flatMap(([part, what]): Need[] =>
    (["deadlinePerSecond", "peakPerSecond"] as const).map((rate) => ({
      what: `${what}, ${site[rate].toLocaleString("en")} entries a second`,
      unit: "cores",
      value: coresFor(part, site[rate], input),
      how: `${figures.single[part]} and ${figures.batch[part]} ms for 1,000, ${assumptions.utilisation * 100} % full${part === "broker" ? `, ${assumptions.replicas} replicas` : ""}`,
    })),
  );
  const kept = (entriesAYear * assumptions.keepWeeks) / weeksAYear;
  const logged = (entriesAYear / site.workingDaysAYear) * assumptions.logDays * (5 / 7);
  return [
    ...cores,
    {
      what: "entries a year",
      unit: "million",
      value: entriesAYear / 1e6,
      how: `${site.people.toLocaleString("en")} people, ${site.entriesADay} on ${site.workingDaysAYear} days`,
    },
    {
      what: "PostgreSQL, entries and their index",
      unit: "GB",
      value: (kept * figures.rowBytes * assumptions.copies) / gigabyte,
      how: `${figures.rowBytes} B each, ${assumptions.keepWeeks} weeks, ${assumptions.copies} copies`,
    },
    {
      what: "written ahead at the deadline",
      unit: "MB/s",
      value: (site.deadlinePerSecond * figures.walBytes) / 1e6,
      how: `${figures.walBytes} B an entry`,
    },
    {
      what: "Kafka, the log",
      unit: "GB",
      value: (logged * figures.logBytes * assumptions.replicas) / gigabyte,
      how: `${figures.logBytes} B an entry, ${assumptions.logDays} days, ${assumptions.replicas} replicas`,
    },
  ];
}
