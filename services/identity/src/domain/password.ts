import { type Nip } from "@kinerja/common/kernel";
import { Refusal } from "@kinerja/common/errors";

import { commonWords } from "./common-passwords.ts";

const shortest = 12;
const fewestCharacters = 5;
const fewestOwnLetters = 4;
const leet: Readonly<Record<string, string>> = { "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "@": "a", $: "s" };

const byLength = [...commonWords].sort((a, b) => b.length - a.length);
const withoutCommonWords = (text: string): string => byLength.reduce((rest, word) => rest.replaceAll(word, " "), text);

/** What is left when common words, digits and signs are taken away, read plainly and as "p4ssw0rd". */
function ownLetters(password: string): number {
  const plain = password.toLowerCase();
  const undone = plain.replaceAll(/[01345@$]/g, (sign) => leet[sign] ?? sign);
  const count = (text: string): number => withoutCommonWords(text).replaceAll(/[^\p{L}]/gu, "").length;
  return Math.min(count(plain), count(undone));
}

function weakness(password: string, nip: Nip): string | undefined {
  const text = password.normalize("NFKC");
  const digits = text.replaceAll(/\D/g, "");
  if (text.length < shortest) return "SHORT";
  if (digits.includes(nip) || digits.includes(nip.slice(0, 8))) return "NIP";
  if (new Set(text.toLowerCase()).size < fewestCharacters) return "REPEATED";
  return ownLetters(text) < fewestOwnLetters && !isRandom(text) ? "COMMON" : undefined;
}

/** Digits and signs alone are fine when a generator made them: many different ones that do not count up or down. */
function isRandom(text: string): boolean {
  if (/\p{L}/u.test(text) || new Set(text).size < 8) return false;
  const steps = Array.from(
    { length: text.length - 1 },
    (_, index) => text.charCodeAt(index + 1) - text.charCodeAt(index),
  );
  return steps.filter((step) => Math.abs(step) <= 1).length < steps.length / 2;
}

/** Refuses a password that is short, made of common words, or the own NIP or birth date. */
export function checkPassword(password: string, nip: Nip): void {
  const reason = weakness(password, nip);
  if (reason !== undefined) throw new Refusal("refused", "PASSWORD_WEAK", { reason, shortest });
}
