import { type FieldError } from "../../api/problem.ts";
import { type DayTotal } from "../../api/types.ts";
import { fileLimitBytes, filesPerEntry } from "../../offline/kept-file.ts";
import { type CorrectionWish } from "./attendance-calls.ts";
import { type DayView } from "./attendance-days.ts";
import { type AttendanceVersion } from "./types.ts";

/** As the API has them; TERLAMBAT and PULANG_CEPAT are what the times say. */
export const statuses = [
  ...["HADIR", "TERLAMBAT", "PULANG_CEPAT", "ALPA", "IZIN", "LIBUR", "GANGGUAN", "DINAS_LUAR", "DIKLAT"],
  ...["TUGAS_BELAJAR", "CUTI_TAHUNAN", "CUTI_SAKIT", "CUTI_BESAR", "CUTI_MELAHIRKAN", "CUTI_ALASAN_PENTING", "CLTN"],
] as const;

/** Whether it was a day of work; empty: the shift, the hours or the calendar say so. */
export type Work = "" | "yes" | "no";

export interface CorrectionForm {
  readonly date: string;
  readonly status: string;
  readonly checkIn: string;
  readonly checkOut: string;
  readonly lateMinutes: string;
  readonly earlyMinutes: string;
  readonly missedChecks: string;
  readonly work: Work;
  readonly reason: string;
  readonly files: readonly File[];
}

/** What the office knows of the day until now: what was corrected, else what files and machines say. */
export const formerOf = ({ versions }: DayView, agencyId: string): AttendanceVersion | undefined => {
  const own = versions.filter((version) => version.agencyId === agencyId && !version.waiting);
  const isNow = ({ source, knownTo }: AttendanceVersion): boolean => source !== "WITHDRAWAL" && knownTo === undefined;
  return own.find(({ counts }) => counts) ?? own.find(isNow);
};

type Counts = Pick<CorrectionForm, "lateMinutes" | "earlyMinutes" | "missedChecks">;
const noCounts: Counts = { lateMinutes: "", earlyMinutes: "", missedChecks: "" };
const countText = (count: number): string => (count === 0 ? "" : String(count));

/** Minutes as they were told, where they count; else they were found from times and hours, and are found anew. */
function countsOf(day: DayTotal | undefined, former: AttendanceVersion | undefined): Counts {
  if (former === undefined) return noCounts;
  const { lateMinutes, earlyMinutes, missedChecks } = former;
  const isTold =
    day === undefined ||
    ((day.lateMinutes ?? 0) === lateMinutes &&
      (day.earlyMinutes ?? 0) === earlyMinutes &&
      (day.missedChecks ?? 0) === missedChecks);
  if (!isTold) return noCounts;
  return {
    lateMinutes: countText(lateMinutes),
    earlyMinutes: countText(earlyMinutes),
    missedChecks: countText(missedChecks),
  };
}

export const workOf = (work: boolean | undefined): Work => (work === undefined ? "" : work ? "yes" : "no");

/** Begins with what is known of the day. What files and machines say of its work stays by itself; what was corrected must be said again. */
export const correctionOf = (
  date: string,
  day: DayTotal | undefined,
  former: AttendanceVersion | undefined,
): CorrectionForm => ({
  ...{ date, status: day?.attendance || "HADIR", checkIn: day?.checkIn ?? "", checkOut: day?.checkOut ?? "" },
  ...countsOf(day, former),
  work: former?.source === "CORRECTION" ? workOf(former.work) : "",
  ...{ reason: "", files: [] },
});

/** The same reason and evidence for another day, with what is known of that. */
export const onDate = (
  { reason, files }: CorrectionForm,
  date: string,
  day: DayView | undefined,
  agencyId: string,
): CorrectionForm => ({ ...correctionOf(date, day?.total, day && formerOf(day, agencyId)), reason, files });

/** Letters of a reason, without spaces around them. */
export const reasonLeast = 10;

export type CorrectionFault = "date" | "reason" | "minutes" | "checks" | "files" | "fileSize";
type Field = keyof CorrectionForm;
export type CorrectionFaults = Readonly<Partial<Record<Field, CorrectionFault>>>;

const isShort = (reason: string): boolean => Array.from(reason.trim()).length < reasonLeast;

const isCount = (text: string, most: number): boolean => /^\d{0,4}$/.test(text.trim()) && Number(text) <= most;

function fileFault(files: readonly File[]): CorrectionFault | undefined {
  if (files.length > filesPerEntry) return "files";
  return files.some(({ size }) => size > fileLimitBytes) ? "fileSize" : undefined;
}

/** What can be seen before anything is sent, by field. */
export function correctionFaults(form: CorrectionForm): CorrectionFaults {
  const found: Readonly<Partial<Record<Field, CorrectionFault | undefined>>> = {
    date: form.date === "" ? "date" : undefined,
    lateMinutes: isCount(form.lateMinutes, 1440) ? undefined : "minutes",
    earlyMinutes: isCount(form.earlyMinutes, 1440) ? undefined : "minutes",
    missedChecks: isCount(form.missedChecks, 2) ? undefined : "checks",
    reason: isShort(form.reason) ? "reason" : undefined,
    files: fileFault(form.files),
  };
  return Object.fromEntries(Object.entries(found).filter(([, fault]) => fault !== undefined));
}

const given = (field: string, value: string) => (value === "" ? {} : { [field]: value });
const counted = (field: string, value: string) => (value.trim() === "" ? {} : { [field]: Number(value) });

export const correctionWish = (personId: string, form: CorrectionForm): CorrectionWish => ({
  ...{ personId, date: form.date, status: form.status },
  ...given("checkIn", form.checkIn),
  ...given("checkOut", form.checkOut),
  ...counted("lateMinutes", form.lateMinutes),
  ...counted("earlyMinutes", form.earlyMinutes),
  ...counted("missedChecks", form.missedChecks),
  ...(form.work === "" ? {} : { work: form.work === "yes" }),
  reason: form.reason.trim(),
  files: form.files,
});

/** What the server says of single fields. */
export const toldOf = (errors: readonly FieldError[]): Readonly<Partial<Record<string, string>>> =>
  Object.fromEntries(errors.map(({ pointer, detail }) => [pointer.split("/")[1] ?? "", detail]));
