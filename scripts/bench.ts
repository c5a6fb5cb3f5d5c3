/** Measures the target ratios, each with its reference beside it in the same run. See docs/performance.md. */
import type { Effort } from "./bench/edge.ts";
import { buildServices } from "./build.ts";
import { readCommandLine, runCommand, UsageError, wholeNumber } from "./command-line.ts";
import { generateProto } from "./proto.ts";
import { machine, type ReportRow, writeMeasured } from "./reports.ts";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

type Run = (effort: Effort) => Promise<ReportRow[]>;

/** Loaded when the services are built: they measure the compiled code. */
const benches: Readonly<Record<string, { readonly what: string; readonly load: () => Promise<Run> }>> = {
  store: {
    what: "T1, T2: the writer's statement beside COPY",
    load: async () => (await import("./bench/store.ts")).benchStore,
  },
  edge: {
    what: "T12, T15: the gateway beside Node's own server",
    load: async () => (await import("./bench/edge.ts")).benchEdge,
  },
  grpc: {
    what: "T13: our gRPC server beside grpc-js",
    load: async () => (await import("./bench/grpc.ts")).benchGrpc,
  },
  pipeline: {
    what: "T4, T14, T16: the ingest path",
    load: async () => (await import("./bench/pipeline.ts")).benchPipeline,
  },
  replay: {
    what: "T6: what is stored already comes once more",
    load: async () => (await import("./bench/replay.ts")).benchReplay,
  },
  depth: {
    what: "T7: ten million rows in the hot partitions",
    load: async () => (await import("./bench/depth.ts")).benchDepth,
  },
  requests: {
    what: "S1, S2, S3: entries as phones send them; writers beside each other",
    load: async () => (await import("./bench/requests.ts")).benchRequests,
  },
  rules: {
    what: "T10: the pay engine beside the same steps by hand",
    load: async () => (await import("./bench/rules.ts")).benchRules,
  },
  agree: {
    what: "T11: engine and oracle on a million months of each policy",
    load: async () => (await import("./bench/agree.ts")).benchAgree,
  },
  payrun: {
    what: "T9: a run of the pay engine beside COPY out and in",
    load: async () => (await import("./bench/pay-run.ts")).benchPayRun,
  },
  answers: {
    what: "T9: a statement read while the same process works on a run",
    load: async () => (await import("./bench/answers.ts")).benchAnswers,
  },
  reads: {
    what: "S4: reading in an agency of 100,000 people",
    load: async () => (await import("./bench/reads.ts")).benchReads,
  },
};

/** What runs without names, and what ingestion is judged by: a report and a table each. Of what the pay engine is judged by each bench has its own: one takes hours. */
const ofAll = ["store", "edge", "grpc", "pipeline"];
const ofAllowance = ["rules", "payrun", "answers", "agree"];
const ofIngest = ["store", "pipeline", "replay", "depth", "requests", "reads"];

const usage = `npm run bench -- [--quick] [--rounds N] [--only ${Object.keys(benches).join(",")}]

  --quick     a quarter of the work: to see that it runs
  --rounds N  rounds of each method, 1 to 20 (5); the methods take turns
  --only A,B  some of the benches (${ofAll.join(", ")}); the report then holds only these
  --ingest    those that ingestion is judged by: ${ofIngest.join(", ")}
  --people N  people of the largest run of the pay engine, 10,000 to 5,000,000 (1,000,000)
  --allowance those that the pay engine is judged by: ${ofAllowance.join(", ")}`;

type Report = "bench" | "ingest" | "allowance";
const namesOfReport: Readonly<Record<Report, readonly string[]>> = {
  bench: ofAll,
  ingest: ofIngest,
  allowance: ofAllowance,
};
const scriptOf: Readonly<Record<Report, string>> = {
  bench: "bench",
  ingest: "bench:ingest",
  allowance: "bench:allowance",
};

function namesOf(text: string | undefined, report: Report): readonly string[] {
  const names = text?.split(",") ?? namesOfReport[report];
  for (const name of names)
    if (!(name in benches)) throw new UsageError(`--only ${name}: there is no such bench\n\n${usage}`);
  return names;
}

function readOptions(args: readonly string[]) {
  const options = {
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
    people: { type: "string" },
    only: { type: "string" },
    ingest: { type: "boolean", default: false },
    allowance: { type: "boolean", default: false },
  } as const;
  const {
    quick,
    rounds: text,
    people: many,
    only,
    ingest,
    allowance,
  } = readCommandLine(usage, { args: [...args], options }).values;
  const rounds = wholeNumber(usage, { name: "rounds", text, min: 1, max: 20 }) ?? (quick ? 2 : 5);
  const people = wholeNumber(usage, { name: "people", text: many, min: 10_000, max: 5_000_000 });
  const report: Report = ingest ? "ingest" : allowance ? "allowance" : "bench";
  return { effort: { rounds, divisor: quick ? 4 : 1, people }, names: namesOf(only, report), report };
}

const write = (name: string, command: string, rows: readonly ReportRow[]): void =>
  writeMeasured(name, { command, machine: machine(), seed: 0, rows });

function print({ id, what, value, unit, target, holds, spread = [] }: ReportRow): void {
  const mark = target === "–" ? " " : holds ? "✓" : "✗";
  say(`  ${mark} ${id.padEnd(4)} ${String(value).padStart(9)} ${unit.padEnd(10)} ${target.padEnd(7)} ${what} (${spread.join(" … ")})`);
} // prettier-ignore

/** The command that measures the same again. */
function commandOf(report: Report, args: readonly string[]): string {
  const rest = args.filter((arg) => arg !== "--ingest" && arg !== "--allowance");
  return [`npm run ${scriptOf[report]}`, ...(rest.length > 0 ? ["--", ...rest] : [])].join(" ");
}

/** The command that measures one bench of the pay engine again, whatever others were asked for beside it. */
function commandOfOne(name: string, { rounds, divisor, people }: Effort): string {
  const quick = divisor > 1 ? ["--quick"] : [];
  const ofPeople = people === undefined ? [] : ["--people", String(people)];
  return commandOf("allowance", ["--only", name, ...quick, "--rounds", String(rounds), ...ofPeople]);
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const { effort, names, report } = readOptions(args);
  generateProto();
  await buildServices();
  const rows: ReportRow[] = [];
  for (const name of names) {
    const bench = benches[name];
    say(bench?.what ?? name);
    const run = await bench?.load();
    const found = (await run?.(effort)) ?? [];
    found.forEach(print);
    rows.push(...found);
    if (report === "allowance") write(`allowance-${name}`, commandOfOne(name, effort), found);
  }
  if (report !== "allowance") write(report, commandOf(report, args), rows);
  const missed = rows.filter(({ holds }) => !holds).length;
  say(`${rows.length} figures, ${missed} beside their target; in build/reports`);
}

await runCommand(main);
