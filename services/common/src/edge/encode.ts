import { type DescEnum, type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

import { Refusal } from "../errors/index.ts";
import { type Contract, isOptional, type Rule, shortName } from "./contract.ts";
import { parseInstant } from "./instant.ts";
import { isFull, newPlace, type Place, report } from "./place.ts";
import { textChecker } from "./text.ts";

/** Judges one JSON value and writes it, tag included. What it writes after a complaint is thrown away. */
type Put = (value: unknown, writer: BinaryWriter, place: Place) => void;
/** Judges one value and answers it as the wire wants it; undefined after a complaint. */
type Judge<T> = (value: unknown, place: Place) => T | undefined;
type Write<T> = (writer: BinaryWriter, value: T) => void;

/** JSON value → protobuf bytes, canonical (fields by number); throws a Refusal that names all faults. */
export type Encode = (value: unknown) => Uint8Array<ArrayBuffer>;

const tagOf = (field: DescField, type: WireType): number => ((field.number << 3) | type) >>> 0;
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const int64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };
const whole = {
  [ScalarType.INT32]: { min: -(2n ** 31n), max: 2n ** 31n - 1n },
  [ScalarType.UINT32]: { min: 0n, max: 2n ** 32n - 1n },
} as const;

function judgeWhole(rule: Rule, type: keyof typeof whole): Judge<number> {
  const min = Number(rule.min ?? whole[type].min);
  const max = Number(rule.max ?? whole[type].max);
  return (value, place) => {
    if (typeof value !== "number" || !Number.isInteger(value)) report(place, { code: "EXPECTED_INTEGER" });
    else if (value < min || value > max) report(place, { code: "NUMBER_OUT_OF_RANGE", params: { min, max } });
    else return value;
    return undefined;
  };
}

function judgeInt64(rule: Rule): Judge<bigint> {
  const min = rule.min ?? int64.min;
  const max = rule.max ?? int64.max;
  return (value, place) => {
    if (typeof value !== "string" || !/^(?:0|-?[1-9]\d{0,18})$/.test(value)) {
      report(place, { code: "EXPECTED_DIGITS" });
      return undefined;
    }
    const number = BigInt(value);
    if (number >= min && number <= max) return number;
    report(place, { code: "NUMBER_OUT_OF_RANGE", params: { min, max } });
    return undefined;
  };
}

const judgeBool: Judge<boolean> = (value, place) => {
  if (typeof value === "boolean") return value;
  report(place, { code: "EXPECTED_BOOLEAN" });
  return undefined;
};

function judgeText(rule: Rule, required: boolean): Judge<string> {
  const faultOf = textChecker(rule, required);
  return (value, place) => {
    const fault = typeof value === "string" ? faultOf(value) : { code: "EXPECTED_TEXT" };
    if (fault === undefined) return value as string;
    report(place, fault);
    return undefined;
  };
}

function judgeChoice(desc: DescEnum): Judge<number> {
  const numbers = new Map(
    desc.values.filter(({ number }) => number !== 0).map(({ name, number }) => [shortName(desc.name, name), number]),
  );
  const choices = [...numbers.keys()].slice(0, 30).join(", ");
  return (value, place) => {
    const number = typeof value === "string" ? numbers.get(value) : undefined;
    if (number === undefined) report(place, { code: "CHOICE_UNKNOWN", params: { choices } });
    return number;
  };
}

/** How values of one scalar or enum type are judged and written, without the tag. */
interface Kind<T> {
  readonly wire: WireType;
  readonly judge: Judge<T>;
  readonly write: Write<T>;
}
const kind = <T>(wire: WireType, judge: Judge<T>, write: Write<T>): Kind<unknown> => ({
  wire,
  judge,
  write: write as Write<unknown>,
});

type KindOf = (rule: Rule, required: boolean) => Kind<unknown>;
const scalarKinds: Partial<Record<ScalarType, KindOf>> = {
  [ScalarType.INT32]: (rule) =>
    kind(WireType.Varint, judgeWhole(rule, ScalarType.INT32), (writer, value) => writer.int32(value)),
  [ScalarType.UINT32]: (rule) =>
    kind(WireType.Varint, judgeWhole(rule, ScalarType.UINT32), (writer, value) => writer.uint32(value)),
  [ScalarType.INT64]: (rule) => kind(WireType.Varint, judgeInt64(rule), (writer, value) => writer.int64(value)),
  [ScalarType.BOOL]: () => kind(WireType.Varint, judgeBool, (writer, value) => writer.bool(value)),
  [ScalarType.STRING]: (rule, required) =>
    kind(WireType.LengthDelimited, judgeText(rule, required), (writer, value) => writer.string(value)),
};

function scalarKind(field: DescField, rule: Rule, required: boolean): Kind<unknown> {
  if (field.enum) return kind(WireType.Varint, judgeChoice(field.enum), (writer, value) => writer.int32(value));
  const kindOf = field.scalar === undefined ? undefined : scalarKinds[field.scalar];
  if (kindOf === undefined) throw new Error(`${field.parent.typeName}.${field.name}: this type has no form in the API`);
  return kindOf(rule, required);
}

function scalarPut(field: DescField, rule: Rule, required: boolean): Put {
  const { wire, judge, write } = scalarKind(field, rule, required);
  const tag = tagOf(field, wire);
  const keepsZero = isOptional(field);
  return (value, writer, place) => {
    const judged = judge(value, place);
    if (judged === undefined) return;
    const isZero = judged === 0 || judged === false || judged === "" || judged === 0n;
    if (!isZero || keepsZero) write(writer.uint32(tag), judged);
  };
}

const instantPut: Put = (value, writer, place) => {
  const instant = typeof value === "string" ? parseInstant(value) : undefined;
  if (instant === undefined) return report(place, { code: "INSTANT_FORM" });
  if (instant.seconds !== 0) writer.tag(1, WireType.Varint).int64(instant.seconds);
  if (instant.nanos !== 0) writer.tag(2, WireType.Varint).int32(instant.nanos);
};

/** Wraps what `put` writes as one length-delimited field. */
function delimited(field: DescField, put: Put): Put {
  const tag = tagOf(field, WireType.LengthDelimited);
  return (value, writer, place) => {
    writer.uint32(tag).fork();
    put(value, writer, place);
    writer.join();
  };
}

function listPut(rule: Rule, required: boolean, item: Put): Put {
  const min = rule.minItems ?? (required ? 1 : 0);
  const max = rule.maxItems ?? Infinity;
  return (value, writer, place) => {
    if (!Array.isArray(value)) return report(place, { code: "EXPECTED_LIST" });
    if (value.length > max) return report(place, { code: "LIST_TOO_LONG", params: { max, length: value.length } });
    if (value.length < min) return report(place, { code: "LIST_TOO_SHORT", params: { min, length: value.length } });
    for (let index = 0; index < value.length && !isFull(place); index++) {
      place.path.push(index);
      if (value[index] === null) report(place, { code: "NULL_NOT_ALLOWED" });
      else item(value[index], writer, place);
      place.path.pop();
    }
  };
}

/** Numbers of a list stand in one packed field. */
function packedPut(field: DescField, rule: Rule, required: boolean): Put {
  const { judge, write } = scalarKind(field, rule, false);
  const put = listPut(rule, required, (value, writer, place) => {
    const judged = judge(value, place);
    if (judged !== undefined) write(writer, judged);
  });
  const packed = delimited(field, put);
  return (value, writer, place) => {
    if (Array.isArray(value) && value.length === 0) put(value, writer, place);
    else packed(value, writer, place);
  };
}

function textItemPut(field: DescField, rule: Rule): Put {
  const { judge, write } = scalarKind(field, rule, true);
  const tag = tagOf(field, WireType.LengthDelimited);
  return (value, writer, place) => {
    const judged = judge(value, place);
    if (judged !== undefined) write(writer.uint32(tag), judged);
  };
}

interface Member {
  readonly name: string;
  readonly required: boolean;
  readonly put: Put;
}

/** Compiles request messages once into closures. The contract must be without faults: messages do not contain themselves. */
export function encoderOf(contract: Contract): (desc: DescMessage) => Encode {
  const compiled = new Map<string, Put>();

  const fieldPut = (field: DescField): Put => {
    const rule = contract.ruleOf(field);
    const required = contract.isRequired(field);
    if (field.fieldKind === "list") {
      if (field.message) return listPut(rule, required, delimited(field, messagePut(field.message)));
      const isText = field.scalar === ScalarType.STRING;
      return isText ? listPut(rule, required, textItemPut(field, rule)) : packedPut(field, rule, required);
    }
    return field.message ? delimited(field, messagePut(field.message)) : scalarPut(field, rule, required);
  };

  const messagePut = (desc: DescMessage): Put => {
    if (desc.typeName === "google.protobuf.Timestamp") return instantPut;
    const known = compiled.get(desc.typeName);
    if (known) return known;
    const fields = [...desc.fields].sort((a, b) => a.number - b.number);
    const put = objectPut(
      fields.map((field) => ({ name: field.jsonName, required: contract.isRequired(field), put: fieldPut(field) })),
    );
    compiled.set(desc.typeName, put);
    return put;
  };

  const writer = new BinaryWriter(); // one for all: its buffer has grown to what requests need
  return (desc) => {
    const put = messagePut(desc);
    return (value) => {
      const place = newPlace();
      let bytes: Uint8Array<ArrayBuffer>;
      try {
        put(value, writer, place);
      } finally {
        bytes = writer.finish();
      }
      if (place.violations.length > 0) throw new Refusal("invalid", "REQUEST_INVALID", {}, place.violations);
      return bytes;
    };
  };
}

function objectPut(members: readonly Member[]): Put {
  const names = new Set(members.map(({ name }) => name));
  return (value, writer, place) => {
    if (!isObject(value)) return report(place, { code: "EXPECTED_OBJECT" });
    for (const { name, required, put } of members) {
      const item = value[name];
      if (item === undefined) {
        if (required) report(place, { code: "FIELD_REQUIRED" }, name);
        continue;
      }
      place.path.push(name);
      if (item === null) report(place, { code: "NULL_NOT_ALLOWED" });
      else put(item, writer, place);
      place.path.pop();
    }
    for (const key in value) {
      if (names.has(key)) continue;
      report(place, { code: "FIELD_UNKNOWN" }, key);
      if (isFull(place)) return;
    }
  };
}
