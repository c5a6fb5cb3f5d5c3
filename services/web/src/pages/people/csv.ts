/** A spreadsheet would take a cell that begins so for a formula. */
const formula = /^[=+\-@\t\r]/;

function cell(value: string | number): string {
  const text = typeof value === "string" && formula.test(value) ? `'${value}` : String(value);
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows as the spreadsheets of this country read them by a double click: semicolons and a byte order mark. */
export function toCsv(header: readonly string[], rows: readonly (readonly (string | number)[])[]): Blob {
  const lines = [header, ...rows].map((row) => row.map(cell).join(";"));
  return new Blob([`\u{feff}${lines.join("\r\n")}\r\n`], { type: "text/csv;charset=utf-8" });
}
