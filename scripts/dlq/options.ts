import { join } from "node:path";
import { readCommandLine, UsageError, wholeNumber } from "../command-line.ts";

/** Where a record lies in the log. */
export interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
}

export type ListRequest = {
  readonly command: "list";
  readonly limit: number;
  readonly page: number;
  readonly json: boolean;
};

export type ShowRequest = {
  readonly command: "show";
  readonly service: string;
  readonly place: Place;
  readonly out: string | undefined;
};

export type RedriveRequest = {
  readonly command: "redrive";
  readonly service: string;
  /** Undefined means all records of the service, those whose cause contains the text. */
  readonly places: readonly Place[] | undefined;
  readonly cause: string | undefined;
  readonly by: string;
  readonly again: boolean;
};

export type SettleRequest = {
  readonly command: "settle";
  readonly service: string;
  readonly places: readonly Place[];
  readonly by: string;
  readonly reason: string;
};

export type Request = { readonly dir: string } & (ListRequest | ShowRequest | RedriveRequest | SettleRequest);

/** Records that one call publishes, or one page lists, at most. */
export const most = 1_000;

export const usage = `npm run dlq -- [list] [--limit N] [--page N] [--json]
npm run dlq -- show SERVICE TOPIC/PARTITION:OFFSET [--out FILE]
npm run dlq -- redrive SERVICE TOPIC/PARTITION:OFFSET... --by NAME [--again]
npm run dlq -- redrive --all SERVICE [--cause TEXT] --by NAME [--again]
npm run dlq -- settle SERVICE TOPIC/PARTITION:OFFSET... --by NAME --reason TEXT

  Lists the records that consumers of a running platform parked, newest first, publishes them once more, or settles what holds nothing of value:
  months wait for parked records that may belong to them.

  --limit N     records on a page, 1 to ${most} (50)
  --page N      which page (1)
  --json        the page as JSON
  --out FILE    writes the raw value, which is personal data, into a new file that its owner alone may read
  --all SERVICE the records of the service that were not re-driven yet, oldest first, at most ${most} a call
  --cause TEXT  of these, those whose cause contains the text
  --by NAME     who does it, 1 to 100 characters; kept with the record and in the audit
  --again       also what was re-driven before
  --reason TEXT why nothing of it counts, 10 to 500 characters; kept with the record and in the audit
  --dir FOLDER  where that platform keeps its data (.data/demo)`;

const dir = { type: "string", default: join(import.meta.dirname, "../../.data/demo") } as const;

const refuse = (sentence: string): never => {
  throw new UsageError(`${sentence}\n\n${usage}`);
};

function readPlace(text: string): Place {
  const [, topic = "", partition, offset = ""] =
    /^([\w.-]+)\/(\d{1,9}):(\d{1,18})$/.exec(text) ?? refuse(`${text}: must be TOPIC/PARTITION:OFFSET`);
  return { topic, partition: Number(partition), offset: BigInt(offset) };
}

function readList(args: string[]): Request {
  const options = { dir, limit: { type: "string" }, page: { type: "string" }, json: { type: "boolean", default: false } } as const;
  const { values } = readCommandLine(usage, { args, options });
  const number = (name: "limit" | "page"): number | undefined => wholeNumber(usage, { name, text: values[name], min: 1, max: most });
  return { command: "list", dir: values.dir, limit: number("limit") ?? 50, page: number("page") ?? 1, json: values.json };
} // prettier-ignore

function readShow(args: string[]): Request {
  const options = { dir, out: { type: "string" } } as const;
  const { values, positionals } = readCommandLine(usage, { args, options, allowPositionals: true });
  const [service, place, more] = positionals;
  if (service === undefined || place === undefined || more !== undefined)
    return refuse("show: name one service and one record");
  return { command: "show", dir: values.dir, service, place: readPlace(place), out: values.out };
}

function readNamed(command: string, texts: readonly string[]): Place[] {
  const unique = [...new Set(texts)];
  if (unique.length === 0) refuse(`${command}: name the records`);
  if (unique.length > most) refuse(`${command}: ${unique.length} records, at most ${most} a call`);
  return unique.map(readPlace);
}

function readWanted(all: string | undefined, cause: string | undefined, positionals: readonly string[]) {
  if (all !== undefined) {
    if (positionals.length > 0) refuse("redrive: name records, or --all, not both");
    if (cause === "") refuse("--cause: must not be empty");
    return { service: all, places: undefined, cause };
  }
  if (cause !== undefined) refuse("--cause: chooses from --all");
  const [service = refuse("redrive: name a service and its records, or --all SERVICE"), ...texts] = positionals;
  if (texts.length === 0) refuse("redrive: name the records, or --all SERVICE");
  return { service, places: readNamed("redrive", texts), cause };
}

function readBy(text: string | undefined): string {
  const by = text?.trim() ?? "";
  return /^\P{Cc}{1,100}$/u.test(by) ? by : refuse("--by: say who you are, in 1 to 100 characters");
}

function readRedrive(args: string[]): Request {
  const options = {
    dir,
    all: { type: "string" },
    cause: { type: "string" },
    by: { type: "string" },
    again: { type: "boolean", default: false },
  } as const;
  const { values, positionals } = readCommandLine(usage, { args, options, allowPositionals: true });
  const wanted = readWanted(values.all, values.cause, positionals);
  return { command: "redrive", dir: values.dir, ...wanted, by: readBy(values.by), again: values.again };
}

function readSettle(args: string[]): Request {
  const options = { dir, by: { type: "string" }, reason: { type: "string" } } as const;
  const { values, positionals } = readCommandLine(usage, { args, options, allowPositionals: true });
  const [service = refuse("settle: name a service and its records"), ...texts] = positionals;
  const reason = values.reason?.trim() ?? "";
  if (!/^\P{Cc}{10,500}$/u.test(reason)) refuse("--reason: say why nothing of it counts, in 10 to 500 characters");
  const places = readNamed("settle", texts);
  return { command: "settle", dir: values.dir, service, places, by: readBy(values.by), reason };
}

/** What is asked for; a mistake is a sentence with the usage. */
export function readRequest(args: readonly string[]): Request {
  const [first] = args;
  if (first === undefined || first.startsWith("-")) return readList([...args]);
  const rest = args.slice(1);
  if (first === "list") return readList(rest);
  if (first === "show") return readShow(rest);
  if (first === "settle") return readSettle(rest);
  return first === "redrive" ? readRedrive(rest) : refuse(`${first}: no such command`);
}
