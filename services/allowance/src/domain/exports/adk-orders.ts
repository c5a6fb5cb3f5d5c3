import { type Violation } from "@kinerja/common/errors";
import { type Day, isDay } from "@kinerja/common/kernel";

import { type OrderedOvertime, type WorkedOvertime } from "./adk-days.ts";
import { nipFaults, refuse } from "./text.ts";

/** Overtime as officers list it: what was ordered, and what was worked. */
export type OvertimeList = { readonly worked: readonly WorkedOvertime[]; readonly orders: readonly OrderedOvertime[] };

const titles = ["nip", "tanggal", "jam_perintah", "menit"];
const wholeNumber = /^\d{1,4}$/;

type Line = { readonly cells: readonly string[]; readonly at: string };

function lineFaults({ cells, at }: Line): Violation[] {
  if (cells.length !== titles.length)
    return [{ pointer: at, code: "FILE_COLUMNS", params: { found: cells.length, expected: titles.length } }];
  const [nip = "", day = "", hours = "", minutes = ""] = cells;
  return [
    ...nipFaults(`${at}/nip`, nip),
    ...(isDay(day) ? [] : [{ pointer: `${at}/tanggal`, code: "DATE_FORM" }]),
    ...(wholeNumber.test(hours) ? [] : [{ pointer: `${at}/jam_perintah`, code: "EXPECTED_DIGITS" }]),
    ...(wholeNumber.test(minutes) ? [] : [{ pointer: `${at}/menit`, code: "EXPECTED_DIGITS" }]),
  ];
}

/** CSV with semicolons or commas: nip;tanggal;jam_perintah;menit, one line a person and day. Refused with all that is wrong. */
export function readOvertimeList(text: string): OvertimeList {
  const lines = text
    .replace(/^\u{feff}/u, "")
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ cells: line.split(/[;,]/).map((cell) => cell.trim()), at: `/lines/${index}` }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""))
    .filter(({ cells }) => cells[0]?.toLowerCase() !== "nip");
  refuse(lines.flatMap(lineFaults));
  const rows = lines.map(({ cells: [nip = "", day = "", hours, minutes] }) => ({
    ...{ nip, day: day as Day },
    ...{ hours: Number(hours), minutes: Number(minutes) },
  }));
  return {
    worked: rows.map(({ nip, day, minutes }) => ({ nip, day, minutes })),
    orders: rows.filter(({ hours }) => hours > 0).map(({ nip, day, hours }) => ({ nip, day, hours })),
  };
}
