import { add, multiply, noRupiah, type Rational, rational, roundToRupiah, rupiah, type Rupiah, sumRupiah, zero } from "@kinerja/common/kernel"; // prettier-ignore

import { type ComponentOutcome, type TraceStep } from "./policy/outcome.ts";
import { type ByteReader, readPair, StatementUnreadable } from "./statement-bytes.ts";
import { type Column, type LineLayout, type ProgramLayout, type Ref, type RefSum, type ResultLayout } from "./statement-layout.ts"; // prettier-ignore

type List = readonly (readonly [name: string, value: string])[];
/** What a column holds: the exact number, the text, or both of a choice. */
type Cell = { readonly exact?: Rational; readonly text?: string; readonly index?: number; readonly list?: List };

const wrong = (what: string): StatementUnreadable => new StatementUnreadable(`its layout is wrong: ${what}`);
const exactText = ({ num, den }: Rational): string => (den === 1n ? String(num) : `${num}/${den}`);

/** "12" or "-2/3", of any length. */
function parsed(text: string): Rational | undefined {
  const [, num, den = "1"] = /^(-?\d+)(?:\/([1-9]\d*))?$/.exec(text) ?? [];
  return num === undefined ? undefined : rational(BigInt(num), BigInt(den));
}

function readRatio(reader: ByteReader): Cell {
  const [num, den] = [reader.number(), reader.number()];
  if (den <= 0n) throw new StatementUnreadable("a ratio has no denominator");
  const exact = rational(num, den);
  if (exact.den !== den) throw new StatementUnreadable("a ratio is not in lowest terms");
  return { exact };
}

function readCell([kind, den]: Column, reader: ByteReader): Cell {
  switch (kind) {
    case "number":
      return { exact: rational(reader.number(), BigInt(den)) };
    case "ratio":
      return readRatio(reader);
    case "choice":
      return { index: reader.count() };
    case "text":
      return { text: reader.text() };
    case "list":
      return { list: reader.list(readPair) };
  }
}

/** The columns of one row. */
class Row {
  readonly #cells: readonly Cell[];

  constructor(columns: readonly Column[], reader: ByteReader) {
    this.#cells = columns.map((column) => readCell(column, reader));
  }

  #cell(at: number): Cell {
    const cell = this.#cells[at];
    if (!cell) throw wrong(`no column ${at}`);
    return cell;
  }

  text(ref: Ref): string {
    if (typeof ref === "string") return ref;
    if (typeof ref === "number") {
      const { exact, text } = this.#cell(ref);
      return exact ? exactText(exact) : (text ?? "");
    }
    const [at, texts] = ref;
    const text = texts[this.#cell(at).index ?? -1];
    if (text === undefined) throw new StatementUnreadable("something was chosen that is not there");
    return text;
  }

  exact(ref: Ref): Rational {
    const exact = typeof ref === "number" ? this.#cell(ref).exact : parsed(this.text(ref));
    if (!exact) throw wrong("a text where a number should be");
    return exact;
  }

  list(at: number): List {
    return this.#cell(at).list ?? [];
  }

  sum(sum: RefSum): Rational {
    const terms = sum.map(([sign, ...factors]) => {
      const { num, den } = factors.map((ref) => this.exact(ref)).reduce(multiply);
      return { num: sign === "-" ? -num : num, den };
    });
    return terms.length === 0 ? zero : terms.reduce(add);
  }

  rupiah(ref: Ref): Rupiah {
    const { num, den } = this.exact(ref);
    if (den !== 1n) throw wrong("an amount that is not whole");
    return rupiah(num);
  }
}

function readLine({ id, exact, base, factor, inputs }: LineLayout, row: Row): TraceStep {
  const value = row.sum(exact);
  return {
    id,
    base: base === undefined ? "" : row.text(base),
    factor: factor ? exactText(row.sum(factor)) : "",
    exact: exactText(value),
    amount: roundToRupiah(value, "half-up"),
    inputs: typeof inputs === "number" ? row.list(inputs) : inputs.map(([name, ref]) => [name, row.text(ref)] as const),
  };
}

/** Where the lines' own rounding does not meet the net, a line that says so; and the line of the result. */
function readResult(result: ResultLayout, lines: readonly TraceStep[], row: Row): TraceStep[] {
  const { id } = result;
  const [gross, net] = [row.rupiah(result.gross), row.rupiah(result.net)];
  const changes = sumRupiah(result.changes.map((at) => lines[at]?.amount ?? noRupiah));
  const rest = rupiah(net - gross - changes);
  const [base, exact] = [row.text(result.exactGross), row.text(result.exactNet)];
  const own: TraceStep = { id, base, factor: "", exact, amount: net, inputs: [] };
  const rounding: TraceStep = { id: `${id}.rounding`, base: "", factor: "", exact: String(rest), amount: rest, inputs: [] }; // prettier-ignore
  return rest === 0n ? [own] : [rounding, own];
}

/** What a payable row came to, line by line. */
export function readLines(
  { columns, lines, results }: ProgramLayout,
  reader: ByteReader,
): { readonly trace: readonly TraceStep[]; readonly components: readonly ComponentOutcome[] } {
  const row = new Row(columns, reader);
  const told = lines.map((line) => readLine(line, row));
  const endings = results.flatMap((result) => readResult(result, told, row));
  const grossOf = new Map(results.map((result) => [result.grossLine, row.rupiah(result.gross)]));
  const components = results.map(({ component, monthsLate, ...result }): ComponentOutcome => {
    const [gross, net] = [row.rupiah(result.gross), row.rupiah(result.net)];
    return { component, gross, cut: rupiah(gross - net), net, monthsLate };
  });
  const trace = told.map((line): TraceStep => ({ ...line, amount: grossOf.get(line.id) ?? line.amount }));
  return { trace: [...trace, ...endings], components };
}
