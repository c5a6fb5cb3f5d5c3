import { type DemoPerson, type Province } from "./province.ts";

const columns = [
  "pns_id", "nip_baru", "nama", "gelar_belakang", "tanggal_lahir", "jenis_kelamin", "jenis_pegawai_nama",
  "gol_akhir_nama", "jenis_jabatan_nama", "jabatan_nama", "tmt_jabatan", "unor_id", "unor_nama", "unor_induk_id",
  "instansi_kerja_id", "instansi_kerja_nama", "kelas_jabatan", "zona", "atasan_nip", "kepala_unit", "utama",
] as const; // prettier-ignore

const dayMonthYear = (day: string): string => day.split("-").toReversed().join("-");
const cell = (text: string): string => (/[;"\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function line(person: DemoPerson, main: boolean): string {
  const values: Record<(typeof columns)[number], string> = {
    pns_id: person.siasnId,
    // Excel turns a bare number of 18 digits into floating point; exports put an apostrophe before it.
    nip_baru: `'${person.nip}`,
    nama: person.name.toUpperCase(),
    gelar_belakang: person.degree,
    tanggal_lahir: dayMonthYear(person.birth),
    jenis_kelamin: person.sex,
    jenis_pegawai_nama: "PNS",
    gol_akhir_nama: person.grade,
    jenis_jabatan_nama: person.positionKind,
    jabatan_nama: person.position,
    tmt_jabatan: "01-01-2026",
    unor_id: person.unit.siasnId,
    unor_nama: person.unit.name,
    unor_induk_id: person.unit.parentSiasnId,
    instansi_kerja_id: person.agency.siasnId,
    instansi_kerja_nama: person.agency.name,
    kelas_jabatan: String(person.positionClass),
    zona: person.agency.zone,
    atasan_nip: person.superiorNip && `'${person.superiorNip}`,
    kepala_unit: person.head ? "1" : "0",
    utama: main ? "1" : "0",
  };
  return columns.map((name) => cell(values[name])).join(";");
}

/** The province as SIASN's "Export Data ASN" would give it: byte order mark, semicolons, upper-case names, quoted numbers. */
export function toCsv({ people, secondPosts }: Pick<Province, "people" | "secondPosts">): string {
  const lines = [...people.map((person) => line(person, true)), ...secondPosts.map((person) => line(person, false))];
  return `\u{feff}${columns.join(";")}\r\n${lines.join("\r\n")}\r\n`;
}
