/** What people write into the cells of a sheet, read as what the form wants; undefined when it can't be read. */
import { type EntryKind, type Place } from "../../api/types.ts";
import { addDays, minutesOf } from "../../time/dates.ts";

const months = ["jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des"];
const otherMonths: Readonly<Record<string, number>> = { may: 5, aug: 8, ags: 8, oct: 10, dec: 12, peb: 2, nop: 11 };

const two = (number: number): string => String(number).padStart(2, "0");

/** A day that is in the calendar. */
function dayOf(year: number, month: number, day: number): string | undefined {
  const text = `${String(year < 100 ? 2000 + year : year)}-${two(month)}-${two(day)}`;
  if (!/^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text)) return undefined;
  return addDays(text, 0) === text ? text : undefined;
}

function monthNamed(name: string): number {
  const short = name.toLowerCase().slice(0, 3);
  return months.indexOf(short) + 1 || (otherMonths[short] ?? 0);
}

/** "Senin, 5 Oktober 2026", "5/10/2026", "05-10-26", "2026-10-05", with or without a time behind it. The day comes before the month. */
export function dateIn(text: string): string | undefined {
  const bare = text.trim().replace(/^\p{L}+[,.]?\s+(?=\d)/u, "");
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s].*)?$/.exec(bare);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const numbers = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:\s.*)?$/.exec(bare);
  if (numbers) return dayOf(Number(numbers[3]), Number(numbers[2]), Number(numbers[1]));
  const named = /^(\d{1,2})[\s-]+(\p{L}{3,})\.?[\s-]+(\d{4}|\d{2})$/u.exec(bare);
  return named ? dayOf(Number(named[3]), monthNamed(named[2] ?? ""), Number(named[1])) : undefined;
}

const zones = /\s*(wib|wita|wit)$/i;

/** "7.30", "07:30", "07:30:00", "7", "1:30 PM", "2026-10-05 07:30", with or without a zone. */
export function timeIn(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(zones, "")
    .replace(/^\d{4}-\d{2}-\d{2}[T\s]/, "");
  const match = /^(\d{1,2})(?:[.:](\d{2})(?:[.:]\d{2})?)?\s*([ap]m)?$/i.exec(bare);
  if (!match) return undefined;
  const half = match[3]?.toLowerCase();
  const hour = Number(match[1]);
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined;
  const shifted = half === undefined ? hour : (hour % 12) + (half === "pm" ? 12 : 0);
  const time = `${two(shifted)}:${match[2] ?? "00"}`;
  return minutesOf(time) === undefined ? undefined : time;
}

/** "07.30–09.00", "07:30 - 09:00", "7.30 s.d. 9.00". */
export function spanIn(text: string): readonly [string, string] | undefined {
  const [from = "", to = "", ...more] = text.replace(zones, "").split(/\s*(?:[-–—]|s\.?\/?d\.?|sampai|to)\s*/i);
  const [starts, ends] = [timeIn(from), timeIn(to)];
  return starts === undefined || ends === undefined || more.length > 0 ? undefined : [starts, ends];
}

/** A number with a decimal comma or point and dots or spaces between thousands: "1.234,5", "1,5", "1.5", "1.500". */
export function numberIn(text: string): number | undefined {
  const bare = text.trim().replace(/\s(?=\d{3})/g, "");
  if (/^\d{1,3}(\.\d{3})+(,\d+)?$/.test(bare)) return Number(bare.replaceAll(".", "").replace(",", "."));
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare) && (bare.match(/,/g)?.length ?? 0) > 1)
    return Number(bare.replaceAll(",", ""));
  return /^\d+([.,]\d+)?$/.test(bare) ? Number(bare.replace(",", ".")) : undefined;
}

const spoken = /^(?:([\d.,]+)\s*(?:jam|hours?|hrs?|h|j))?\s*(?:([\d.,]+)\s*(?:menit|mnt|minutes?|mins?|m))?$/;

/** "1,5 jam", "45 menit", "1 jam 30 menit". */
function spokenMinutes(text: string): number | undefined {
  const [, hours, minutes] = spoken.exec(text) ?? [];
  if (hours === undefined && minutes === undefined) return undefined;
  const [inHours, inMinutes] = [numberIn(hours ?? "0"), numberIn(minutes ?? "0")];
  return inHours === undefined || inMinutes === undefined ? undefined : Math.round(inHours * 60 + inMinutes);
}

/** Minutes of "90", "90 menit", "1,5 jam", "1 jam 30 menit", "1:30"; a bare number is in the unit of its column. */
export function minutesIn(text: string, unit: "minutes" | "hours"): number | undefined {
  const bare = text.trim().toLowerCase();
  const clock = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(bare);
  if (clock) return Number(clock[1]) * 60 + Number(clock[2]);
  const number = numberIn(bare);
  if (number === undefined) return spokenMinutes(bare);
  return Math.round(unit === "hours" ? number * 60 : number);
}

/** A whole result and the unit that stands behind it: "12", "1.200", "3 berkas". */
export function resultIn(text: string): { readonly quantity: string; readonly unit: string } | undefined {
  const match = /^([\d.,\s]*\d)\s*(\D*)$/.exec(text.trim());
  const number = match ? numberIn(match[1] ?? "") : undefined;
  if (number === undefined || !Number.isInteger(number)) return undefined;
  return { quantity: String(number), unit: (match?.[2] ?? "").trim() };
}

const wordsOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, " ")
    .trim();

const kinds: Readonly<Record<string, EntryKind>> = {
  ...{ planned: "PLANNED", "tugas jabatan": "PLANNED", jabatan: "PLANNED", skp: "PLANNED", utama: "PLANNED" },
  ...{ "tugas pokok": "PLANNED", "task of the position": "PLANNED", rencana: "PLANNED" },
  ...{ assigned: "ASSIGNED", penugasan: "ASSIGNED", "penugasan atasan": "ASSIGNED", disposisi: "ASSIGNED" },
  ...{ additional: "ADDITIONAL", tambahan: "ADDITIONAL", "tugas tambahan": "ADDITIONAL" },
  ...{ "additional task": "ADDITIONAL", free: "FREE", lain: "FREE", "tugas lain": "FREE", lainnya: "FREE" },
  ...{ "other task": "FREE", other: "FREE", umum: "FREE" },
};
const places: Readonly<Record<string, Place>> = {
  ...{ office: "OFFICE", kantor: "OFFICE", wfo: "OFFICE", "di kantor": "OFFICE" },
  ...{ home: "HOME", rumah: "HOME", wfh: "HOME", "di rumah": "HOME" },
  ...{ "duty trip": "DUTY_TRIP", "dinas luar": "DUTY_TRIP", dl: "DUTY_TRIP", lapangan: "DUTY_TRIP" },
  ...{ "perjalanan dinas": "DUTY_TRIP", "luar kantor": "DUTY_TRIP", field: "DUTY_TRIP" },
};

export const kindIn = (text: string): EntryKind | undefined => kinds[wordsOf(text)];
export const placeIn = (text: string): Place | undefined => places[wordsOf(text)];
