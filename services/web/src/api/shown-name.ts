/** How a name is shown. Personnel data often hold it in capitals; what is stored stays as it is, and only the case is changed here. */

/** Words within a name that are written small. */
const particles = new Set(["bin", "binti", "van", "von", "der", "den", "de", "da", "dos"]);

/** Parts of degrees that are written in capitals though they are more than one letter. */
const capitalParts = new Set([
  "STP",
  "SSTP",
  "IP",
  "AP",
  "SE",
  "SH",
  "ST",
  "MM",
  "MT",
  "MH",
  "MA",
  "MBA",
  "MPA",
  "BA",
  "II",
  "III",
  "IV",
]);

const isCapitals = (text: string): boolean => /\p{Lu}{2}/u.test(text) && !/\p{Ll}/u.test(text);

const capital = (part: string): string => part.charAt(0) + part.slice(1).toLowerCase();

/** "NUR'AINI" as "Nur'aini", "AL-FATIH" as "Al-Fatih", "I.G.N." as it is. */
function nameWord(word: string, place: number): string {
  if (capitalParts.has(word)) return word;
  const small = word.toLowerCase();
  if (place > 0 && particles.has(small)) return small;
  return word.replace(/\p{L}[\p{L}'’]*/gu, capital);
}

/** "S.KOM." as "S.Kom.", "M.SI" as "M.Si", "S.STP." and "S.H." as they are; one without points is an abbreviation. */
const degree = (text: string): string =>
  text.includes(".") ? text.replace(/\p{L}+/gu, (part) => (capitalParts.has(part) ? part : capital(part))) : text;

/** "SITI AMINAH, S.KOM." as "Siti Aminah, S.Kom."; a name that is written in both cases is left alone. */
export function shownName(name: string): string {
  const [person = "", ...degrees] = name.split(",");
  if (!isCapitals(person)) return name;
  const written = person.split(" ").map(nameWord).join(" ");
  return [written, ...degrees.map((one) => (isCapitals(one) ? degree(one) : one))].join(",");
}

interface Named {
  readonly name: string;
}

export const withShownName = <Someone extends Named>(someone: Someone): Someone => ({
  ...someone,
  name: shownName(someone.name),
});
