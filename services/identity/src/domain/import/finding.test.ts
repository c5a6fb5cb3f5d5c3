import { expect, it } from "@jest/globals";

import { gatherFindings } from "./finding.ts";

it("reports errors first, by line, keeps a bounded number and counts all lines", () => {
  const findings = gatherFindings();
  for (let line = 15_000; line >= 2; line--) findings.warning({ line }, "ODD");
  findings.error({ line: 9, column: "nama" }, "BAD", { a: "b" });
  findings.error({ line: 9 }, "WORSE");
  const report = findings.report();
  expect(report).toHaveLength(10_003);
  expect(report[0]).toEqual({ line: 9, column: "nama", severity: "ERROR", code: "BAD", params: { a: "b" } });
  expect(report[2]).toMatchObject({ line: 5_001, severity: "WARNING" });
  expect(report.at(-1)).toMatchObject({ code: "FINDINGS_CUT", params: { more: "4999" } });
  expect([findings.linesWith("ERROR"), findings.linesWith("WARNING"), findings.linesWith("INFO")]).toEqual([
    1, 14_999, 0,
  ]);
});
