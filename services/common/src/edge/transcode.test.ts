import {
  type DescField,
  type DescMessage,
  fromBinary,
  fromJson,
  type JsonValue,
  ScalarType,
  toBinary,
  toJson,
} from "@bufbuild/protobuf";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { Refusal } from "../errors/index.ts";
import { type Format, isOptional, ownContract, type Rule, shortName } from "./contract.ts";
import { decoderOf } from "./decode.ts";
import { encoderOf } from "./encode.ts";
import { violationLimit } from "./place.ts";

const contract = ownContract();
const served = contract.rpcs.filter(({ bindings }) => bindings.length > 0);
const requests = [...new Set(served.map(({ input }) => input))];
const answers = [...new Set(served.filter(({ kind }) => kind === "unary").map(({ output }) => output))];
const [encoder, decoder] = [encoderOf(contract), decoderOf()];

const two = (n: number): string => String(n).padStart(2, "0");
const day = fc
  .date({ min: new Date("1950-01-01"), max: new Date("2150-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const hex = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from("0123456789abcdef")), minLength: length, maxLength: length });
const digits = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from("0123456789")), minLength: length, maxLength: length });
const instant = fc
  .record({
    day,
    seconds: fc.nat(86_399),
    nanos: fc.constantFrom("", ".5", ".123456789", ".000001"),
    zone: fc.constantFrom("Z", "+07:00", "-03:30"),
  })
  .map(
    ({ day, seconds, nanos, zone }) =>
      `${day}T${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${nanos}${zone}`,
  );
const formats: Record<Format, fc.Arbitrary<string>> = {
  DATE: day,
  MONTH: day.map((text) => text.slice(0, 7)),
  TIME: fc.nat(1_439).map((minute) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`),
  UUID: fc.uuid(),
  UUIDV7: fc.uuid({ version: 7 }),
  URL: fc.webUrl({ validSchemes: ["http", "https"] }).map((url) => url.slice(0, 400)),
  NIP: digits(18).map((nip) => `${nip.slice(0, 8)} ${nip.slice(8)}`),
  SHA256: hex(64),
  PAGE_TOKEN: fc.base64String({ minLength: 4, maxLength: 40 }),
  LOG_POSITION: fc.oneof(
    fc.tuple(fc.nat(95), fc.nat()).map(([partition, offset]) => `${partition}:${offset}`),
    fc.uuid().map((id) => `spool:${id}`),
  ),
};
const line = fc.oneof(
  fc.constantFrom("a", "é", "字", "🦜", " ", "\u2028"),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
);
const isPlain = (text: string): boolean => !/[\p{Cc}\p{Surrogate}]/u.test(text);

function text({ format, minLength, maxLength = 40 }: Rule): fc.Arbitrary<string> {
  if (format !== undefined) return formats[format];
  return fc
    .array(line.filter(isPlain), {
      minLength: minLength ?? 1,
      maxLength: Math.max(minLength ?? 1, Math.min(maxLength, 40)),
    })
    .map((units) => Array.from(units.join("")).slice(0, maxLength).join(""));
}

const anyText = fc.string({ unit: "binary" }).filter((value) => !/\p{Surrogate}/u.test(value));
const scalars: Partial<Record<ScalarType, (rule: Rule, asRequest: boolean) => fc.Arbitrary<unknown>>> = {
  [ScalarType.INT32]: ({ min, max }) =>
    fc.integer({ min: Number(min ?? -(2n ** 31n)), max: Number(max ?? 2n ** 31n - 1n) }),
  [ScalarType.UINT32]: () => fc.nat(),
  [ScalarType.INT64]: ({ min, max }) => fc.bigInt({ min: min ?? -(2n ** 63n), max: max ?? 2n ** 63n - 1n }).map(String),
  [ScalarType.BOOL]: () => fc.boolean(),
  [ScalarType.STRING]: (rule, asRequest) => (asRequest ? text(rule) : fc.oneof(anyText, text(rule))),
};

function single(field: DescField, rule: Rule, asRequest: boolean): fc.Arbitrary<unknown> {
  if (field.message) return field.message.typeName.endsWith(".Timestamp") ? instant : message(field.message, asRequest);
  if (field.enum) return fc.constantFrom(...field.enum.values.slice(asRequest ? 1 : 0).map(({ name }) => name));
  return scalars[field.scalar]?.(rule, asRequest) ?? fc.constant(undefined);
}

/** A message as proto JSON (long enum names), valid by its rules. */
function message(desc: DescMessage, asRequest: boolean): fc.Arbitrary<Record<string, unknown>> {
  const oneofs = new Set(desc.oneofs.flatMap(({ fields }) => fields.slice(1)));
  const fields = desc.fields.filter((field) => !oneofs.has(field));
  const entries = fields.map((field) => {
    const rule = contract.ruleOf(field);
    const one = single(field, rule, asRequest);
    const required = asRequest && contract.isRequired(field);
    const limits = {
      minLength: rule.minItems ?? (required ? 1 : 0),
      maxLength: Math.max(rule.minItems ?? 0, Math.min(rule.maxItems ?? 3, 3)),
    };
    if (field.fieldKind === "map") return [field.jsonName, fc.dictionary(fc.constantFrom("a", "b", "__proto__"), one)];
    const whole = field.fieldKind === "list" ? fc.array(one, limits) : one;
    return [field.jsonName, required ? whole : fc.option(whole, { nil: undefined })];
  });
  return fc
    .record(Object.fromEntries(entries) as Record<string, fc.Arbitrary<unknown>>)
    .map((record) => JSON.parse(JSON.stringify(record)) as Record<string, unknown>);
}

/** Proto JSON in the API's words: short names of enums. */
function inApiWords(desc: DescMessage, value: unknown): unknown {
  if (desc.typeName.startsWith("google.protobuf.")) return value;
  const record: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value as object) as [string, unknown][]) {
    const field = desc.fields.find(({ jsonName }) => jsonName === key);
    if (!field || field.fieldKind === "map") record[key] = item;
    else if (field.enum) {
      const short = (name: unknown): string => shortName(field.enum.name, String(name));
      record[key] = Array.isArray(item) ? item.map(short) : short(item);
    } else if (field.message) {
      const inner = field.message;
      record[key] = Array.isArray(item) ? item.map((one) => inApiWords(inner, one)) : inApiWords(inner, item);
    } else record[key] = item;
  }
  return record;
}

const runs = { numRuns: 20 };

describe.each(requests.map((desc) => [desc.name, desc] as const))("%s", (_, desc) => {
  const encode = encoder(desc);

  it("becomes the bytes that protobuf-es makes of it", () => {
    fc.assert(
      fc.property(message(desc, true), (value) => {
        const expected = toBinary(desc, fromJson(desc, value as JsonValue));
        expect(Buffer.from(encode(inApiWords(desc, value)))).toEqual(Buffer.from(expected));
      }),
      runs,
    );
  });

  it("is judged, whatever is done to it, and never breaks the judge", () => {
    const junk = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(
        null,
        -1,
        1.5,
        2 ** 31,
        "9".repeat(30),
        "\0",
        "\ud800",
        "UNSPECIFIED",
        {},
        [],
        [null],
        "2026-02-31",
        "",
      ),
    );
    const mutation = fc.record({
      value: message(desc, true),
      junk,
      at: fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }),
      key: fc.constantFrom("__proto__", "constructor", "toString", "x/~y"),
    });
    fc.assert(
      fc.property(mutation, ({ value, junk, at, key }) => {
        const request = JSON.parse(JSON.stringify(inApiWords(desc, value))) as Record<string, unknown>;
        mutate(request, at, junk, key);
        try {
          fromBinary(desc, encode(request));
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(Refusal);
          const { violations, code } = thrown as Refusal;
          expect(code).toBe("REQUEST_INVALID");
          expect(violations.length).toBeGreaterThan(0);
          expect(violations.length).toBeLessThanOrEqual(violationLimit);
          for (const { pointer } of violations) expect(pointer).toMatch(/^(\/|$)/);
        }
      }),
      runs,
    );
  });
});

/** Walks `at` into the value and puts junk there, under a key that is there or under a new one. */
function mutate(value: unknown, [step = 0, ...rest]: readonly number[], junk: unknown, key: string): void {
  if (typeof value !== "object" || value === null) return;
  const keys = Object.keys(value);
  const chosen = keys[step % (keys.length + 1)] ?? key;
  const inner = (value as Record<string, unknown>)[chosen];
  if (rest.length > 0 && typeof inner === "object" && inner !== null && Object.hasOwn(value, chosen))
    mutate(inner, rest, junk, key);
  else Object.defineProperty(value, chosen, { value: junk, enumerable: true, configurable: true, writable: true });
}

describe.each(answers.map((desc) => [desc.name, desc] as const))("%s", (_, desc) => {
  it("reads as protobuf-es reads it, with plain scalars and lists always there", () => {
    const decode = decoder(desc);
    fc.assert(
      fc.property(message(desc, false), (value) => {
        const bytes = toBinary(desc, fromJson(desc, value as JsonValue));
        const expected = toJson(desc, fromBinary(desc, bytes), { alwaysEmitImplicit: true });
        expect(JSON.parse(JSON.stringify(decode(bytes)))).toEqual(
          JSON.parse(JSON.stringify(inApiWords(desc, expected))),
        );
      }),
      runs,
    );
  });

  it("skips fields of a newer service and refuses bytes that are cut off", () => {
    const decode = decoder(desc);
    const newer = Buffer.from([0xfa, 0xff, 0x07, 0x03, 1, 2, 3]); // field 16383, three bytes
    expect(decode(newer)).toEqual(decode(Buffer.alloc(0)));
    expect(() => decode(newer.subarray(0, 5))).toThrow(RangeError);
  });
});

it("tests both kinds of presence", () => {
  const fields = requests.flatMap(({ fields }) => fields);
  expect(fields.some(isOptional)).toBe(true);
  expect(fields.some((field) => !isOptional(field))).toBe(true);
});
