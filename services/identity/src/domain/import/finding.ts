export type Severity = "ERROR" | "WARNING" | "INFO";

/** Something found in a line of the file (the header is line 1). An ERROR leaves the line out. */
export type Finding = {
  readonly line: number;
  readonly column: string;
  readonly severity: Severity;
  readonly code: string;
  readonly params: Readonly<Record<string, string>>;
};

type Place = { readonly line: number; readonly column?: string };

type Report = (place: Place, code: string, params?: Finding["params"]) => void;

/** Gathers what was found while a file is read and planned: of each severity the first ten thousand, and all lines for the count. */
export type Findings = {
  readonly error: Report;
  readonly warning: Report;
  readonly info: Report;
  linesWith(severity: Severity): number;
  /** Errors first, then by line. */
  report(): Finding[];
};

const storedOfEach = 10_000;

export function gatherFindings(): Findings {
  const found: Record<Severity, Finding[]> = { ERROR: [], WARNING: [], INFO: [] };
  const lines: Record<Severity, Set<number>> = { ERROR: new Set(), WARNING: new Set(), INFO: new Set() };
  let cut = 0;
  const add =
    (severity: Severity): Report =>
    ({ line, column = "" }, code, params = {}) => {
      lines[severity].add(line);
      if (found[severity].length < storedOfEach) found[severity].push({ line, column, severity, code, params });
      else cut += 1;
    };
  return {
    error: add("ERROR"),
    warning: add("WARNING"),
    info: add("INFO"),
    linesWith: (severity) => lines[severity].size,
    report: () => {
      const more: Finding[] =
        cut === 0
          ? []
          : [{ line: 1, column: "", severity: "INFO", code: "FINDINGS_CUT", params: { more: String(cut) } }];
      const inOrder = (severity: Severity): Finding[] => found[severity].toSorted((a, b) => a.line - b.line);
      return [...inOrder("ERROR"), ...inOrder("WARNING"), ...more, ...inOrder("INFO")];
    },
  };
}
