import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Outcome = "allowed" | "forbidden" | "not-found" | "unauthenticated";

const outcomes: Readonly<Record<string, Outcome>> = {
  "+": "allowed",
  "-": "forbidden",
  "0": "not-found",
  "!": "unauthenticated",
};

/** What docs/access.md demands: by call, by the people or the certificates of its columns. */
export type AccessTable = ReadonlyMap<string, Readonly<Record<string, Outcome>>>;

const cellsOf = (line: string): string[] =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());

function readRow(line: string, columns: readonly string[]): Record<string, Outcome> {
  const [call = "", ...cells] = cellsOf(line);
  return Object.fromEntries(
    columns.map((column, index) => {
      const outcome = outcomes[cells[index] ?? ""];
      if (outcome === undefined) throw new Error(`docs/access.md: ${call} has no outcome for ${column}`);
      return [column, outcome];
    }),
  );
}

/** Reads every table of the document whose first column has this name. */
export function parseAccessTable(markdown: string, first: string): AccessTable {
  const table = new Map<string, Record<string, Outcome>>();
  let columns: readonly string[] = [];
  for (const line of markdown.split("\n")) {
    if (!line.startsWith("|")) columns = [];
    else if (cellsOf(line)[0] === first) columns = cellsOf(line).slice(1);
    else if (columns.length > 0 && !/^\|\s*-/.test(line)) {
      const [call = ""] = cellsOf(line);
      if (table.has(call)) throw new Error(`docs/access.md: ${call} stands there twice`);
      table.set(call, readRow(line, columns));
    }
  }
  return table;
}

/** `call`: over HTTP; `method`: calls without an address there, by person; `certificate`: the same by the service that calls. */
export const readAccessTable = (first: "call" | "method" | "certificate" = "call"): AccessTable =>
  parseAccessTable(readFileSync(join(__dirname, "../../../../docs/access.md"), "utf8"), first);
