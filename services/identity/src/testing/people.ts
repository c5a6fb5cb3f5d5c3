import { type Nip, uuidFromName } from "@kinerja/common/kernel";

import { type Column } from "../domain/import/columns.ts";

export type Line = Partial<Record<Column | "nik", string>>;

/** An invented NIP: born 1987-03-14, serial 900 + n. */
export const nipOf = (n: number, birth = "19870314"): Nip => `${birth}2011012${900 + n}` as Nip;
export const personIdOf = (pnsId: string): string => uuidFromName(`kinerja/person/${pnsId}`);
export const agencyIdOf = (siasnId: string): string => uuidFromName(`kinerja/agency/${siasnId}`);
export const unitIdOf = (siasnId: string): string => uuidFromName(`kinerja/unit/${siasnId}`);

/** A line of the personnel file: number n works as staff in unit U1 of the province. */
export const lineOf = (n: number, more: Line = {}): Line => ({
  pns_id: `PNS${n}`,
  nip_baru: nipOf(n),
  nama: `PEGAWAI ${String(n).padStart(3, "0")}`,
  gelar_belakang: "S.E.",
  tanggal_lahir: "14-03-1987",
  jabatan_nama: "Analis",
  jenis_jabatan_nama: "Pelaksana",
  tmt_jabatan: "01-01-2026",
  unor_id: "U1",
  unor_nama: "Bagian Umum",
  unor_induk_id: "",
  instansi_kerja_id: "A1",
  instansi_kerja_nama: "Pemerintah Provinsi Jawa Tengah",
  kelas_jabatan: "7",
  zona: "WIB",
  atasan_nip: "",
  kepala_unit: "0",
  utama: "1",
  ...more,
});

export type FileForm = { delimiter?: string; bom?: boolean; eol?: string; without?: readonly string[] };

export function csvOf(
  lines: readonly Line[],
  { delimiter = ";", bom = true, eol = "\r\n", without = [] }: FileForm = {},
): Buffer {
  const columns = [...new Set(lines.flatMap((line) => Object.keys(line)))].filter((name) => !without.includes(name));
  const cell = (text: string): string => (/["\n\r;,\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = lines.map((line) => columns.map((name) => cell((line as Record<string, string>)[name] ?? "")));
  const text = [columns, ...rows].map((cells) => cells.join(delimiter)).join(eol) + eol;
  return Buffer.from((bom ? "\u{feff}" : "") + text);
}
