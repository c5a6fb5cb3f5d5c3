import { type DayTotal } from "../../src/api/types.ts";
import {
  type AttendanceVersion,
  type Correction,
  type RecordedShift,
  type ShiftDay,
} from "../../src/pages/people/types.ts";
import { addDays, minutesOf, weekdayOf } from "../../src/time/dates.ts";
import { type Answer, type Call, type FakeRoutes, ok, problem } from "../fake-api.ts";
import { type FakePerson, idOf, today } from "../fake-data.ts";

/** Whose month has machines, files and corrections. */
const watched = idOf(0, 4);
const officer = idOf(0, 3);

const version = (date: string, change: Partial<AttendanceVersion> = {}): AttendanceVersion => ({
  ...{ date, agencyId: idOf(2, 0), source: "BATCH", sourceId: `mesin-02/${date}`, status: "HADIR" },
  ...{ checkIn: "07:26", checkOut: "16:03", lateMinutes: 0, earlyMinutes: 0, missedChecks: 0 },
  ...{ recordedBy: "", reason: "", knownFrom: `${date}T09:40:00Z`, counts: true, waiting: false },
  ...{ evidenceFileIds: [], evidenceFileNames: [] },
  ...change,
});

const replaced = { counts: false, knownTo: "2026-11-09T02:10:00Z" } as const;
const late = { status: "TERLAMBAT", checkIn: "07:43" } as const;

const byHand = (date: string, change: Partial<AttendanceVersion>): AttendanceVersion =>
  version(date, {
    ...{ source: "CORRECTION", sourceId: idOf(71, Number(date.slice(8))), recordedBy: officer },
    knownFrom: "2026-11-09T02:10:00Z",
    ...change,
  });

function seedVersions(): AttendanceVersion[] {
  const plain: AttendanceVersion[] = [];
  for (let date = "2026-11-02"; date < today; date = addDays(date, 1))
    if (weekdayOf(date) <= 5 && !/-(05|10|12|13|17)$/.test(date)) plain.push(version(date));
  return [
    version("2026-11-17", {
      ...{ source: "WITHDRAWAL", sourceId: idOf(71, 40), status: "", checkIn: "", checkOut: "", recordedBy: officer },
      ...{ reason: "Salah orang, koreksi untuk pegawai lain", knownFrom: "2026-11-18T03:00:00Z", counts: false },
    }),
    byHand("2026-11-17", { ...replaced, status: "DINAS_LUAR", reason: "Surat tugas 090/117/2026 ke Tanjung Biru" }),
    byHand("2026-11-05", {
      reason: "Mesin lantai 2 mati sampai 07.40, hadir menurut daftar tanda tangan apel pagi",
      evidenceFileIds: ["a".repeat(64)],
      evidenceFileNames: ["Daftar apel 5 November.pdf"],
    }),
    version("2026-11-17", { ...late, checkIn: "07:36" }),
    version("2026-11-13", { source: "FILE", status: "CUTI_TAHUNAN", checkIn: "", checkOut: "", recordedBy: officer }),
    version("2026-11-12", late),
    version("2026-11-05", { ...late, ...replaced }),
    ...plain,
  ];
}

const shift = (day: Omit<ShiftDay, "personId">, change: Partial<RecordedShift> = {}): RecordedShift => ({
  ...{
    day: { personId: watched, ...day },
    agencyId: idOf(2, 0),
    decree: "Jadwal dinas contoh November 2026",
    reason: "",
  },
  ...{ recordedBy: officer, recordedAt: "2026-10-28T02:00:00Z" },
  ...change,
});

const night = { starts: "21:00", ends: "07:00", breakFrom: "01:00", breakTo: "02:00" } as const;

const seedShifts = (): RecordedShift[] => [
  shift({ date: "2026-11-20", kind: "WORK", ...night }),
  shift(
    { date: "2026-11-21", kind: "OFF" },
    { decree: "Tukar dinas dengan rekan", recordedAt: "2026-11-16T04:00:00Z" },
  ),
  shift({ date: "2026-11-21", kind: "WORK", ...night }, { replacedAt: "2026-11-16T04:00:00Z" }),
];

interface Kept {
  versions: AttendanceVersion[];
  shifts: RecordedShift[];
}
const kept = new WeakMap<FakePerson, Kept>();

function keptOf(person: FakePerson): Kept {
  const isWatched = person.me.personId === watched;
  const found = kept.get(person) ?? {
    versions: isWatched ? seedVersions() : [],
    shifts: isWatched ? seedShifts() : [],
  };
  kept.set(person, found);
  return found;
}

const totalOf = ({ date, status, checkIn, checkOut, source, reason, knownFrom = "" }: AttendanceVersion): DayTotal => ({
  ...{ workDate: date, minutes: 0, entries: 0, attendance: status, checkIn, checkOut, attendanceAt: knownFrom },
  ...{ lateMinutes: Math.max(0, (minutesOf(checkIn) ?? 0) - 450), attendanceByHand: source === "CORRECTION" },
  ...(source === "CORRECTION" ? { attendanceReason: reason } : {}),
});

/** The month of somebody with what machines, files and officers say of it. */
export function withAttendance(person: FakePerson, period: string, days: readonly DayTotal[]): readonly DayTotal[] {
  const known = keptOf(person).versions.filter(({ date, counts }) => counts && date.startsWith(period));
  if (known.length === 0) return days;
  return known.map((one) => ({ ...days.find(({ workDate }) => workDate === one.date), ...totalOf(one) }));
}

function correct(person: FakePerson, { body, person: caller }: Call): Answer {
  const record = keptOf(person);
  const { date = "", status = "", checkIn = "", checkOut = "", reason = "" } = body as Partial<AttendanceVersion>;
  if (checkIn !== "" && checkOut !== "" && checkOut < checkIn) {
    const errors = [{ pointer: "/checkOut", code: "TAP_ORDER", detail: "Jam pulang mendahului jam masuk." }];
    return problem(400, "REQUEST_INVALID", "Ada isian yang perlu diperbaiki.", { errors });
  }
  const { me } = caller;
  const written = { status, checkIn, checkOut, reason, recordedBy: me.personId, knownFrom: `${today}T05:05:00Z` };
  const before = record.versions.map((one) => (one.date === date ? { ...one, counts: false } : one));
  record.versions = [byHand(date, { ...written, sourceId: idOf(71, 50) }), ...before];
  return ok({});
}

function withdraw(person: FakePerson, { body, person: caller }: Call): Answer {
  const record = keptOf(person);
  const old = record.versions.find(({ sourceId }) => sourceId === body["correctionId"]);
  if (old === undefined) return problem(404, "ATTENDANCE_CORRECTION_UNKNOWN", "Koreksi ini tidak ada.");
  const raw = record.versions.find(({ date, source }) => date === old.date && source === "BATCH");
  const before = record.versions.map((one) => (one.date === old.date ? { ...one, counts: one === raw } : one));
  const said = { status: "", checkIn: "", checkOut: "", reason: String(body["reason"]), counts: false };
  const from = { source: "WITHDRAWAL", sourceId: idOf(71, 51), recordedBy: caller.me.personId } as const;
  record.versions = [version(old.date, { ...said, ...from, knownFrom: `${today}T05:05:00Z` }), ...before];
  return ok({});
}

function setShifts(person: FakePerson, { body, person: caller }: Call): Answer {
  const record = keptOf(person);
  const days = body["days"] as ShiftDay[];
  const at = `${today}T05:05:00Z`;
  const dates = new Set(days.map(({ date }) => date));
  const before = record.shifts.map((one) => (dates.has(one.day.date) ? { ...one, replacedAt: at } : one));
  const reason = typeof body["reason"] === "string" ? body["reason"] : "";
  const written = { decree: String(body["decree"]), reason, recordedBy: caller.me.personId, recordedAt: at };
  record.shifts = [...days.map((day) => shift(day, written)), ...before].sort((one, other) =>
    one.day.date.localeCompare(other.day.date),
  );
  return ok({ days: days.length, changed: days.length });
}

/** Officers of this double send a file of a roster: the first is refused by line, one with a reason is taken. */
function importShifts({ body }: Call): Answer {
  if (typeof body["reason"] === "string") return ok({ days: 124, changed: 118 });
  const missing =
    "Hari yang sudah dimulai atau sudah ada presensinya hanya diubah dengan alasan, paling sedikit 10 huruf. Tulis alasannya, atau pilih hari lain.";
  return problem(400, "CSV_INVALID", "Beberapa baris berkas perlu dibetulkan. Tidak ada yang diterapkan.", {
    errors: [
      { pointer: "/reason", code: "SHIFT_REASON_MISSING", detail: missing },
      { pointer: "/lines/2/date", code: "SHIFT_REASON_MISSING", detail: missing },
      { pointer: "/lines/7/kind", code: "CHOICE_UNKNOWN", detail: "Pilih salah satu: DINAS, LIBUR, JADWAL." },
      {
        pointer: "/lines/19/ends",
        code: "SHIFT_WITH_HOURS",
        detail: "Hari ini bukan hari dinas dan tidak punya jam. Hapus jamnya, atau jadikan hari dinas.",
      },
      { pointer: "/lines/31", code: "LINE_TWICE", detail: "Pegawai dan hari ini sudah ada di baris lain." },
    ],
  });
}

const plainDay = { status: "HADIR", checkIn: "", checkOut: "", lateMinutes: 0, earlyMinutes: 0, missedChecks: 0 };

const listed = (n: number, date: string, change: Partial<Correction>): Correction => ({
  ...{ correctionId: idOf(72, n), personId: watched, date, state: "STANDING", reason: "", evidenceCount: 0 },
  ...{ after: plainDay, recordedBy: officer, recordedAt: "2026-11-09T02:10:00Z" },
  ...{ withdrawnBy: "", withdrawalReason: "" },
  ...change,
});

const listedCorrections: readonly Correction[] = [
  listed(1, "2026-11-17", {
    ...{ state: "WITHDRAWN", reason: "Surat tugas 090/117/2026 ke Tanjung Biru", withdrawnBy: idOf(0, 2) },
    ...{ withdrawnAt: "2026-11-18T03:00:00Z", withdrawalReason: "Salah orang, koreksi untuk pegawai lain" },
    before: { ...plainDay, status: "TERLAMBAT", checkIn: "07:36", checkOut: "16:03", lateMinutes: 6 },
    after: { ...plainDay, status: "DINAS_LUAR", work: true },
  }),
  listed(2, "2026-11-05", {
    ...{ reason: "Mesin lantai 2 mati sampai 07.40, hadir menurut daftar tanda tangan apel pagi", evidenceCount: 1 },
    before: { ...plainDay, status: "TERLAMBAT", checkIn: "07:43", checkOut: "16:03", lateMinutes: 13 },
    after: { ...plainDay, checkIn: "07:26", checkOut: "16:03" },
  }),
  listed(3, "2026-11-03", {
    ...{ personId: idOf(0, 1), state: "REPLACED", reason: "Lupa absen pulang, hadir menurut atasan langsung" },
    after: { ...plainDay, checkIn: "07:28", checkOut: "15:58", earlyMinutes: 2 },
  }),
];

/** Attendance of one person, and the person's shifts; they keep what is done to them. */
export function attendanceRoutes(people: readonly FakePerson[]): FakeRoutes {
  const find = (personId: unknown, { person }: Call): FakePerson =>
    people.find(({ me }) => me.personId === personId) ?? person;
  const watchedBy = (call: Call): FakePerson => find(watched, call);
  return {
    "GET /v1/months/*/attendance-history": (call: Call) => {
      const { versions } = keptOf(find(call.query.get("personId"), call));
      return ok({ versions: versions.filter(({ date }) => date.startsWith(call.parts[2] ?? "")), more: false });
    },
    "GET /v1/months/*/shift-days": (call: Call) => {
      const { shifts } = keptOf(find(call.query.get("personId"), call));
      return ok({ days: shifts.filter(({ day }) => day.date.startsWith(call.parts[2] ?? "")), more: false });
    },
    "GET /v1/agencies/*/months/*/attendance-corrections": ({ query, parts }: Call) => {
      const state = query.get("state");
      const ofMonth = listedCorrections.filter(({ date }) => date.startsWith(parts[4] ?? ""));
      return ok({ corrections: ofMonth.filter((one) => state === null || one.state === state), nextPageToken: "" });
    },
    "POST /v1/agencies/*/attendance:correct": (call: Call) => correct(find(call.body["personId"], call), call),
    "POST /v1/agencies/*/attendance:withdrawCorrection": (call: Call) => withdraw(watchedBy(call), call),
    "POST /v1/agencies/*/shift-days:set": (call: Call) => setShifts(watchedBy(call), call),
    "POST /v1/agencies/*/shift-days:import": importShifts,
  };
}
