import { readFileSync } from "node:fs";
import { auditExport, verifyExport, type ExportReport } from "./audit/export.ts";
import { orTell, readCommandLine, runCommand, UsageError } from "./command-line.ts";

// node scripts/audit-verify.ts FILE [--head HASH]: needs Node 24 and this checkout, no package, no database, no platform.
const usage = `usage: node scripts/audit-verify.ts FILE [--head HASH]
       node scripts/audit-verify.ts --sql   (what writes FILE)`;

/** What an auditor reads; the first line says how much was looked at. */
function told({ links, head, heads, waiting, faults }: ExportReport, noted: string | undefined): string[] {
  const named = faults.map((fault) =>
    "rowId" in fault ? `row ${fault.rowId}: ${fault.fault}` : `link ${fault.position}: ${fault.fault}`,
  );
  return [
    `${links} links, head ${head}, ${waiting} rows not sealed yet`,
    ...named,
    ...(links === 0 ? ["there is no chain"] : []),
    ...(noted === undefined || heads.has(noted.toLowerCase()) ? [] : [`the chain does not go through ${noted}: it was cut short or made anew`]),
  ];
} // prettier-ignore

function verify(file: string, noted: string | undefined): void {
  const [sum, ...wrong] = told(
    orTell(file, () => verifyExport(readFileSync(file, "utf8"))),
    noted,
  );
  process.stdout.write(
    `${[sum, ...wrong, wrong.length === 0 ? "the chain holds" : "THE CHAIN DOES NOT HOLD"].join("\n")}\n`,
  );
  if (wrong.length > 0) process.exitCode = 1;
}

const options = { head: { type: "string" }, sql: { type: "boolean", default: false } } as const;

function main(): void {
  const { values, positionals } = readCommandLine(usage, { options, allowPositionals: true });
  const [file] = positionals;
  if (values.sql) process.stdout.write(`${auditExport.replaceAll(/\s+/g, " ")}\n`);
  else if (file === undefined) throw new UsageError(usage);
  else verify(file, values.head);
}

await runCommand(main);
