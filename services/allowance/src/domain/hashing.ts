/** Text or bytes in, SHA-256 in hexadecimal out; fed piece by piece. */
export type Hash = { update(piece: string | Uint8Array): void; hex(): string };
export type NewHash = () => Hash;

export type Canon = string | readonly Canon[];

/** One spelling for one value: lists of texts, as JSON without a space. */
export const canonical = (value: Canon): string => JSON.stringify(value);

export function hashOf(newHash: NewHash, text: string): string {
  const hash = newHash();
  hash.update(text);
  return hash.hex();
}

type Json = string | number | null | readonly Json[] | { readonly [name: string]: Json };

function ordered(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(ordered);
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, one]) => [name, ordered(one)]));
}

/** One spelling for one object: names in their order, no space. */
export const canonicalJson = (value: Json): string => JSON.stringify(ordered(value));
