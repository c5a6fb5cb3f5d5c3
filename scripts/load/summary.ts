/** What k6 writes with --summary-export. */
interface Exported {
  readonly root_group: { readonly checks: Readonly<Record<string, Check>> };
  readonly metrics: Readonly<Record<string, Metric>>;
}
interface Check {
  readonly name: string;
  readonly fails: number;
}
type Metric = Readonly<Record<string, number | Readonly<Record<string, boolean>>>>;

export interface Figure {
  readonly what: string;
  readonly value: string;
}
export interface Times {
  readonly what: string;
  readonly count: number;
  readonly ms: readonly number[];
}
export interface Summary {
  readonly requests: number;
  readonly acknowledged: number;
  readonly figures: readonly Figure[];
  readonly times: readonly Times[];
  /** Limits that were passed and checks that failed, each in a sentence. */
  readonly failures: readonly string[];
}

const numberIn = (metric: Metric | undefined, name: string): number => {
  const value = metric?.[name];
  return typeof value === "number" ? value : 0;
};

const inTable = ["min", "med", "p(95)", "p(99)", "max"] as const;
const named: Readonly<Record<string, string>> = {
  ack_time: "entries acknowledged",
  read_time: "month or day read",
  inbox_time: "inbox read",
  decide_time: "week approved",
  shed_time: "told to come again",
  delivery_time: "outbox delivered, from the return",
  call_time: "gRPC call",
  stream_time: "gRPC stream of ten messages",
};

/** In the order of `named`; of what happened at all. */
const timesIn = (metrics: Exported["metrics"]): Times[] =>
  Object.entries(named).flatMap(([name, what]) => {
    const count = numberIn(metrics[name], "count");
    return count === 0 ? [] : [{ what, count, ms: inTable.map((stat) => numberIn(metrics[name], stat)) }];
  });

/** k6 says true of a limit that was passed. */
function passedLimits(metrics: Exported["metrics"]): string[] {
  return Object.entries(metrics).flatMap(([name, metric]) => {
    const { thresholds } = metric;
    if (typeof thresholds !== "object") return [];
    return Object.entries(thresholds)
      .filter(([, isPassed]) => isPassed)
      .map(([limit]) => `limit passed: ${name} ${limit}`);
  });
}

const digits = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
const share = (part: number, all: number): string => (all === 0 ? "–" : `${digits((100 * part) / all)} %`);

/** By call, where the script has a limit for it. */
const shedByCall = (metrics: Exported["metrics"]): Figure[] =>
  Object.entries(metrics).flatMap(([name, metric]) => {
    const call = /^shed\{call:(\w+)\}$/.exec(name)?.[1];
    const [passes, fails] = [numberIn(metric, "passes"), numberIn(metric, "fails")];
    return call === undefined ? [] : [{ what: `  of ${call}`, value: share(passes, passes + fails) }];
  });

export function readSummary(json: string): Summary {
  const { metrics, root_group } = JSON.parse(json) as Exported;
  const count = (name: string): number => numberIn(metrics[name], "count");
  const requests = numberIn(metrics["shed"], "passes") + numberIn(metrics["shed"], "fails");
  const seconds = count("iterations") / numberIn(metrics["iterations"], "rate");
  const figures: Figure[] = [
    { what: "requests", value: String(requests) },
    { what: "requests a second", value: digits(requests / seconds) },
    { what: "entries acknowledged", value: String(count("acknowledged")) },
    { what: "told to come again", value: share(numberIn(metrics["shed"], "passes"), requests) },
    ...shedByCall(metrics),
    { what: "wrong answers", value: String(count("wrong_answers")) },
    { what: "not sent, no client was free", value: String(count("dropped_iterations")) },
  ]; // prettier-ignore
  const failedChecks = Object.values(root_group.checks).filter(({ fails }) => fails > 0);
  const failures = [...passedLimits(metrics), ...failedChecks.map(({ name, fails }) => `not so ${fails} times: ${name}`)];
  return { requests, acknowledged: count("acknowledged"), figures, times: timesIn(metrics), failures };
} // prettier-ignore

/** For a terminal and for a document: a table of Markdown. */
export function tableOf({ times }: Pick<Summary, "times">): string[] {
  const width = Math.max(...times.map(({ what }) => what.length), "ms".length);
  const row = (what: string, cells: readonly string[]): string =>
    `| ${what.padEnd(width)} | ${cells.map((cell) => cell.padStart(6)).join(" | ")} |`;
  const rule = row("-".repeat(width), inTable.concat().map(() => "-----:").concat("-----:")); // prettier-ignore
  const head = row("ms", ["count", ...inTable]);
  return [head, rule, ...times.map(({ what, count, ms }) => row(what, [String(count), ...ms.map(digits)]))];
}
