import { Refusal } from "@kinerja/common/errors";

/** Columns of SIASN's "Export Data ASN" without which a line means nothing. */
const required = [
  ...(["pns_id", "nip_baru", "nama", "jabatan_nama", "unor_id", "unor_nama"] as const),
  ...(["instansi_kerja_id", "instansi_kerja_nama"] as const),
] as const;

/** Columns that are used where they are; the last six are ours and not in SIASN's export. */
const optional = [
  ...(["gelar_depan", "gelar_belakang", "tanggal_lahir", "jenis_kelamin", "jabatan_id", "jenis_jabatan_nama"] as const),
  ...(["tmt_jabatan", "gol_akhir_nama", "jenis_pegawai_nama", "lokasi_kerja_nama"] as const),
  ...(["status_cpns_pns", "kedudukan_hukum_nama", "tmt_pns"] as const),
  ...(["satuan_kerja_induk_id", "satuan_kerja_induk_nama"] as const),
  ...(["unor_induk_id", "kelas_jabatan", "zona", "atasan_nip", "kepala_unit", "utama"] as const),
] as const;

export type Column = (typeof required)[number] | (typeof optional)[number];
export type Columns = ReadonlyMap<Column, number>;

const known = new Set<string>([...required, ...optional]);
const isColumn = (name: string): name is Column => known.has(name);

/** Where each known column stands. Unknown columns are ignored: SIASN's export has about seventy. */
export function readHeader(cells: readonly string[]): Columns {
  const columns = new Map<Column, number>();
  for (const [index, cell] of cells.entries()) {
    const name = cell.trim().toLowerCase().replaceAll(/\s+/g, "_");
    if (!isColumn(name)) continue;
    if (columns.has(name)) throw new Refusal("refused", "HEADER_REPEATED", { columns: name });
    columns.set(name, index);
  }
  const missing = required.filter((name) => !columns.has(name));
  if (missing.length > 0) throw new Refusal("refused", "HEADER_MISSING", { columns: missing.join(", ") });
  return columns;
}

/** The separator that splits the header into the most cells; a comma when nothing splits it. */
export function sniffDelimiter(headerLine: string): "," | ";" | "\t" {
  const count = (sign: string): number => headerLine.split(sign).length;
  return ([",", ";", "\t"] as const).reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
