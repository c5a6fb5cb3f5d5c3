/** Capital letters and digits that nobody confuses on paper. Twelve of 25 are 55 bits. */
export const codeAlphabet = "ACDEFGHJKMNPQRTUVWXY34679";
export const codeLength = 12;
export const codeValidMs = 7 * 86_400_000;

export const printCode = (letters: string): string => letters.match(/.{4}/g)?.join("-") ?? letters;

/** As typed: small letters, dashes and spaces do not matter. */
export const readCode = (typed: string): string => typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
