import { ScalarType } from "@bufbuild/protobuf";

import { type Format, type Rule } from "../contract.ts";
import { formatLimit } from "../text.ts";

export type Schema = Readonly<Record<string, unknown>>;
export type Direction = "request" | "answer";

/** Without the keys that say nothing. */
export const defined = (record: Record<string, unknown>): Schema =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

const formats: Readonly<Record<Format, Schema>> = {
  DATE: { format: "date" },
  MONTH: { pattern: "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$" },
  TIME: { pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$" },
  UUID: { format: "uuid" },
  UUIDV7: { format: "uuid", pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$" },
  URL: { format: "uri", pattern: "^https?://" },
  NIP: { pattern: "^ *([0-9] *){18}$" },
  SHA256: { pattern: "^[0-9a-f]{64}$" },
  PAGE_TOKEN: {},
  LOG_POSITION: { pattern: "^([0-9]{1,5}:[0-9]{1,19}|spool:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$" },
};

function textSchema({ minLength, maxLength, format }: Rule, required: boolean): Schema {
  if (format !== undefined) return { type: "string", maxLength: maxLength ?? formatLimit[format], ...formats[format] };
  return defined({ type: "string", minLength: minLength ?? (required ? 1 : undefined), maxLength });
}

/** Limits of a request; an answer may hold whatever its type holds. */
function wholeSchema(
  format: string,
  { min, max }: Rule,
  direction: Direction,
  type: readonly [bigint, bigint],
): Schema {
  const limits = { minimum: Number(min ?? type[0]), maximum: Number(max ?? type[1]) };
  return { type: "integer", format, ...(direction === "request" ? limits : {}) };
}

export function scalarSchema(
  type: ScalarType | undefined,
  rule: Rule,
  required: boolean,
  direction: Direction,
): Schema {
  if (type === ScalarType.INT32) return wholeSchema("int32", rule, direction, [-(2n ** 31n), 2n ** 31n - 1n]);
  if (type === ScalarType.UINT32) return wholeSchema("int64", rule, direction, [0n, 2n ** 32n - 1n]);
  if (type === ScalarType.INT64) return { type: "string", format: "int64", pattern: "^(0|-?[1-9][0-9]{0,18})$" };
  if (type === ScalarType.BOOL) return { type: "boolean" };
  return direction === "request" ? textSchema(rule, required) : { type: "string" };
}

export const timestampSchema: Schema = { type: "string", format: "date-time" };
