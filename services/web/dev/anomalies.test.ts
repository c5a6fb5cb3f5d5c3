import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { createFormat } from "../src/i18n/format.ts";
import { anomalyFacts, anomalyWords, usualAnomalies } from "../src/pages/runs/rules-anomalies.ts";

const source = readFileSync(join(import.meta.dirname, "../../allowance/src/domain/policy/anomalies.ts"), "utf8");
const told = (language: "id" | "en", anomalies = {}): string[] =>
  anomalyFacts({ anomalies }, anomalyWords[language], createFormat(language)).map(({ name, value }) => `${name}: ${value}`); // prettier-ignore

describe("what a run asks about", () => {
  it("is usual as the service has it", () => {
    const [, body = ""] = /usualAnomalies = \{([^;]*)\} as const/.exec(source) ?? [];
    const json = `{${body}}`.replaceAll(/(\w+):/g, '"$1":').replaceAll(/,(\s*\})/g, "$1");
    expect(JSON.parse(json)).toEqual(usualAnomalies);
  });

  it("is told whole in both languages, as the document says it or as it is usual", () => {
    const strict = { over_maximum: { rupiah: 5_000_000, severity: "block" }, late_data: { after_day: 5, severity: "warn" }, jump: { severity: "off" } }; // prettier-ignore
    expect(told("id")).toEqual([
      "Lonjakan: 2 kali atau lebih, atau seper-2 atau kurang, dari pembayaran terakhir (harus dilihat petugas)",
      "Nol: tidak ada yang dibayar (harus dilihat petugas)",
      "Dasar negatif: potongan atau koreksi lebih besar daripada yang diperoleh (harus dilihat petugas)",
      "Melebihi batas: bruto satu komponen di atas angka terbesar tabelnya sendiri (harus dilihat petugas)",
      "Tanpa predikat: predikat kinerja belum ada, padahal tidak diminta aturan ini (tidak diperiksa)",
      "Data terlambat: data bulan itu terlambat diputuskan (tidak diperiksa)",
      "Dikoreksi dengan tangan: hari yang dibayar memakai kehadiran yang dikoreksi petugas, atau sif yang ditetapkan sesudahnya (harus dilihat petugas)",
      "Catatan tidak dibaca: catatan bulan itu sudah dikonfirmasi, tetapi tidak dibaca aturan ini (harus dilihat petugas)",
    ]);
    expect(told("id", strict)).toEqual(
      expect.arrayContaining([
        "Lonjakan: jauh berbeda dari pembayaran terakhir (tidak diperiksa)",
        "Melebihi batas: bruto satu komponen di atas Rp5.000.000 (ditahan)",
        "Data terlambat: data bulan itu diputuskan setelah tanggal 5 bulan berikutnya (harus dilihat petugas)",
      ]),
    );
    expect(told("en", { over_maximum: { of: "tarif_dasar", severity: "warn" } })).toContain(
      "Above the maximum: the gross of a component is above the largest number of the table tarif dasar (an officer must look)",
    );
  });
});
