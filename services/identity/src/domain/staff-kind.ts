/** PNS, CPNS or PPPK; empty where the source does not say. */
export type StaffKind = "" | "PNS" | "CPNS" | "PPPK";

/** What SIASN's export says, as it writes it. */
export type StaffTexts = {
  /** jenis_pegawai_nama: "PNS Daerah Kab/Kota", "PPPK". */
  readonly kind: string;
  /** status_cpns_pns: "C", "P", or the word. */
  readonly status: string;
  /** kedudukan_hukum_nama: "Aktif", "PPPK Aktif", "CPNS belum menerima SK". */
  readonly standing: string;
  /** tmt_pns is a day that has come. */
  readonly isAppointed: boolean;
};

const contracted = /\b(pppk|p3k)\b|perjanjian kerja/i;
const onProbation = /\b(cpns|calon)\b/i;
const permanent = /\bpns\b|pegawai negeri sipil/i;

function kindOfWords(texts: readonly string[]): StaffKind {
  if (texts.some((text) => contracted.test(text))) return "PPPK";
  if (texts.some((text) => onProbation.test(text))) return "CPNS";
  return texts.some((text) => permanent.test(text)) ? "PNS" : "";
}

/** A cell of jenis_pegawai_nama or status_cpns_pns that says something, or nothing at all. */
export const isKnownKind = (text: string): boolean => text === "" || /^[cp]$/i.test(text) || kindOfWords([text]) !== "";

/**
 * The status is what agencies forget: of 670 "CPNS" in one ministry's export 660 had long been appointed, and each would have lost a fifth of the
 * pay. So a day of appointment outweighs it, and the reader is told.
 */
export function staffKindOf({ kind, status, standing, isAppointed }: StaffTexts): {
  readonly kind: StaffKind;
  readonly isStale: boolean;
} {
  const words = kindOfWords([kind, standing]);
  if (words === "PPPK") return { kind: words, isStale: false };
  const isCandidate = /^c(pns)?$/i.test(status) || words === "CPNS";
  if (isCandidate) return isAppointed ? { kind: "PNS", isStale: true } : { kind: "CPNS", isStale: false };
  return { kind: /^p(ns)?$/i.test(status) || isAppointed ? "PNS" : words, isStale: false };
}
