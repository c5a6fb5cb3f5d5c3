import { types } from "pg";

type TypeId = Parameters<typeof types.setTypeParser>[0];

const { INT8, DATE, NUMERIC } = types.builtins;
// pg names no array types.
const int8Array = 1016 as TypeId;
const dateArray = 1182 as TypeId;
const numericArray = 1231 as TypeId;

const raw = (text: string): string => text;
/** One dimension; items of these types are never quoted. */
const arrayOf = (parse: (item: string) => unknown) => (text: string) =>
  text === "{}"
    ? []
    : text
        .slice(1, -1)
        .split(",")
        .map((item) => (item === "NULL" ? null : parse(item)));

/** Whole numbers of 8 bytes are bigint, days and exact decimals stay text: the default turns 2026-03-31 into the day before in Jakarta, and a numeric[] into floats. Set once, for the process. */
export function setTypeParsers(): void {
  types.setTypeParser(INT8, BigInt);
  types.setTypeParser(int8Array, arrayOf(BigInt));
  types.setTypeParser(DATE, raw);
  types.setTypeParser(dateArray, arrayOf(raw));
  types.setTypeParser(NUMERIC, raw);
  types.setTypeParser(numericArray, arrayOf(raw));
}
