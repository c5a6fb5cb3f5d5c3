/** Text in, SHA-256 in hexadecimal out; fed piece by piece. */
export type Hash = { update(text: string): void; hex(): string };
export type NewHash = () => Hash;

export type Canon = string | readonly Canon[];

/** One spelling for one value: lists of texts, as JSON without a space. */
export const canonical = (value: Canon): string => JSON.stringify(value);

export function hashOf(newHash: NewHash, text: string): string {
  const hash = newHash();
  hash.update(text);
  return hash.hex();
}
