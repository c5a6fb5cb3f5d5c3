/** Whether somebody serves by the kedudukan hukum that SIASN's export names; unknown names are for a person to judge. */
export type Standing = "serving" | "away" | "unknown";

/**
 * Who is retired, dismissed, suspended, on unpaid leave (CLTN), in preparation of retirement (MPP), missing or in another office has no work to plan
 * and no allowance to earn. The names are those of SIASN's table of thirty-one, and how exports write them.
 */
const away = [
  /\bpensiun\b|\bbup\b|batas usia pensiun|\bmpp\b/i,
  /berhentikan|pemberhentian|\bpembatalan nip\b|\btms\b/i,
  /\bcltn\b|di ?luar tanggungan/i,
  /\bhilang\b|\bpunah\b|meninggal|wafat/i,
  /uang tunggu|prajurit wajib|pejabat negara|kepala desa|eks timor/i,
  /tidak aktif|non ?-?aktif|tidak ikut pupns|tindak pidana|blokir/i,
] as const;

const serving = [
  /^((pns|pppk|p3k|cpns|asn) )?aktif$/i,
  /\bcpns\b|\bcalon\b/i,
  /tugas belajar|titipan|pengungsi/i,
  /huk(uman )?dis|banding|pemindahan|penurunan jabatan/i,
] as const;

const fits = (text: string, patterns: readonly RegExp[]): boolean => patterns.some((pattern) => pattern.test(text));

/** An empty cell says nothing against somebody; of two words ("tidak aktif (tugas belajar)") the one that ends duties counts. */
export function standingOf(text: string): Standing {
  if (fits(text, away)) return "away";
  return text === "" || fits(text, serving) ? "serving" : "unknown";
}
