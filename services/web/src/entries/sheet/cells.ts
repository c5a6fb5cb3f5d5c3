/** Text out of a spreadsheet, as its cells: what was copied is separated by tabs, a CSV by semicolons or commas. */
export type Cells = readonly (readonly string[])[];

const separators = ["\t", ";", ","] as const;

/** The end of a quoted cell that begins at `from`, and its text; a quote that is never closed is no quote. */
function quotedAt(text: string, from: number): readonly [string, number] | undefined {
  let at = from + 1;
  let value = "";
  for (;;) {
    const end = text.indexOf('"', at);
    if (end < 0) return undefined;
    value += text.slice(at, end);
    if (text.charAt(end + 1) !== '"') return [value, end + 1];
    value += '"';
    at = end + 2;
  }
}

const isBreak = (character: string): boolean => character === "\n" || character === "\r";

/** Whether a cell ends at a place: at a separator, a line break or the end. */
const isEnd = (text: string, at: number, separator: string): boolean =>
  at >= text.length || text.charAt(at) === separator || isBreak(text.charAt(at));

/** One cell from a place on, and where it ends. A quote counts only around a whole cell, as `5" pipa` is a text like any other. */
function cellAt(text: string, from: number, separator: string): readonly [string, number] {
  if (text.charAt(from) === '"') {
    const quoted = quotedAt(text, from);
    if (quoted !== undefined && isEnd(text, quoted[1], separator)) return quoted;
  }
  let at = from;
  while (!isEnd(text, at, separator)) at += 1;
  return [text.slice(from, at), at];
}

function split(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  for (;;) {
    const [cell, end] = cellAt(text, at, separator);
    row.push(cell);
    if (text.charAt(end) === separator) {
      at = end + 1;
      continue;
    }
    rows.push(row);
    row = [];
    if (end >= text.length) return rows;
    at = text.startsWith("\r\n", end) ? end + 2 : end + 1;
  }
}

/** How evenly a separator cuts the first rows: the share of them that are as wide as the first one. */
function evenness(text: string, separator: string): number {
  const rows = split(text, separator).slice(0, 20);
  const width = rows[0]?.length ?? 0;
  return width < 2 ? 0 : rows.filter((row) => row.length === width).length / rows.length;
}

/** Commas stand in sentences too, but not equally many in each row. What was copied has tabs, which nobody types into a cell. */
function separatorOf(text: string): string {
  const head = text.slice(0, 20_000);
  let [best, most]: [string, number] = [separators[0], 0];
  for (const separator of separators) {
    const even = evenness(head, separator);
    if (separator === "\t" && even > 0) return separator;
    if (even > most) [best, most] = [separator, even];
  }
  return best;
}

/** A CSV of ours writes an apostrophe before what a spreadsheet would take for a formula. */
const cleaned = (cell: string): string =>
  cell
    .replaceAll("\u00a0", " ")
    .trim()
    .replace(/^'(?=[=+\-@])/, "");

/** The cells of a text, without rows that hold nothing. Row numbers stay those of the sheet. */
export function cellsOf(text: string): { readonly cells: Cells; readonly numbers: readonly number[] } {
  const bare = text.replace(/^\ufeff/, "").replace(/^sep=.\r?\n/i, "");
  const rows = split(bare, separatorOf(bare)).map((row) => row.map(cleaned));
  const filled = rows.map((row, place) => ({ row, place })).filter(({ row }) => row.some((cell) => cell !== ""));
  return { cells: filled.map(({ row }) => row), numbers: filled.map(({ place }) => place + 1) };
}
