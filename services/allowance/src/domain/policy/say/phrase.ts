/** One text of parts, of which some may be missing. */
export const phrase = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join("");

/** A part that is only there when its value is. */
export const given = <Value>(value: Value | undefined, tell: (value: Value) => string): string | undefined =>
  value === undefined ? undefined : tell(value);
