// The words belong to the platform's catalogue; this page takes only this part of it, so the rest does not travel to the browser.
import { importFindings } from "../../../../common/src/catalogue/import-findings.ts";
import { type Language } from "../../i18n/format.ts";

type Pair = readonly [title: string, detail: string];

/** Codes that the import shares with single fields. */
const shared: Readonly<Record<string, Readonly<Record<Language, Pair>>>> = {
  NIP_DIGITS: {
    id: ["NIP hanya angka", "NIP hanya terdiri atas angka. Periksa data kepegawaian."],
    en: ["NIP has digits only", "A NIP consists of digits only. Check the personnel data."],
  },
  NIP_LENGTH: {
    id: ["Panjang NIP", "NIP terdiri atas 18 angka. Yang ditulis {length} angka."],
    en: ["Length of the NIP", "A NIP has 18 digits. There are {length}."],
  },
  NIP_BIRTH_DATE: {
    id: ["Tanggal lahir dalam NIP", "Delapan angka pertama NIP bukan tanggal yang ada. Periksa data kepegawaian."],
    en: ["Date of birth in the NIP", "The first eight digits are no date that exists. Check the personnel data."],
  },
  NIP_MONTH: {
    id: ["Bulan dalam NIP", "Bulan pengangkatan di dalam NIP tidak mungkin. Periksa data kepegawaian."],
    en: ["Month in the NIP", "The month of appointment inside of the NIP is impossible. Check the personnel data."],
  },
  NIP_SEX: {
    id: ["Jenis kelamin dalam NIP", "Angka ke-15 NIP harus 1 atau 2. Periksa data kepegawaian."],
    en: ["Sex in the NIP", "The 15th digit must be 1 or 2. Check the personnel data."],
  },
  TEXT_TOO_LONG: {
    id: ["Isian terlalu panjang", "Isian kolom ini paling banyak {max} huruf. Ringkas di sumbernya."],
    en: ["Text too long", "This column takes at most {max} characters. Shorten it at its source."],
  },
  TEXT_CONTROL_CHARACTER: {
    id: ["Tanda yang tidak boleh", "Isian memuat tanda kendali yang tidak terlihat. Hapus di sumbernya."],
    en: ["Characters not allowed", "The text holds invisible control characters. Remove them at their source."],
  },
  FINDINGS_CUT: {
    id: ["Temuan terlalu banyak", "{more} temuan lain tidak disimpan. Perbaiki berkas, lalu uji lagi."],
    en: ["Too many findings", "{more} further findings were not kept. Mend the file, then check it again."],
  },
};

const unknown: Readonly<Record<Language, Pair>> = {
  id: ["Perlu diperiksa", "Periksa baris ini dalam berkas."],
  en: ["To be looked at", "Look at this line of the file."],
};

const catalogue: Readonly<Record<string, Readonly<Record<Language, Pair>>>> = { ...importFindings, ...shared };

export interface FindingText {
  readonly title: string;
  readonly detail: string;
}

/** The words of a finding, with its values filled in. */
export function findingText(code: string, params: Readonly<Record<string, string>>, language: Language): FindingText {
  const entry = Object.hasOwn(catalogue, code) ? catalogue[code] : undefined;
  const [title, detail] = (entry ?? unknown)[language];
  return { title, detail: detail.replace(/\{(\w+)\}/g, (placeholder, name: string) => params[name] ?? placeholder) };
}
