import { type ExportFile, type FormatState, type Settings } from "../../src/pages/runs/exports-calls.ts";
import { type Correction, type Preview, type Receivable } from "../../src/pages/runs/corrections-calls.ts";
import { type FakeRoutes, ok } from "../fake-api.ts";
import { idOf } from "../fake-data.ts";

const agencyId = idOf(2, 0);
const hash = (seed: string): string => seed.repeat(16).slice(0, 64);
/** Maker, checker and approver of the invented office. */
const [maker, checker, approver] = [idOf(0, 2), idOf(0, 3), idOf(0, 4)];

const format = (name: FormatState["format"], change: Partial<FormatState> = {}): FormatState => ({
  ...{ format: name, missingSettings: [], partRows: 0, reconcilable: name !== "PAYSLIPS_ZIP" },
  ...change,
});
const formats: readonly FormatState[] = [
  format("PAYMENT_CSV"),
  format("RECAP_XLSX"),
  format("BANK", { missingSettings: ["bank.debit_account"] }),
  format("ADK_TUKIN"),
  format("CORETAX_XML", { partRows: 1_000 }),
  format("PAYSLIPS_ZIP", { partRows: 500 }),
];

const file = (number: number, change: Partial<ExportFile>): ExportFile => ({
  ...{ exportFileId: idOf(40, number), exportId: idOf(41, number), format: "PAYMENT_CSV", batch: 1 },
  ...{ part: 1, parts: 1, fileName: "tunjangan-2026-09-1.csv", mediaType: "text/csv; charset=utf-8", rows: 605 },
  ...{ grossRupiah: "3214806400", cutRupiah: "148220918", netRupiah: "3066585482", amountRupiah: "2951204150" },
  ...{ sha256: hash("7a2c"), size: "61204", watermark: "", optionsJson: "{}", reason: "", madeBy: checker },
  madeAt: "2026-11-04T03:12:00Z",
  ...change,
});
const files: readonly ExportFile[] = [
  file(3, {
    ...{ format: "RECAP_XLSX", fileName: "rekap-2026-09-1.xlsx", sha256: hash("91be"), madeBy: approver },
    madeAt: "2026-11-04T03:40:00Z",
  }),
  file(2, {
    ...{ sha256: hash("03fd"), reason: "Rekening satu pegawai diperbaiki" },
    madeAt: "2026-11-04T03:31:00Z",
  }),
  file(1, {}),
];

const settings: Settings = {
  settings: [
    {
      ...{ key: "satker", value: "019011", validFrom: "2026-01-01", inForce: true, proposedBy: "" },
      ...{ setBy: maker, setAt: "2026-01-05T02:00:00Z" },
    },
    {
      ...{ key: "tax.tin", value: "0012345678901000", validFrom: "2026-01-01", inForce: true, proposedBy: maker },
      ...{ setBy: approver, setAt: "2026-01-05T04:20:00Z" },
    },
    {
      ...{ key: "bank.debit_account", value: "0000000001", validFrom: "2026-12-01", inForce: false, proposedBy: "" },
      ...{ setBy: maker, setAt: "2026-11-17T01:10:00Z" },
    },
  ],
  keys: [
    { key: "satker", label: { indonesian: "Kode satker pada SAKTI", english: "Code of the treasury unit" }, formats: ["ADK_TUKIN"] }, // prettier-ignore
    { key: "tax.tin", label: { indonesian: "NPWP pemotong", english: "Tax number of who withholds" }, formats: ["CORETAX_XML"] }, // prettier-ignore
    { key: "bank.debit_account", label: { indonesian: "Rekening yang didebit", english: "Account that is debited" }, formats: ["BANK"] }, // prettier-ignore
  ],
};

const correction = (number: number, change: Partial<Correction>): Correction => ({
  ...{ caseId: idOf(42, number), agencyId, personId: idOf(0, 5), affectedFrom: "2026-08-01", state: "OPEN" },
  ...{ trigger: "FACT", note: "Kelas jabatan 9 sejak Agustus", openedBy: "", openedAt: "2026-11-10T02:00:00Z" },
  ...{ previewedBy: "", decidedBy: "", reason: "", letter: "", previewSha256: "" },
  ...change,
});
const line = (stepId: string, label: string, amountRupiah: string) => ({
  stepId,
  label,
  amountRupiah,
  cite: "",
  exact: amountRupiah,
  inputs: {},
});
const previewed = correction(1, {
  ...{ state: "PREVIEWED", previewedAt: "2026-11-11T03:00:00Z", previewedBy: maker, previewSha256: hash("c0de") },
});
const month = (period: string): Preview["months"][number] => ({
  ...{ period, runId: idOf(30, Number(period.slice(-2))), held: false, blockedBy: [] },
  ...{ paidRupiah: "4595150", netRupiah: "4957680", deltaRupiah: "362530" },
  lines: [
    {
      employmentId: idOf(1, 5),
      voided: line("base", "Menurut hari dalam jabatan", "4595150"),
      added: line("base", "Menurut hari dalam jabatan", "4957680"),
    },
  ],
});
const preview: Preview = {
  ...{ correction: previewed, sha256: hash("c0de"), deltaRupiah: "725060", lacksRecoveryRule: false },
  months: [month("2026-08"), month("2026-09")],
};
const receivables: readonly Receivable[] = [];

/** Files of batches, and what is corrected of months that were paid. */
export const paymentRoutes = (): FakeRoutes => ({
  "GET /v1/agencies/*/runs/*/batches/*/formats": () => ok({ formats }),
  "GET /v1/agencies/*/runs/*/exports": () => ok({ files, nextPageToken: "" }),
  "GET /v1/agencies/*/export-settings": () => ok(settings),
  "GET /v1/agencies/*/corrections": () =>
    ok({
      corrections: [previewed, correction(2, { personId: idOf(0, 6), trigger: "OBJECTION", note: "Keberatan diterima: Terlambat masuk" })], // prettier-ignore
      nextPageToken: "",
    }),
  "GET /v1/agencies/*/corrections/*": () => ok(preview),
  "GET /v1/agencies/*/receivables": () => ok({ receivables }),
});
