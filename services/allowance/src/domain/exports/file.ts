/** Sums of a file by the name of their column. */
export type Totals = Readonly<Record<string, bigint>>;

export type ExportFile = {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly totals: Totals;
  readonly sha256: string;
};

/** In hexadecimal. */
export type Sha256 = (bytes: Uint8Array) => string;

export const sealed = (file: Omit<ExportFile, "sha256">, sha256: Sha256): ExportFile => ({
  ...file,
  sha256: sha256(file.bytes),
});

export const textBytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** UTF-8 with or without a byte order mark. */
export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

export function sumOf(amounts: Iterable<bigint>): bigint {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return sum;
}

/** The sums of the columns named; a row without such a column adds nothing. */
export const columnSums = <Column extends string>(
  rows: readonly Readonly<Partial<Record<Column, bigint>>>[],
  columns: readonly Column[],
): Readonly<Record<Column, bigint>> =>
  Object.fromEntries(columns.map((column) => [column, sumOf(rows.map((row) => row[column] ?? 0n))])) as Record<
    Column,
    bigint
  >;

/** What several files of one batch pay together: a batch leaves as one file for each treasury code and bank. */
export const totalsOfFiles = (files: readonly Pick<ExportFile, "totals">[]): Totals =>
  columnSums(
    files.map(({ totals }) => totals),
    [...new Set(files.flatMap(({ totals }) => Object.keys(totals)))],
  );

/** A column on which the sources don't agree: what each of them says, undefined where it says nothing. */
export type TotalDifference = {
  readonly column: string;
  readonly amounts: Readonly<Record<string, bigint | undefined>>;
};

/** Before a file is released: files, ledger and traces must say the same of each column named. Silence of a source is no agreement. */
export function totalDifferences(
  sources: Readonly<Record<string, Totals>>,
  columns: readonly string[],
): TotalDifference[] {
  return columns
    .map((column) => ({
      column,
      amounts: Object.fromEntries(Object.entries(sources).map(([source, totals]) => [source, totals[column]])),
    }))
    .filter(({ amounts }) => {
      const said = Object.values(amounts);
      return said.some((amount) => amount === undefined || amount !== said[0]);
    });
}

/** "461.029.358": dots between thousands, as this country writes them. */
export const dotted = (amount: bigint): string => String(amount).replace(/\B(?=(\d{3})+$)/g, ".");

/** "adk-tukin-2026-07-019011-523111002.txt": small letters, digits and dashes only, whatever the parts hold. */
export const fileName = (parts: readonly string[], ending: string): string =>
  `${parts
    .map((part) => part.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"))
    .join("-")
    .replaceAll(/-+/g, "-")
    .replace(/^-|-$/g, "")}.${ending}`;

export const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
