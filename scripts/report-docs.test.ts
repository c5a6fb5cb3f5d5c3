import { describe, expect, it } from "@jest/globals";

import { withTable } from "./report-docs.ts";
import { type MeasuredReport, type ReportRow } from "./reports.ts";

const page = "Before.\n\n<!-- faults: made by scripts/report-docs.ts -->\nold\n<!-- end of faults -->\nAfter.\n";
const row: ReportRow = {
  id: "F1",
  what: "until it served again",
  value: 2.408428595,
  unit: "s",
  target: "< 30",
  holds: true,
};
const report = (rows: readonly ReportRow[]): MeasuredReport => ({
  command: "npm run faults",
  machine: "m",
  seed: 1,
  rows,
});
const made = (...rows: ReportRow[]): string => withTable(page, "faults", report(rows));

describe("the table of a report", () => {
  it("shows what was measured once, rounded and without a range", () => {
    expect(made(row, { ...row, value: 12345, unit: "requests" })).toBe(
      `Before.

<!-- faults: made by scripts/report-docs.ts -->

Measured by \`npm run faults\` on m; each value was measured once.

| id | what | value | unit | target | |
| --- | --- | --: | --- | --- | --- |
| F1 | until it served again | 2.408 | s | < 30 | holds |
| F1 | until it served again | 12345 | requests | < 30 | holds |

<!-- end of faults -->
After.
`,
    );
  });

  it("shows the median and the range of rounds", () => {
    const text = made({ ...row, holds: false, spread: [2.00049, 3] });
    expect(text).toContain("the value is the median, the range is");
    expect(text).toContain("| F1 | until it served again | 2.408 | 2 … 3 | s | < 30 | **missed** |");
  });
});
