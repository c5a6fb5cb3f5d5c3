/** The digits of a NIP as typed: spaces, dots and dashes between them don't count. */
export const nipDigits = (text: string): string => text.replace(/[\s.'-]/g, "");

export const isNip = (digits: string): boolean => /^\d{18}$/.test(digits);

/** Letters and digits of a code as typed, in upper case. */
export const codeLetters = (text: string): string => text.replace(/[^a-z0-9]/gi, "").toUpperCase();

const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, "Edge"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/Android/, "Android"],
  [/iPhone|iPad/, "iPhone"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "Mac"],
  [/Linux/, "Linux"],
];

/** What the list of signed-in devices shows: "Chrome, Android". */
export function deviceNameOf(userAgent: string): string {
  const found = [browsers, systems].flatMap((list) => list.find(([pattern]) => pattern.test(userAgent))?.[1] ?? []);
  return found.length === 0 ? "Web" : found.join(", ");
}
