/** Measures the target ratios, each with its reference beside it in the same run. See docs/performance.md. */
import { parseArgs } from "node:util";
import { benchEdge, type Effort } from "./bench/edge.ts";
import { benchGrpc } from "./bench/grpc.ts";
import { benchPipeline } from "./bench/pipeline.ts";
import { benchStore } from "./bench/store.ts";
import { buildServices } from "./build.ts";
import { generateProto } from "./proto.ts";
import { machine, type ReportRow, writeMeasured } from "./reports.ts";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const benches: Readonly<Record<string, { readonly what: string; readonly run: (effort: Effort) => Promise<ReportRow[]> }>> = {
  store: { what: "T1, T2: the writer's statement beside COPY", run: benchStore },
  edge: { what: "T12, T15: the gateway beside Node's own server", run: benchEdge },
  grpc: { what: "T13: our gRPC server beside grpc-js", run: benchGrpc },
  pipeline: { what: "T4, T14, T16: the ingest path", run: benchPipeline },
}; // prettier-ignore

const usage = `npm run bench -- [--quick] [--rounds N] [--only ${Object.keys(benches).join(",")}]

  --quick     a quarter of the work: to see that it runs
  --rounds N  rounds of each method, 1 to 20 (5); the methods take turns
  --only A,B  some of the benches; the report then holds only these`;

function wrong(message: string): never {
  process.stderr.write(`${message}\n\n${usage}\n`);
  process.exit(2);
}

function roundsOf(text: string): number {
  const rounds = Number(text);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 20) wrong(`--rounds ${text}: from 1 to 20`);
  return rounds;
}

function namesOf(text: string | undefined): readonly string[] {
  const names = text?.split(",") ?? Object.keys(benches);
  for (const name of names) if (!(name in benches)) wrong(`--only ${name}: there is no such bench`);
  return names;
}

function readOptions(args: readonly string[]) {
  const options = {
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
    only: { type: "string" },
  } as const;
  const { quick, rounds, only } = parseArgs({ args: [...args], options }).values;
  return { effort: { rounds: roundsOf(rounds ?? (quick ? "2" : "5")), divisor: quick ? 4 : 1 }, names: namesOf(only) };
}

function print({ id, what, value, unit, target, holds, spread = [] }: ReportRow): void {
  const mark = target === "–" ? " " : holds ? "✓" : "✗";
  say(`  ${mark} ${id.padEnd(4)} ${String(value).padStart(9)} ${unit.padEnd(10)} ${target.padEnd(7)} ${what} (${spread.join(" … ")})`);
} // prettier-ignore

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const { effort, names } = readOptions(args);
  generateProto();
  await buildServices();
  const rows: ReportRow[] = [];
  for (const name of names) {
    const bench = benches[name];
    say(bench?.what ?? name);
    const found = (await bench?.run(effort)) ?? [];
    found.forEach(print);
    rows.push(...found);
  }
  writeMeasured("bench", { command: ["npm run bench", ...(args.length > 0 ? ["--", ...args] : [])].join(" "), machine: machine(), seed: 0, rows });
  const missed = rows.filter(({ holds }) => !holds).length;
  say(`${rows.length} figures, ${missed} beside their target; build/reports/bench.json`);
} // prettier-ignore

await main();
