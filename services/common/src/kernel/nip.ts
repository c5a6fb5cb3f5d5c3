import { invalid } from "../errors/index.ts";
import { type Brand } from "./brand.ts";
import { isDay } from "./day.ts";

/** Nomor Induk Pegawai: birth date (8), month of appointment (6), sex (1), serial (3). Perka BKN 22/2007. */
export type Nip = Brand<string, "Nip">;

/** Eighteen digits and nothing around them. */
export const isNip = (text: string): text is Nip => /^\d{18}$/.test(text);

/** Removes what spreadsheets and people put around the digits: spaces (also those without width), a leading apostrophe, quotes. */
const bare = (text: string): string => text.replace(/[\s\u200b-\u200d\u2060'"`‘’“”.-]/gu, "");

/** Length and digits are the only hard rule: numbers that contradict the birth date are in real use (`nipOddities`). */
export function parseNip(text: string, pointer = "/nip"): Nip {
  const digits = bare(text);
  if (!/^\d*$/.test(digits)) throw invalid(pointer, "NIP_DIGITS");
  if (digits.length !== 18) throw invalid(pointer, "NIP_LENGTH", { length: digits.length });
  return digits as Nip;
}

export type NipOddity = "NIP_BIRTH_DATE" | "NIP_MONTH" | "NIP_SEX";

/** What an officer should look at. A PPPK number carries year and contract code where a PNS has year and month. */
export function nipOddities(nip: Nip): NipOddity[] {
  const birth = `${nip.slice(0, 4)}-${nip.slice(4, 6)}-${nip.slice(6, 8)}`;
  const month = Number(nip.slice(12, 14));
  const oddities: NipOddity[] = [];
  if (!isDay(birth)) oddities.push("NIP_BIRTH_DATE");
  if ((month < 1 || month > 12) && month !== 21) oddities.push("NIP_MONTH");
  if (!/[12]/.test(nip.charAt(14))) oddities.push("NIP_SEX");
  return oddities;
}

/** The last three digits, all that a screen may show. */
export const nipSuffix = (nip: Nip): string => nip.slice(-3);
