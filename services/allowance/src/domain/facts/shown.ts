import { type FactRow } from "./row.ts";

/** The key by which an agency's facts have a tax number. */
const taxNumber = "npwp";
const lastShown = 4;

const masked = (text: string): string => "•".repeat(Math.max(text.length - lastShown, 0)) + text.slice(-lastShown);

/**
 * A row as a list shows it to a role. Who records facts reads them whole, since a correction begins from them; all others know a tax number again by its
 * last digits, and nobody who pays reads why somebody was on leave.
 */
export function shownTo(row: FactRow, role: string): FactRow {
  if (role === "PERSONNEL_OFFICER") return row;
  const { kind, body } = row;
  if (kind === "KEY" && body["code"] === taxNumber)
    return { ...row, body: { ...body, value: masked(body["value"] ?? "") } };
  return kind === "LEAVE" && role.startsWith("PAY_") ? { ...row, reason: "" } : row;
}
