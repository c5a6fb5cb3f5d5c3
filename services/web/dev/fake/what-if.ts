import { type Objection, type Simulated, type Step } from "../../src/pages/allowance/types.ts";
import { type ComparedPolicies, type Comparison } from "../../src/pages/runs/calls.ts";
import { type FakeRoutes, ok, problem } from "../fake-api.ts";
import { idOf } from "../fake-data.ts";

const hash = (seed: string): string => seed.repeat(64).slice(0, 64);

const late = (amountRupiah: string, minutes: string): Step => ({
  ...{ stepId: "discipline_cut.late", effect: "CUT", label: "Terlambat masuk", rule: "tier", base: "2305600" },
  ...{ cite: "Peraturan Gubernur contoh 1/2026 Pasal 8 huruf c", factor: "-1/200", exact: amountRupiah, amountRupiah },
  ...{ inputs: { "Menit tiap keterlambatan": minutes, "Persen menurut aturan": "0.5" } },
  ...{ employmentId: idOf(1, 0), statementSha256: "" },
});

const known = { grossRupiah: "5764000", cutRupiah: "62880", netRupiah: "5701120", flags: [], payable: true };

const simulated: Simulated = {
  ...{ personId: idOf(0, 0), period: "2026-11", agencyId: idOf(2, 0), policyId: idOf(7, 1) },
  ...{ policyTitle: "Tambahan penghasilan pegawai (contoh)", policySha256: hash("f93d") },
  ...{ before: known, after: known, lines: [] },
  assumptions: [
    { code: "PREDICATE_LAST_KNOWN", params: { predicate: "baik", period: "2026-10" } },
    { code: "ATTENDANCE_UNTIL", params: { day: "2026-11-17" } },
    { code: "TAX_LATER", params: {} },
  ],
};

const objection = (number: number, change: Partial<Objection> = {}): Objection => ({
  ...{
    objectionId: idOf(33, number),
    agencyId: idOf(2, 0),
    personId: idOf(0, 6),
    runId: idOf(30, 9),
    period: "2026-09",
  },
  ...{ employmentId: idOf(1, 0), stepId: "discipline_cut.late", label: "Terlambat masuk", amountRupiah: "-57640" },
  ...{ statementSha256: hash("5962"), reason: "Tanggal 12 saya bertugas di luar kantor, surat tugas terlampir." },
  ...{ evidenceFileIds: [hash("ab")], evidenceFileNames: ["surat-tugas.pdf"], state: "FILED", answer: "" },
  ...{ filedAt: "2026-11-05T02:00:00Z", accepted: false, answeredBy: "", dueOn: "" },
  ...change,
});

const band = (loss: boolean, overBp: number, upToBp: number | undefined, people: number, changeRupiah: string) => ({
  ...{ loss, overBp, people, changeRupiah },
  ...(upToBp === undefined ? {} : { upToBp }),
});

const comparison: Comparison = {
  ...{ previousRunId: idOf(30, 9), previousPeriod: "2026-08", peopleStayed: 604, peopleChanged: 118 },
  ...{ joiners: { people: 5, netRupiah: "24480000" }, leavers: { people: 3, netRupiah: "15102000" } },
  batches: [
    { batch: 1, peopleBefore: 604, peopleAfter: 606, netBeforeRupiah: "3041200100", netAfterRupiah: "3054877482" },
    { batch: 2, peopleBefore: 3, peopleAfter: 3, netBeforeRupiah: "11708000", netAfterRupiah: "11708000" },
  ],
  bands: [
    band(true, 5_000, undefined, 1, "-3120000"),
    band(true, 1_000, 2_500, 14, "-8810200"),
    band(true, 0, 100, 40, "-410200"),
    band(false, 0, 0, 486, "0"),
    band(false, 0, 100, 44, "520100"),
    band(false, 500, 1_000, 19, "6120400"),
  ],
  largest: [
    { personId: idOf(0, 5), netBeforeRupiah: "5701120", netAfterRupiah: "2581120" },
    { personId: idOf(0, 6), netAfterRupiah: "5080000" },
    { personId: idOf(0, 7), netBeforeRupiah: "4595150" },
  ],
};

const compared: Omit<ComparedPolicies, "before" | "after"> = {
  parts: [
    {
      part: "TABLES",
      differences: [
        { key: "basic 9", label: "", before: "Rp5.764.000", after: "Rp5.900.000", citeBefore: "", citeAfter: "" },
      ],
    },
    {
      part: "STEPS",
      differences: [
        {
          ...{ key: "discipline_cut.late", label: "Terlambat masuk" },
          before: "tiap keterlambatan 1 sampai 30 menit dipotong 0,5%, 31 sampai 60 menit dipotong 1%",
          after: "tiap keterlambatan 1 sampai 15 menit dipotong 0,25%, 31 sampai 60 menit dipotong 1%",
          ...{
            citeBefore: "Peraturan Gubernur contoh 1/2026 Pasal 8",
            citeAfter: "Peraturan Gubernur contoh 3/2026 Pasal 8",
          },
        },
        {
          key: "meal",
          label: "Uang makan",
          before: "",
          after: "Rp35.000 tiap hari hadir",
          citeBefore: "",
          citeAfter: "Pasal 9",
        },
      ],
    },
  ],
  impact: {
    ...{ runId: idOf(30, 9), period: "2026-09", policySha256: hash("f93d"), complete: true, people: 612 },
    ...{ peopleCompared: 612, peopleChanged: 204, netBeforeRupiah: "3066585482", netAfterRupiah: "3091044100" },
    ...{ largestIncreaseRupiah: "412000", largestDecreaseRupiah: "86000", blocked: [], reportedBy: idOf(0, 2) },
  },
  rows: [{ personId: idOf(0, 5), netBeforeRupiah: "5701120", netAfterRupiah: "6113120", blockedBy: [] }],
};

export function whatIfRoutes(): FakeRoutes {
  const own: Objection[] = [
    objection(1, {
      ...{ personId: idOf(0, 0), state: "ANSWERED", accepted: true, answeredBy: idOf(0, 3) },
      answer: "Surat tugas ditemukan. Bulan ini akan dikoreksi.",
    }),
  ];
  return {
    "POST /v1/statements/*": ({ body }) => {
      if (!("changes" in body)) return problem(404, "STATEMENT_UNKNOWN", "Rincian tunjangan ini tidak ada.");
      if ((body["changes"] as unknown[]).length === 0) return ok(simulated);
      const after = { ...known, cutRupiah: "74408", netRupiah: "5689592" };
      return ok({ ...simulated, after, lines: [{ before: late("0", "0"), after: late("-11528", "15") }] });
    },
    "POST /v1/statements/*/objections:file": ({ body }) => {
      const { stepId, employmentId, statementSha256, reason } = body as unknown as Objection;
      own.unshift(
        objection(2, {
          ...{ personId: idOf(0, 0), stepId, employmentId, statementSha256, reason },
          evidenceFileIds: [],
        }),
      );
      return ok({ objection: own[0] });
    },
    "GET /v1/objections": () => ok({ objections: own }),
    "GET /v1/agencies/*/objections": () => ok({ objections: [objection(3)], nextPageToken: "" }),
    "GET /v1/agencies/*/runs/*/comparison": () => ok(comparison),
    "GET /v1/agencies/*/policies/*/comparison/*": () => {
      const policy = (version: number) => ({
        ...{
          policyId: idOf(31, version),
          key: "contoh-tpp",
          version,
          kind: "tpp",
          state: "ACTIVE",
          validFrom: "2026-01-01",
        },
        ...{ title: "Tambahan penghasilan pegawai (contoh daerah rekaan)", validTo: "", sha256: hash("f93df0") },
        ...{ draftedBy: idOf(0, 2), reviewedBy: "", approvedBy: "", activatedBy: "" },
      });
      return ok({ ...compared, before: policy(1), after: policy(2) });
    },
  };
}
