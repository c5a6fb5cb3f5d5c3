import { type PayoutLine, type Statement, type Step, type Summary } from "../../src/pages/allowance/types.ts";
import { type Answer, type FakeRoutes, ok, problem } from "../fake-api.ts";
import { type FakePerson, idOf } from "../fake-data.ts";

const agencyId = idOf(2, 0);
const policyId = idOf(7, 1);
const regulation = "Peraturan Gubernur contoh 1/2026";
const hash = (seed: string): string => seed.repeat(16).slice(0, 64);

const step = (stepId: string, effect: string, label: string, article: string, more: Partial<Step>): Step => ({
  ...{ stepId, effect, label, cite: `${regulation} ${article}`, rule: "", base: "", factor: "", inputs: {} },
  ...{ amountRupiah: "0", exact: more.amountRupiah ?? "0", employmentId: idOf(1, 0), statementSha256: hash("5962") },
  ...more,
});

const percent = "Persen menurut aturan";

/** What makes up the cut for being late: 2.5 %, 4 % or, in the worst month, 67.5 % of the base. */
function latenessOf(late: bigint): Pick<Step, "factor" | "inputs"> {
  const told = (minutes: string, percents: string) => ({ "Menit tiap keterlambatan": minutes, [percent]: percents });
  if (late === 0n) return { factor: "-1/40", inputs: told("18 27 46", "0.5 0.5 1.5") };
  if (late === 34_584n) return { factor: "-1/25", inputs: told("18 27 46 52", "0.5 0.5 1.5 1.5") };
  return { factor: "-27/40", inputs: told("415", "67.5") };
}

/** A month with two cuts; `late` makes a third one. */
function stepsOf(late: bigint): Step[] {
  const net = 5_764_000n - 62_880n - 57_640n - late;
  return [
    step("basic", "PART", "Besaran TPP kelas jabatan", "Pasal 4", { rule: "lookup", amountRupiah: "5764000", inputs: { "Kelas jabatan": "9" } }), // prettier-ignore
    step("base", "BASE", "Menurut hari dalam jabatan", "Pasal 12", { rule: "prorate", base: "5764000", factor: "1", amountRupiah: "5764000", inputs: { "Hari kalender dalam jabatan": "31", "Hari kalender bulan ini": "31" } }), // prettier-ignore
    step("productivity_part", "PART", "Produktivitas kerja", "Pasal 5 huruf a", { rule: "share", base: "5764000", factor: "3/5", amountRupiah: "3458400", inputs: { [percent]: "60" } }), // prettier-ignore
    step("discipline_part", "PART", "Disiplin kerja", "Pasal 5 huruf b", { rule: "share", base: "5764000", factor: "2/5", amountRupiah: "2305600", inputs: { [percent]: "40" } }), // prettier-ignore
    step("gate", "CUT", "Paling sedikit 3.375 menit sebulan", "Pasal 6 ayat (2)", { rule: "threshold_gate", base: "3458400", factor: "0", inputs: { "Menit kerja yang disetujui": "6480", Target: "3375" } }), // prettier-ignore
    step("productivity", "CUT", "Menit disetujui terhadap 6.600 menit", "Pasal 6 ayat (1)", { rule: "ratio_capped", base: "3458400", factor: "-1/55", amountRupiah: "-62880", inputs: { "Menit kerja yang disetujui": "6480", Target: "6600" } }), // prettier-ignore
    step("performance", "CUT", "Menurut predikat kinerja", "Pasal 7", { rule: "scale_by_table", base: "3395520", factor: "0", inputs: { "Predikat kinerja": "baik", [percent]: "100" } }), // prettier-ignore
    step("discipline_cut.absent", "CUT", "Tidak masuk kerja", "Pasal 8 huruf a", { rule: "rate_per_unit", base: "2305600", factor: "0", inputs: { "Hari tidak masuk tanpa keterangan": "0", [percent]: "6" } }), // prettier-ignore
    step("discipline_cut.missed", "CUT", "Tidak merekam kehadiran", "Pasal 8 huruf b", { rule: "rate_per_unit", base: "2305600", factor: "0", inputs: { "Tidak merekam kehadiran": "0", [percent]: "1.5" } }), // prettier-ignore
    step("discipline_cut.late", "CUT", "Terlambat masuk", "Pasal 8 huruf c", { rule: "tier", base: "2305600", ...latenessOf(late), amountRupiah: String(-57_640n - late) }), // prettier-ignore
    step("discipline_cut", "PART", "Potongan disiplin", "Pasal 8", { rule: "sum_cuts", base: "2305600", amountRupiah: String(-57_640n - late) }), // prettier-ignore
    step("cpns", "CUT", "Calon PNS menerima 80%", "Pasal 10", { rule: "multiplier", base: String(net), factor: "0", inputs: { "Jenis pegawai": "pns", [percent]: "100" } }), // prettier-ignore
    step("result", "RESULT", "TPP bulan ini", "Pasal 13", { rule: "result", base: "5764000", amountRupiah: String(net) }), // prettier-ignore
  ];
}

const versions = [
  { name: "ROSTER", revision: 0, sha256: hash("d0b1"), factIds: [] },
  { name: "ACTIVITY", revision: 2, sha256: hash("05d2"), factIds: [] },
  { name: "EVALUATION", revision: 1, sha256: hash("3566"), factIds: [] },
  { name: "leave.spans", revision: 0, sha256: "", factIds: [idOf(9, 1)] },
];

const payoutLine = (
  kind: PayoutLine["kind"],
  lineId: string,
  label: string,
  more: Partial<PayoutLine>,
): PayoutLine => ({
  ...{
    kind,
    lineId,
    label,
    cite: "",
    period: "2026-09",
    baseRupiah: "5608896",
    rate: "",
    amountRupiah: "0",
    inputs: {},
  },
  ...more,
});

/** Contribution and tax that come to so much, and what others pay beside. */
const deductionsOf = (sum: bigint): PayoutLine[] => [
  payoutLine("DEDUCTION", "bpjs", "Iuran BPJS Kesehatan pegawai", { cite: "Perpres 64/2020 Pasal 30", rate: "1%", amountRupiah: "-56089" }), // prettier-ignore
  payoutLine("DEDUCTION", "pph21", "PPh Pasal 21", { cite: "PP 58/2023 Pasal 2", rate: "TER A: 2,5%", amountRupiah: String(56_089n - sum) }), // prettier-ignore
  payoutLine("BESIDE", "bpjs_employer", "Iuran BPJS Kesehatan pemberi kerja", { cite: "Perpres 64/2020 Pasal 30", rate: "4%", amountRupiah: "224356" }), // prettier-ignore
];

function statementOf(period: string, { late = 0n, tax = 0n, posted = true, flags = [] as string[] }): Statement {
  const net = 5_764_000n - 62_880n - 57_640n - late;
  return {
    ...{ personId: idOf(0, 0), period, agencyId, policyTitle: "Tambahan penghasilan pegawai (contoh)", policyId },
    ...{ policySha256: hash("f93d"), payoutSha256: hash("30cd"), posted, flags, steps: stepsOf(late) },
    ...{ grossRupiah: "5764000", cutRupiah: String(5_764_000n - net), netRupiah: String(net) },
    payoutRupiah: String(net - tax),
    ...{ payoutPeriod: "2026-11", runKind: "REGULAR", runId: idOf(37, Number(period.slice(-2))), versions },
    payoutLines: tax === 0n ? [] : deductionsOf(tax),
  };
}

/** A month with long leave in place of the cuts, and an acted post beside it: a second component. */
const leaveSteps: readonly Step[] = [
  step("tariff", "PART", "Tunjangan kelas jabatan", "Pasal 4", { rule: "lookup", amountRupiah: "4595150", inputs: { "Kelas yang dibayar": "8" } }), // prettier-ignore
  step("base", "BASE", "Menurut hari dalam jabatan", "Pasal 12", { rule: "prorate", base: "4595150", factor: "1", amountRupiah: "4595150", inputs: { "Hari kalender dalam jabatan": "31", "Hari kalender bulan ini": "31" } }), // prettier-ignore
  step("att_part", "PART", "Bagian kehadiran", "Pasal 5", { rule: "share", base: "4595150", factor: "3/10", amountRupiah: "1378545", inputs: { [percent]: "30" } }), // prettier-ignore
  step("att_cut.absent", "CUT", "Tidak masuk kerja", "Pasal 8 huruf a", { rule: "rate_per_unit", base: "1378545", factor: "-3/100", exact: "-827127/20", amountRupiah: "-41356", inputs: { "Hari tidak masuk tanpa keterangan": "1", [percent]: "3" } }), // prettier-ignore
  step("att_cut.late", "CUT", "Terlambat masuk", "Pasal 8 huruf c", { rule: "rate_per_unit", base: "1378545", factor: "0", inputs: { "Menit terlambat setelah toleransi": "0", [percent]: "0.01" } }), // prettier-ignore
  step("att_cut.clamp", "CUT", "Potongan tidak melebihi bagian kehadiran", "Pasal 8", { rule: "sum_cuts", base: "1378545" }), // prettier-ignore
  step("att_cut.waive", "CUT", "Potongan pejabat kelas 15 ke atas tidak diterapkan", "Pasal 8", { rule: "sum_cuts", base: "1378545" }), // prettier-ignore
  step("att_cut", "PART", "Potongan kehadiran", "Pasal 8", { rule: "sum_cuts", base: "1378545", exact: "-827127/20", amountRupiah: "-41356" }), // prettier-ignore
  step("subtotal", "PART", "Jumlah kedua bagian", "Pasal 5", { rule: "sum", exact: "91075873/20", amountRupiah: "4553794" }), // prettier-ignore
  step("sick_leave", "CUT", "Cuti sakit", "Pasal 14 huruf d", { rule: "override_by_month", base: "4595150" }),
  step("long_leave", "CUT", "Cuti besar", "Pasal 14 huruf b", { rule: "override_by_month", base: "4595150", exact: "-45124373/20", amountRupiah: "-2256219", inputs: { Cuti: "cuti_besar", "Bulan ke": "1", [percent]: "50" } }), // prettier-ignore
  step("sanction", "CUT", "Hukuman disiplin", "Pasal 15", { rule: "duration", base: "4595150", exact: "-919030/4", amountRupiah: "-229758", inputs: { "Kejadian yang berlaku": "hukuman_ringan", [percent]: "5" } }), // prettier-ignore
  step("entitled", "CUT", "Tidak berhak menerima tunjangan", "Pasal 4 huruf d", { rule: "exclude", base: "8270270/4", factor: "0" }), // prettier-ignore
  step("cpns", "CUT", "Calon PNS menerima 80%", "Pasal 10", { rule: "multiplier", base: "8270270/4", factor: "0", inputs: { "Jenis pegawai": "pns", [percent]: "100" } }), // prettier-ignore
  step("acting_pay", "BASE", "Tambahan pelaksana tugas", "Pasal 17", { rule: "add_share", amountRupiah: "1015840", inputs: { plt: "9 same 1" } }), // prettier-ignore
  step("acting_cut", "CUT", "Tidak masuk selama merangkap jabatan", "Pasal 17 ayat (4)", { rule: "negative_item", base: "1015840", factor: "-1/20", amountRupiah: "-50792", inputs: { "Hari tidak masuk tanpa keterangan": "1", [percent]: "5" } }), // prettier-ignore
  step("result", "RESULT", "Tunjangan kinerja bulan ini", "Pasal 13", { rule: "result", base: "4595150", exact: "4135635/2", amountRupiah: "2067817" }), // prettier-ignore
  step("acting_result", "RESULT", "Tambahan pelaksana tugas, dibayar bulan berikutnya", "Pasal 17 ayat (3)", { rule: "result", base: "1015840", amountRupiah: "965048" }), // prettier-ignore
];

const leaveMonth: Statement = {
  ...statementOf("2026-06", { flags: ["NOTICE", "OVERRIDE_BEYOND"] }),
  ...{ grossRupiah: "5610990", cutRupiah: "2578125", netRupiah: "3032865", payoutRupiah: "3032865" },
  steps: leaveSteps,
};

/** What was earned in May and July and is paid with October, by a run of its own. */
const arrears: Statement = {
  ...statementOf("2026-10", {}),
  ...{ runId: idOf(37, 90), runKind: "RAPEL", payoutSha256: hash("88ab"), steps: [], versions: [], flags: [] },
  ...{ grossRupiah: "1208420", cutRupiah: "0", netRupiah: "1208420", payoutRupiah: "1178209" },
  payoutLines: [
    payoutLine("DUE", idOf(38, 1), "Koreksi kehadiran Mei", { period: "2026-05", baseRupiah: "340080", amountRupiah: "340080" }), // prettier-ignore
    payoutLine("DUE", idOf(38, 2), "Kenaikan kelas jabatan mulai Juli", { period: "2026-07", baseRupiah: "868340", amountRupiah: "868340" }), // prettier-ignore
    payoutLine("DEDUCTION", "pph21", "PPh Pasal 21", { cite: "PP 58/2023 Pasal 2", period: "2026-10", baseRupiah: "1208420", rate: "TER A: 2,5%", amountRupiah: "-30211" }), // prettier-ignore
  ],
};

const statements: readonly Statement[] = [
  statementOf("2026-10", {}),
  arrears,
  statementOf("2026-09", { late: 34_584n, tax: 195_172n }),
  statementOf("2026-08", { posted: false, flags: ["NET_JUMP", "INPUT_ASSUMED", "DAYS_PAID_ELSEWHERE"] }),
  statementOf("2026-07", { late: 1_498_640n }),
  leaveMonth,
];

const summaryOf = (statement: Statement): Summary => {
  const { period, grossRupiah, cutRupiah, netRupiah, posted, runId, runKind, payoutPeriod, payoutRupiah } = statement;
  const sums = { grossRupiah, cutRupiah, netRupiah, payoutRupiah };
  return { period, agencyId, posted, runId, runKind, payoutPeriod, ...sums };
};

const policy = {
  ...{ policyId, key: "contoh-tpp", version: 1, title: "Tambahan penghasilan pegawai (contoh)", kind: "tpp" },
  ...{ state: "ACTIVE", validFrom: "2026-01-01", validTo: "", sha256: hash("f93d") },
};
const document = `schema: kinerja.policy/v1
id: contoh-tpp
version: 1
steps:
  - id: productivity
    rule: ratio_capped
    of: gate
    input: minutes
    target: 6600
    label: Menit disetujui terhadap 6.600 menit
    cite: { legal: perkada, article: Pasal 6 ayat (1) }
`;

/** What the sentences read of it: whether a percent is cut or paid. */
const documentJson = JSON.stringify({
  steps: [{ id: "long_leave", means: "cut", with_cuts: "erase" }],
  inputs: {
    minutes: { label: "Menit kerja yang disetujui", from: "activity.approved_minutes" },
    late: { label: "Menit tiap keterlambatan", from: "attendance.late_events" },
    predikat: { label: "Predikat kinerja", from: "evaluation.predicate" },
    class: { label: "Kelas jabatan", from: "roster.class" },
  },
});

const unknown = (): Answer => problem(404, "STATEMENT_UNKNOWN", "Rincian tunjangan ini tidak ada.");

/** The first person has statements of five months, two of one of them, everybody else none; only the own ones may be read. */
export const allowanceRoutes = (people: readonly FakePerson[]): FakeRoutes => ({
  "GET /v1/statements": ({ person, query }) => {
    const all = person === people[0] ? statements.map(summaryOf) : [];
    const month = query.get("period");
    return ok({ statements: all.filter(({ period }) => month === null || period === month) });
  },
  "GET /v1/statements/*": ({ person, parts, query }) => {
    const personId = query.get("personId");
    if (personId !== null && personId !== person.me.personId)
      return problem(403, "NOT_PERMITTED", "Anda tidak berwenang untuk tindakan ini.");
    const wanted = query.get("runId");
    const found = statements.find(
      ({ period, runId }) => person === people[0] && period === parts[2] && (wanted ?? runId) === runId,
    );
    return found === undefined ? unknown() : ok({ statement: found });
  },
  [`GET /v1/agencies/*/policies/${policyId}`]: () => ok({ policy, document, documentJson, unverified: [] }),
});
