// The words belong to the platform's catalogue; this page takes only this part of it, so the rest does not travel to the browser.
import { importFindings } from "../../../../common/src/catalogue/import-findings.ts";
import { type Language } from "../../i18n/format.ts";

type Pair = readonly [title: string, detail: string];

/** Codes that the import shares with single fields. */
const shared: Readonly<Record<string, Readonly<Record<Language, Pair>>>> = {
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
