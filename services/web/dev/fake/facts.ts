import {
  type Candidate,
  type Choice,
  type Fact,
  type FactField,
  type FormField,
  type Kind,
  type Text,
} from "../../src/pages/facts/calls.ts";
import { type Call, type FakeRoutes, ok, problem } from "../fake-api.ts";
import { idOf } from "../fake-data.ts";

const text = (id: string, en: string): Text => ({ id, en });
const choice = (value: string, id: string, en = id): Choice => ({ value, label: text(id, en) });
const field = (name: string, label: Text, form: FormField["form"], more: Partial<FormField> = {}): FormField => ({
  ...{ name, label, form, optional: false, otherwise: "", choices: [], usual: [] },
  ...more,
});

const kind = (name: string, label: Text, purpose: Text, more: Partial<Kind>): Kind => ({
  ...{ kind: name, label, purpose, time: "SPAN", ends: false, decreeRequired: false, shared: false },
  ...{ fields: [], columns: ["nip"] },
  ...more,
});

const kindLabel = text("Jenis", "Kind");
const kinds: readonly Kind[] = [
  kind("LEAVE", text("Cuti", "Leave"), text("Cuti yang mengubah tunjangan menurut kebijakan.", "Leave that changes the allowance."), {
    fields: [field("kind", kindLabel, "WORD", { usual: [choice("cuti_besar", "Cuti besar", "Long leave"), choice("cuti_sakit", "Cuti sakit", "Sick leave")] })],
    columns: ["nip", "from", "kind", "to", "decree"],
  }),
  kind("ACTING", text("Pelaksana tugas atau harian", "Acting post"), text("Jabatan lain yang dirangkap.", "Another post that is held."), {
    decreeRequired: true,
    fields: [
      field("kind", kindLabel, "TEXT", { choices: [choice("plt", "Pelaksana tugas (Plt.)", "Acting (Plt.)"), choice("plh", "Pelaksana harian (Plh.)", "Daily acting (Plh.)")] }),
      field("class", text("Kelas jabatan yang dirangkap", "Class of the acting post"), "CLASS"),
      field("post", text("Jabatan yang dirangkap", "The acting post"), "TEXT", { optional: true }),
    ],
    columns: ["nip", "from", "kind", "class", "decree", "to", "post"],
  }),
  kind("OUTAGE", text("Gangguan alat presensi", "Attendance outage"), text("Hari ketika alat presensi rusak.", "Days on which the machines failed."), {
    ...{ ends: true, shared: true, columns: ["unit_id", "from", "to", "items", "decree"] },
    fields: [
      field("items", text("Yang tidak dihitung", "What is not counted"), "WORDS", {
        choices: [choice("missed_in", "Presensi masuk yang tidak ada", "Missing check-in"), choice("missed_out", "Presensi pulang yang tidak ada", "Missing check-out"), choice("late", "Terlambat", "Late arrival")],
      }),
    ],
  }),
  kind("SCORE", text("Nilai", "Score"), text("Nilai yang diminta kebijakan, per bulan.", "A score that the policy asks for, by month."), {
    time: "MONTHS",
    fields: [field("code", text("Kode", "Code"), "WORD"), field("value", text("Nilai", "Score"), "DECIMAL")],
    columns: ["nip", "from_month", "code", "value", "to_month", "decree"],
  }),
  kind("SALARY", text("Gaji", "Salary"), text("Gaji bulanan.", "The monthly salary."), {
    ...{ time: "MONTHS", decreeRequired: true, columns: ["nip", "from_month", "gaji_pokok", "decree", "to_month"] },
    fields: [field("gaji_pokok", text("Gaji pokok", "Basic salary"), "RUPIAH")],
  }),
]; // prettier-ignore

const fields = (values: Readonly<Record<string, string>>): FactField[] =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

const fact = (number: number, more: Partial<Fact>): Fact => ({
  ...{ factId: idOf(70, number), agencyId: idOf(2, 0), kind: "LEAVE", personId: idOf(0, 4), unitId: "", validTo: "" },
  ...{ validFrom: "2026-11-02", fields: [], decree: "", withdraws: false, authority: "HUMAN", fileId: "", line: 0 },
  ...{ reason: "Surat cuti 901/2026 sudah diperiksa.", recordedBy: idOf(0, 2), recordedAt: "2026-11-18T02:00:00Z" },
  ...{ state: "PROPOSED", decidedBy: "", replaces: "" },
  ...more,
});

const decided = { state: "CONFIRMED", decidedBy: idOf(0, 3), decidedAt: "2026-11-10T03:00:00Z", recordedAt: "2026-11-09T02:00:00Z" } as const; // prettier-ignore
const score = (number: number, person: number, line: number): Fact =>
  fact(number, {
    ...{ kind: "SCORE", personId: idOf(0, person), fileId: "b".repeat(64), line, authority: "IMPORT" },
    ...{ validFrom: "2026-11-01", validTo: "2026-11-30", reason: "Rekap nilai November" },
    fields: fields({ code: "perilaku", value: "92.5" }),
  });

const seed = (): Fact[] => [
  fact(1, { fields: fields({ kind: "cuti_besar" }), validTo: "2026-12-31", decree: "SK 851/12/2026" }),
  fact(2, {
    ...{ kind: "ACTING", personId: idOf(0, 6), decree: "SK 821/90/2026", validFrom: "2026-11-16" },
    fields: fields({ kind: "plt", class: "11", post: "Kepala Seksi Kesehatan Keluarga" }),
    ...{ recordedBy: idOf(0, 3), reason: "Pejabat lama pensiun." },
  }),
  score(3, 0, 2),
  score(4, 2, 3),
  fact(5, {
    ...decided,
    ...{ kind: "OUTAGE", personId: "", validFrom: "2026-11-05", validTo: "2026-11-05" },
    ...{ fields: fields({ items: "missed_in missed_out" }), reason: "Listrik padam, laporan teknisi 17/2026." },
  }),
  fact(6, {
    ...{ ...decided, kind: "SALARY", personId: idOf(0, 0), decree: "KGB 822/4/2026", validFrom: "2026-03-01" },
    ...{ fields: fields({ gaji_pokok: "3456200" }), reason: "Kenaikan gaji berkala" },
  }),
  fact(7, {
    ...{ ...decided, state: "REJECTED", personId: idOf(0, 5), fields: fields({ kind: "cuti_sakit" }) },
    ...{ validTo: "2026-11-03", reason: "Belum ada surat dokter." },
  }),
  fact(8, {
    ...{ ...decided, personId: idOf(0, 0), fields: fields({ kind: "cuti_sakit" }), validFrom: "2026-10-05" },
    ...{ validTo: "2026-10-09", supersededAt: "2026-11-11T03:00:00Z", reason: "Surat dokter 77/2026" },
  }),
];

const candidates: readonly Candidate[] = [
  { day: "2026-10-05", missed: 96, expected: 240, medianBasisPoints: 210 },
  { day: "2026-10-21", missed: 38, expected: 236, medianBasisPoints: 210 },
];

const counts = { added: 12, superseded: 3, unchanged: 41, overruled: 1 };
const lines = [2, 3, 9].map((line) => ({
  ...{ line, outcome: line === 9 ? "OVERRULED" : "ADDED", personId: idOf(0, line % 8), unitId: "" },
  ...{ validFrom: "2026-11-01", validTo: "2026-11-30", decree: "" },
  fields: fields({ code: "perilaku", value: "95.5" }),
}));

const faulty = (): ReturnType<typeof problem> =>
  problem(400, "CSV_INVALID", "Berkas memuat kekeliruan.", {
    errors: [
      { pointer: "/lines/4/value", code: "DECIMAL_FORM", detail: "Tulis angka 0 sampai 1.000 dengan paling banyak 4 angka di belakang koma." },
      { pointer: "/lines/11/nip", code: "PERSON_UNKNOWN", detail: "Tidak ada pegawai instansi ini dengan NIP itu. Periksa NIP di baris ini." },
    ],
  }); // prettier-ignore

/** Pay facts; they keep what is done to them. */
export function factRoutes(): FakeRoutes {
  const facts = seed();
  const page = (rows: readonly Fact[]) => ok({ facts: rows, nextPageToken: "" });
  const decide = ({ body }: Call): ReturnType<typeof ok> => {
    const { factIds = [], fileId, verdict } = body as { factIds?: string[]; fileId?: string; verdict: Fact["state"] };
    const chosen = facts.filter((one) => factIds.includes(one.factId) || one.fileId === fileId);
    for (const one of chosen) facts[facts.indexOf(one)] = { ...one, state: verdict, decidedBy: idOf(0, 2) };
    return ok({ decided: chosen.length });
  };
  const propose = ({ body, person }: Call): ReturnType<typeof ok> => {
    const said = body as Partial<Fact>;
    const day = (said.fields ?? []).find(({ name }) => name === "from")?.value ?? "2026-11-01";
    const made = fact(9, { ...said, personId: said.personId ?? "", recordedBy: person.me.personId, validFrom: day, validTo: day }); // prettier-ignore
    facts.unshift(made);
    return ok({ fact: made });
  };
  return {
    "GET /v1/fact-kinds": () => ok({ kinds }),
    "GET /v1/facts": ({ person }: Call) => page(facts.filter(({ personId }) => personId === person.me.personId)),
    "GET /v1/agencies/*/facts": ({ query }: Call) => {
      const [kindName, personId] = [query.get("kind"), query.get("personId")];
      const rows = facts.filter(
        (one) =>
          (kindName === null || one.kind === kindName) &&
          (personId === null || one.personId === personId) &&
          (query.get("open") !== "true" || (one.state === "PROPOSED" && one.supersededAt === undefined)),
      );
      return page(rows);
    },
    "POST /v1/agencies/*/facts:propose": propose,
    "POST /v1/agencies/*/facts:decide": decide,
    "POST /v1/agencies/*/facts:previewImport": ({ body }: Call) =>
      body["kind"] === "SCORE" ? ok({ counts, sha256: "c".repeat(64), lines, known: false }) : faulty(),
    "POST /v1/agencies/*/facts:import": () => ok({ counts }),
    "GET /v1/agencies/*/outage-candidates/*": ({ parts }: Call) =>
      ok({ candidates: parts.at(-1) === "2026-10" ? candidates : [] }),
  };
}
