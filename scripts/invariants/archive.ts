import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { uuidTime } from "@kinerja/common/kernel";
import { type Query } from "./finding.ts";

/** Tables of the log whose weeks may lie in files. */
export type LogTable = "entry" | "entry_version" | "entry_conflict";
const logTables: readonly LogTable[] = ["entry", "entry_version", "entry_conflict"];

interface Week {
  readonly table: LogTable;
  readonly week: string;
  readonly rows: bigint;
  readonly sha256: string;
  /** Ids of the week are made from here on, for seven days; milliseconds of Unix time. */
  readonly monday: bigint;
}

const weekMs = 7n * 86_400_000n;
const archivedWeeks = `
  select table_name as table, week, row_count as rows, sha256,
    (extract(epoch from to_date(week, 'IYYY"w"IW')::timestamp at time zone 'UTC') * 1000)::int8 as monday
  from archived_week where restored_at is null order by week, table_name`;

type ArchivedRow = Readonly<Record<string, string | null>>;

const escapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };
const fieldOf = (text: string): string | null =>
  text === "\\N" ? null : text.replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter);

/** Rows of COPY's text format. */
function rowsOf(copied: string, columns: readonly { readonly name: string }[]): ArchivedRow[] {
  return copied
    .split("\n")
    .slice(0, -1)
    .map((line) => {
      const fields = line.split("\t").map(fieldOf);
      return Object.fromEntries(columns.map(({ name }, index) => [name, fields[index] ?? null]));
    });
}

/** The rows of a week as they were taken out of the database; what is wrong with its files instead. */
async function readWeek({ table, week, rows: count, sha256 }: Week, folder: string): Promise<ArchivedRow[] | string> {
  const place = join(folder, `${table}_${week}`);
  try {
    const { columns } = JSON.parse(await readFile(`${place}.json`, "utf8")) as { columns: { name: string }[] };
    const copied = gunzipSync(await readFile(`${place}.copy.gz`));
    if (createHash("sha256").update(copied).digest("hex") !== sha256) return "its file is not what was taken out";
    const rows = rowsOf(copied.toString(), columns);
    return BigInt(rows.length) === count ? rows : `its file has ${rows.length} rows, ${count} were taken out`;
  } catch (error) {
    return String(error);
  }
}

/** What is stored of the log, in the database and in the files of weeks of long ago. */
export interface StoredLog<Row> {
  readonly rows: readonly Row[];
  /** Archived weeks, each of a table. */
  readonly weeks: number;
  /** Weeks whose files do not hold what was taken out. */
  readonly broken: readonly string[];
  /** The id is of such a week: that its rows are not found is said already. */
  readonly isUnread: (id: string) => boolean;
}

/** Keeps a question below what one message holds. */
const rowsAtOnce = 2_000;

/** Asks the tables of the log and the archive alike. `select` has `source` behind its FROM; `folder` is where the archive writes. */
export async function readStored<Row>(
  activity: Query,
  select: (table: LogTable, source: string) => string,
  folder = "no folder of the archive was named",
): Promise<StoredLog<Row>> {
  const rows: Row[] = [];
  const broken: { readonly week: Week; readonly why: string }[] = [];
  for (const table of logTables) for (const row of await activity<Row>(select(table, table))) rows.push(row);
  const weeks = await activity<Week>(archivedWeeks);
  for (const week of weeks) {
    const { table } = week;
    const read = await readWeek(week, folder);
    if (typeof read === "string") broken.push({ week, why: read });
    else
      for (let from = 0; from < read.length; from += rowsAtOnce) {
        const some = JSON.stringify(read.slice(from, from + rowsAtOnce));
        const source = `jsonb_populate_recordset(null::${table}, $1::jsonb) as ${table}`;
        for (const row of await activity<Row>(select(table, source), [some])) rows.push(row);
      }
  }
  return {
    ...{ rows, weeks: weeks.length },
    broken: broken.map(({ week: { table, week }, why }) => `the archived ${table}_${week}: ${why}`),
    isUnread: (id) => {
      const madeAt = uuidTime(id); // none of what somebody put into the log who knows no ids
      if (madeAt === undefined) return false;
      return broken.some(({ week: { monday } }) => madeAt >= monday && madeAt < monday + weekMs);
    },
  };
}
