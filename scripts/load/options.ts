import { readCommandLine, UsageError, wholeNumber } from "../command-line.ts";

/** The scripts of scripts/k6, with what the environment may set beside the limits. */
export const scripts: Readonly<Record<string, { readonly what: string; readonly settings: readonly string[] }>> = {
  "working-day": {
    what: "an ordinary day in a minute: entries, months, lists, inboxes, approvals",
    settings: ["RATE", "DURATION", "CLIENTS"],
  },
  deadline: {
    what: "the last evening: up to twenty times the working rate; what is too much is told when to come again",
    settings: ["RATE", "TIMES", "DURATION", "CLIENTS", "READERS"],
  },
  offline: {
    what: "phones with batches of entries made days ago, some of them sent twice",
    settings: ["RATE", "DURATION", "BATCH", "CLIENTS"],
  },
  reconnect: {
    what: "thousands of clients come back in one instant, each with entries that wait",
    settings: ["CLIENTS", "OUTBOX", "DURATION"],
  },
  grpc: {
    what: "RecordEntries over gRPC straight into ingest, single calls and streams",
    settings: ["RATE", "DURATION", "BATCH", "CLIENTS", "STREAMS"],
  },
};

/** No script of its own: the other services while activity is flooded by the script `grpc`. */
export const floodName = "flood";
const flood = { what: "the other services' times, alone and while activity is flooded", settings: [] };

const list = Object.entries({ ...scripts, [floodName]: flood })
  .map(
    ([name, { what, settings }]) =>
      `  ${name.padEnd(12)} ${what}${settings.length > 0 ? `\n${" ".repeat(15)}${settings.join(", ")}` : ""}`,
  )
  .join("\n");

export const usage = `npm run load -- NAME [--users N] [--seed N] [--keep]

${list}

  --users N  people who are signed in, 60 to 1000 (200); each costs a password
  --seed N   other people (2026)
  --keep     leave data, logs and what k6 wrote

  Sizes are for two cores. The environment sets others: RATE=80 DURATION=30 npm run load -- working-day.
  So are limits: ACK_P95=300 (milliseconds), READ_P99=1000. All that was acknowledged must be stored; else, or past a limit, it ends with 1.`;

export interface LoadOptions {
  readonly name: string;
  readonly users: number;
  readonly seed: number;
  readonly keep: boolean;
}

const known = {
  users: { type: "string" },
  seed: { type: "string" },
  keep: { type: "boolean", default: false },
} as const;

/** Undefined when no script is named: then the list is wanted. */
export function readOptions(args: readonly string[]): LoadOptions | undefined {
  const { values, positionals } = readCommandLine(usage, { args: [...args], options: known, allowPositionals: true });
  const [name, ...more] = positionals;
  if (name === undefined) return undefined;
  if (!(name in scripts) && name !== floodName) throw new UsageError(`there is no load "${name}"\n\n${usage}`);
  if (more.length > 0) throw new UsageError(`one load at a time\n\n${usage}`);
  return {
    name,
    users: wholeNumber(usage, { name: "users", text: values.users, min: 60, max: 1_000 }) ?? 200,
    seed: wholeNumber(usage, { name: "seed", text: values.seed, min: 0, max: 2 ** 31 }) ?? 2026,
    keep: values.keep,
  };
}
