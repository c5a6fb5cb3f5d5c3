import { Refusal } from "../errors/index.ts";

const parameterLimit = 50;

/** Percent-decodes strictly: broken escapes and broken UTF-8 are refused, not replaced. */
export function decodeAddress(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refusal("invalid", "ADDRESS_MALFORMED");
  }
}

/** The parameters behind the question mark, in order, repeated ones together. */
export function parseQuery(query: string): ReadonlyMap<string, string[]> {
  const parameters = new Map<string, string[]>();
  if (query === "") return parameters;
  const parts = query.split("&", parameterLimit + 1);
  if (parts.length > parameterLimit) throw new Refusal("invalid", "ADDRESS_MALFORMED");
  for (const part of parts) {
    if (part === "") continue;
    const [name = "", ...value] = part.replaceAll("+", " ").split("=");
    const key = decodeAddress(name);
    const values = parameters.get(key) ?? [];
    values.push(decodeAddress(value.join("=")));
    parameters.set(key, values);
  }
  return parameters;
}
