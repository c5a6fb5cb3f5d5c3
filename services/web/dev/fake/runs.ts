import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import {
  type Batch,
  type Policy,
  type Run,
  type RunFlag,
  type RunStatement,
  type WaitingDues,
} from "../../src/pages/runs/calls.ts";
import { type Call, type FakeRoutes, ok, problem } from "../fake-api.ts";
import { type FakePerson, idOf } from "../fake-data.ts";

const hash = (seed: string): string => seed.repeat(64).slice(0, 64);
const at = (day: string, time: string): string => `${day}T${time}:00Z`;

/** Maker, checker and approver of the invented office. */
const [maker, checker, approver] = [idOf(0, 2), idOf(0, 3), idOf(0, 4)];

const batchOf = (number: number, change: Partial<Batch> = {}): Batch => ({
  ...{
    batch: number,
    state: "COMPUTED",
    rows: number === 1 ? 606 : 3,
    sha256: hash(number === 1 ? "5529e6" : "672fb2"),
  },
  ...{ netRupiah: number === 1 ? "3054877482" : "11708000", checkerId: "", approverId: "", held: 0, openFlags: 0 },
  ...{
    payoutRupiah: number === 1 ? "2951204150" : "11312000",
    contributionRupiah: "30548774",
    employerRupiah: "122195099",
  },
  ...{ taxRupiah: number === 1 ? "73124558" : "396000", taxBorneRupiah: "0", recoveryRupiah: "0", settlerId: "" },
  ...change,
});

const runOf = (period: string, number: number, change: Partial<Run> = {}): Run => ({
  ...{ runId: idOf(30, number), agencyId: idOf(2, 0), period, state: "COMPUTED", policyId: idOf(31, 1) },
  ...{ policySha256: hash("f93df0"), snapshotSha256: hash("9dbe4e"), sha256: hash("567347"), cause: "" },
  inputs: [
    { name: "ROSTER", revision: 0, count: "612", sha256: hash("d0b116") },
    { name: "ACTIVITY", revision: 1, count: "612", sha256: hash("05d236") },
    { name: "EVALUATION", revision: 1, count: "611", sha256: hash("356639") },
  ],
  ...{ statements: 612, grossRupiah: "3214806400", cutRupiah: "148220918", netRupiah: "3066585482" },
  ...{ batches: [batchOf(1), batchOf(2)], openFlags: 0, makerId: maker, people: 612, peopleComputed: 612 },
  ...{ kind: "REGULAR", duesOnly: false, sequence: 1, payoutPeriod: "2026-11", payoutRupiah: "2962516150" },
  ...{ startedAt: at("2026-11-02", "00:02"), computedAt: at("2026-11-02", "00:03") },
  ...change,
});

const checked = { state: "CHECKED", checkerId: checker, checkedAt: at("2026-11-03", "02:10") } as const;
const posted = { ...checked, state: "POSTED", approverId: approver, postedAt: at("2026-11-04", "03:00") } as const;

const settled = { ...posted, state: "SETTLED", settlerId: maker, settledAt: at("2026-11-06", "02:00") } as const;

function seedRuns(): Run[] {
  return [
    runOf("2026-10", 10, { openFlags: 3, batches: [batchOf(1, { openFlags: 3, held: 1 }), batchOf(2)] }),
    runOf("2026-09", 9, {
      state: "POSTED",
      batches: [batchOf(1, posted), batchOf(2, posted)],
      postedAt: posted.postedAt,
    }),
    runOf("2026-08", 8, { state: "COMPUTING", peopleComputed: 400, batches: [], sha256: "", statements: 0 }),
    runOf("2026-07", 7, { state: "FAILED", cause: "INPUT_MISMATCH", batches: [], sha256: "", snapshotSha256: "" }),
    runOf("2026-06", 6, { batches: [batchOf(1, checked), batchOf(2)] }),
    runOf("2026-04", 4, { ...settled, batches: [batchOf(1, settled), batchOf(2, settled)] }),
  ];
}

const waiting: readonly WaitingDues[] = [
  { kind: "GAJI13", period: "2026-06", people: 1, items: 1, amountRupiah: "4595150" },
  { kind: "THR", period: "2026-03", people: 12, items: 14, amountRupiah: "31870400" },
];

const flag = (number: number, person: number, change: Partial<RunFlag>): RunFlag => ({
  ...{ flagId: idOf(32, number), personId: idOf(0, person), code: "NET_JUMP", severity: "WARN", params: {} },
  ...{ decision: "UNSPECIFIED", decidedBy: "", reason: "", batch: 1 },
  ...change,
});

const seedFlags = (): RunFlag[] => [
  flag(1, 5, { code: "INPUT_MISSING", severity: "BLOCK", params: { label: "Predikat kinerja" } }),
  flag(2, 6, { code: "CUT_EXCEEDS_BASE", params: { label: "Disiplin kerja" } }),
  flag(3, 7, { code: "DAYS_PAID_ELSEWHERE", params: { paid: "14", elsewhere: "17" } }),
  flag(4, 3, {
    ...{ code: "INPUT_ASSUMED", params: { label: "Hari tidak masuk tanpa keterangan", assumed: "0" } },
    ...{ decision: "HOLD", decidedBy: maker, decidedAt: at("2026-11-02", "02:30") },
    reason: "Mesin absen di puskesmas terganggu, menunggu daftar hadir.",
  }),
  flag(5, 0, { code: "INPUT_ASSUMED", severity: "NOTE", params: { label: "Pulang cepat", assumed: "0" } }),
];

const policy = (number: number, state: Policy["state"], change: Partial<Policy> = {}): Policy => ({
  ...{ policyId: idOf(31, number), key: "contoh-tpp", version: number, kind: "tpp", state, validFrom: "2026-01-01" },
  ...{ title: "Tambahan penghasilan pegawai (contoh daerah rekaan)", validTo: "", sha256: hash("f93df0") },
  ...{ draftedBy: maker, draftedAt: at("2026-01-05", "01:00"), reviewedBy: checker, approvedBy: "", activatedBy: "" },
  ...change,
});

/** The demo's document, and the words of one article to see how they look; the regulation is invented. */
const document = readFileSync(join(import.meta.dirname, "../../../allowance/policies/contoh-tpp.yaml"), "utf8").replace(
  "    checked: invented\n",
  "    checked: invented\n    wording:\n      Pasal 4: Contoh bunyi pasal, rekaan untuk melihat tampilannya.\n",
);

const rowOf = ({ me }: FakePerson, number: number): RunStatement => ({
  ...{ personId: me.personId, batch: 1, grossRupiah: "5200000", cutRupiah: "312000", netRupiah: "4888000" },
  ...{ payoutRupiah: "4888000", held: number === 3, posted: false, openFlags: number > 4 ? 1 : 0 },
});

export const runsRoutes = (people: readonly FakePerson[]): FakeRoutes => {
  const runs = seedRuns();
  const flags = seedFlags();
  const policies = [
    policy(2, "REVIEWED", { reviewedAt: at("2026-11-01", "01:00") }),
    policy(1, "ACTIVE", {
      ...{ approvedBy: approver, approvedAt: at("2026-01-08", "01:00") },
      ...{ activatedBy: approver, activatedAt: at("2026-01-09", "01:00") },
    }),
  ];
  const find = ({ parts }: Call): Run => runs.find(({ runId }) => runId === parts[4]) ?? runOf("2026-10", 10);
  const sign = (call: Call): ReturnType<typeof ok> => {
    const run = find(call);
    if (call.body["sha256"] !== run.batches[0]?.sha256)
      return problem(409, "HASH_MISMATCH", "Isi berubah sejak Anda melihatnya.");
    return problem(
      403,
      "OWN_ROW",
      "Bagian ini memuat hak Anda sendiri. Tidak ada yang diubah. Minta petugas lain untuk bagian ini.",
    );
  };
  return {
    "GET /v1/agencies/*/runs": ({ parts }) =>
      ok(parts[2] === idOf(2, 0) ? { runs, waiting, nextPageToken: "" } : { runs: [], waiting: [], nextPageToken: "" }),
    "GET /v1/agencies/*/runs/*": (call) => ok({ run: find(call) }),
    "GET /v1/agencies/*/runs/*/flags": (call) =>
      ok({ flags: find(call).openFlags > 0 ? flags : [], nextPageToken: "" }),
    "GET /v1/agencies/*/runs/*/statements": () => ok({ statements: people.map(rowOf), nextPageToken: "lagi" }),
    "GET /v1/agencies/*/ledger/*": () =>
      ok({
        accounts: [
          { account: "belanja.tambahan-penghasilan", amountRupiah: "3066585482" },
          { account: "utang.pegawai", amountRupiah: "-3066585482" },
        ],
        sumRupiah: "0",
      }),
    "GET /v1/agencies/*/policies": () => ok({ policies, nextPageToken: "" }),
    "GET /v1/agencies/*/policies/*": ({ parts }) => {
      const policy = policies.find(({ policyId }) => policyId === parts[4]);
      if (policy === undefined) return problem(404, "POLICY_UNKNOWN", "Kebijakan ini tidak ada.");
      return ok({ policy, document, documentJson: JSON.stringify(parse(document)) });
    },
    "POST /v1/agencies/*/runs:start": () =>
      problem(
        409,
        "PERIOD_NOT_SEALED",
        "Catatan atau predikat masa ini belum ditutup. Tidak ada yang dihitung. Tutup masanya, lalu hitung.",
      ),
    "POST /v1/agencies/*/runs/*/flags/*:resolve": (call) => {
      const place = flags.findIndex(({ flagId }) => `${flagId}:resolve` === call.parts[6]);
      const [found] = flags.slice(place, place + 1);
      if (found === undefined) return problem(404, "FLAG_UNKNOWN", "Tanda ini tidak ada.");
      const { decision, reason } = call.body as { decision: RunFlag["decision"]; reason: string };
      flags[place] = {
        ...found,
        decision,
        reason,
        decidedBy: call.person.me.personId,
        decidedAt: at("2026-11-19", "05:05"),
      };
      const index = runs.findIndex(({ openFlags }) => openFlags > 0);
      const run = runs[index];
      if (run) runs[index] = { ...run, openFlags: run.openFlags - 1 };
      return ok({});
    },
    "POST /v1/agencies/*/runs/*/batches/*:check": sign,
    "POST /v1/agencies/*/runs/*/batches/*:approve": sign,
  };
};
