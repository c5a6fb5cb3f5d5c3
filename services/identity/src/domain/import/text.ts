import { type Day, isDay, type Zone } from "@kinerja/common/kernel";

/** "14-03-1987", "14/03/1987", "1987-03-14" or an instant that begins so; undefined when there is no such day. */
export function readDate(text: string): Day | undefined {
  const dayFirst = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:$|[ T])/.exec(text);
  const [, day = "", month = "", year = ""] = dayFirst ?? [];
  const iso = dayFirst ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : text.slice(0, 10);
  return isDay(iso) ? iso : undefined;
}

/** What a spreadsheet makes of 18 digits: "1,98703E+17", or digits of which only 15 are true. */
export const isScientific = (text: string): boolean => /^\d([.,]\d+)?E\+?\d+$/i.test(text.replaceAll(/\s/g, ""));

const yes = /^(y|ya|yes|true|1|x|v)$/i;
const no = /^(t|tidak|no|n|false|0|-)$/i;
export function readFlag(text: string): boolean | undefined {
  if (yes.test(text)) return true;
  return no.test(text) ? false : undefined;
}

export const isZone = (text: string): text is Zone => text === "WIB" || text === "WITA" || text === "WIT";

const provinces: readonly (readonly [Zone, RegExp])[] = [
  ["WIT", /papua|maluku/],
  ["WITA", /\bbali\b|nusa tenggara|\bnt[bt]\b|kalimantan (timur|selatan|utara)|sulawesi|gorontalo/],
  [
    "WIB",
    /aceh|sumat(e|)ra|riau|jambi|bengkulu|lampung|bangka|belitung|banten|jakarta|jawa|yogyakarta|kalimantan (barat|tengah)/,
  ],
];

/** The zone of a place that names its province; undefined when it does not. */
export function zoneOfPlace(text: string): Zone | undefined {
  const place = text.toLowerCase();
  return provinces.find(([, pattern]) => pattern.test(place))?.[0];
}

export const hasControl = (text: string): boolean => /[\u0000-\u0008\u000a-\u001f\u007f]/.test(text);
