import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { type Contract, type Format, type Rule, shortName } from "@kinerja/common/edge";
import fc from "fast-check";

/** Ids that really are there, by the name of their field: without them every request would end at "not found". */
export type KnownIds = Readonly<Record<string, readonly string[]>>;

const two = (n: number): string => String(n).padStart(2, "0");
const day = fc
  .date({ min: new Date("2020-01-01"), max: new Date("2030-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const nearDay = fc.integer({ min: 1, max: 30 }).map((n) => `2026-10-${two(n)}`);
const hex = (length: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from("0123456789abcdef")), minLength: length, maxLength: length });

const formats: Record<Format, fc.Arbitrary<string>> = {
  DATE: fc.oneof(nearDay, day),
  // Months of the test world's year are other tests' business.
  MONTH: fc.integer({ min: 2027, max: 2030 }).chain((year) => fc.integer({ min: 1, max: 12 }).map((month) => `${year}-${two(month)}`)), // prettier-ignore
  TIME: fc.nat(1_439).map((minute) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`),
  UUID: fc.uuid(),
  UUIDV7: fc.uuid({ version: 7 }),
  URL: fc.webUrl({ validSchemes: ["http", "https"] }).map((url) => url.slice(0, 400)),
  NIP: fc.integer({ min: 900, max: 999 }).map((serial) => `198703142011012${serial}`),
  SHA256: hex(64),
  PAGE_TOKEN: fc.base64String({ minLength: 4, maxLength: 40 }),
  LOG_POSITION: fc.tuple(fc.nat(95), fc.nat()).map(([partition, offset]) => `${partition}:${offset}`),
};

const letter = fc.constantFrom("a", "é", "字", "🦜", " ", "'", '"', "\\", "%", ";", "<", "\u2028", "١", "\u202e");

function text({ format, minLength = 1, maxLength = 40 }: Rule): fc.Arbitrary<string> {
  if (format !== undefined) return formats[format];
  const longest = Math.max(minLength, Math.min(maxLength, 40));
  const units = fc.array(letter, { minLength, maxLength: longest });
  return fc.oneof(
    units.map((some) => Array.from(some.join("")).slice(0, maxLength).join("")),
    fc.constant("x".repeat(maxLength)),
  );
}

const scalars: Partial<Record<ScalarType, (rule: Rule) => fc.Arbitrary<unknown>>> = {
  [ScalarType.BOOL]: () => fc.boolean(),
  [ScalarType.INT32]: ({ min = -(2n ** 31n), max = 2n ** 31n - 1n }) =>
    fc.integer({ min: Number(min), max: Number(max) }),
  [ScalarType.UINT32]: () => fc.nat(),
  [ScalarType.INT64]: ({ min = -(2n ** 63n), max = 2n ** 63n - 1n }) => fc.bigInt({ min, max }).map(String),
};

/** Requests that pass the rules of the contract, in the API's own words. */
export function validRequests(contract: Contract, known: KnownIds): (desc: DescMessage) => fc.Arbitrary<object> {
  const single = (field: DescField): fc.Arbitrary<unknown> => {
    if (field.message?.typeName === "google.protobuf.Timestamp") return day.map((text) => `${text}T07:30:00+07:00`);
    if (field.message) return message(field.message);
    if (field.enum) {
      const { name, values } = field.enum;
      return fc.constantFrom(...values.slice(1).map((value) => shortName(name, value.name)));
    }
    const rule = contract.ruleOf(field);
    const free = scalars[field.scalar]?.(rule) ?? text(rule);
    const ids = known[field.jsonName];
    return ids === undefined ? free : fc.oneof({ arbitrary: fc.constantFrom(...ids), weight: 4 }, free);
  };
  const whole = (field: DescField): fc.Arbitrary<unknown> => {
    const one = single(field);
    if (field.fieldKind === "map") return fc.dictionary(fc.constantFrom("a", "b", "__proto__"), one);
    if (field.fieldKind !== "list") return one;
    const { minItems, maxItems = 3 } = contract.ruleOf(field);
    const minLength = minItems ?? (contract.isRequired(field) ? 1 : 0);
    return fc.array(one, { minLength, maxLength: Math.max(minLength, Math.min(maxItems, 3)) });
  };
  const message = (desc: DescMessage): fc.Arbitrary<object> => {
    const others = new Set(desc.oneofs.flatMap(({ fields }) => fields.slice(1)));
    const fields = desc.fields.filter((field) => !others.has(field));
    const required = fields.filter((field) => contract.isRequired(field)).map(({ jsonName }) => jsonName);
    return fc.record(Object.fromEntries(fields.map((field) => [field.jsonName, whole(field)])), {
      requiredKeys: required,
    });
  };
  return message;
}
