import { type DescEnum, type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";

import { isOptional, shortName } from "./contract.ts";
import { formatInstant } from "./instant.ts";

export type Json = Record<string, unknown>;
type Read = (reader: BinaryReader) => unknown;
/** Reads one field into the object. */
type Take = (reader: BinaryReader, into: Json, wire: WireType) => void;

/** Protobuf bytes → the JSON of an answer: lists and plain scalars are always there, int64 is text, instants are RFC 3339. */
export type Decode = (bytes: Uint8Array) => Json;

function choiceRead(desc: DescEnum): Read {
  const names = new Map(desc.values.map(({ name, number }) => [number, shortName(desc.name, name)]));
  return (reader) => {
    const number = reader.int32();
    return names.get(number) ?? String(number); // a newer service may know more than this process
  };
}

function readInstant(reader: BinaryReader): string {
  const end = reader.uint32() + reader.pos;
  let [seconds, nanos] = [0, 0];
  while (reader.pos < end) {
    const [no, wire] = reader.tag();
    if (no === 1) seconds = Number(reader.int64());
    else if (no === 2) nanos = reader.int32();
    else reader.skip(wire, no);
  }
  return formatInstant({ seconds, nanos });
}

const scalarReads: Partial<Record<ScalarType, Read>> = {
  [ScalarType.INT32]: (reader) => reader.int32(),
  [ScalarType.UINT32]: (reader) => reader.uint32(),
  [ScalarType.INT64]: (reader) => String(reader.int64()),
  [ScalarType.BOOL]: (reader) => reader.bool(),
  [ScalarType.STRING]: (reader) => reader.string(),
};

function scalarRead(field: DescField, scalar: ScalarType | undefined): Read {
  const read = scalar === undefined ? undefined : scalarReads[scalar];
  if (read === undefined) throw new Error(`${field.parent.typeName}.${field.name}: this type has no form in the API`);
  return read;
}

const zeroOf = (field: DescField): unknown => {
  if (field.enum) return shortName(field.enum.name, field.enum.values[0]?.name ?? "");
  if (field.scalar === ScalarType.BOOL) return false;
  if (field.scalar === ScalarType.INT64) return "0";
  return field.scalar === ScalarType.STRING ? "" : 0;
};

function listTake(name: string, read: Read, packable: boolean): Take {
  return (reader, into, wire) => {
    const list = into[name] as unknown[];
    if (!packable || wire !== WireType.LengthDelimited) {
      list.push(read(reader));
      return;
    }
    const end = reader.uint32() + reader.pos;
    while (reader.pos < end) list.push(read(reader));
  };
}

function mapTake(name: string, key: Read, value: Read): Take {
  return (reader, into) => {
    const end = reader.uint32() + reader.pos;
    let [entryKey, entryValue]: unknown[] = ["", ""];
    while (reader.pos < end) {
      const [no, wire] = reader.tag();
      if (no === 1) entryKey = key(reader);
      else if (no === 2) entryValue = value(reader);
      else reader.skip(wire, no);
    }
    (into[name] as Json)[String(entryKey)] = entryValue;
  };
}

interface Compiled {
  readonly takes: Map<number, Take>;
  /** Fields that are there without having been sent. */
  readonly defaults: (readonly [name: string, make: () => unknown])[];
}

/** Compiles answer messages once. Fields that the contract does not know are skipped. */
export function decoderOf(): (desc: DescMessage) => Decode {
  const compiled = new Map<string, Compiled>();

  const messageRead = (desc: DescMessage): Read => {
    if (desc.typeName === "google.protobuf.Timestamp") return readInstant;
    const message = compile(desc);
    return (reader) => {
      const length = reader.uint32();
      return readFields(message, reader, reader.pos + length);
    };
  };
  const itemRead = (field: DescField): Read => {
    if (field.message) return messageRead(field.message);
    return field.enum ? choiceRead(field.enum) : scalarRead(field, field.scalar);
  };

  const addField = (field: DescField, { takes, defaults }: Compiled): void => {
    const name = field.jsonName;
    const read = itemRead(field);
    if (field.fieldKind === "list") {
      defaults.push([name, () => []]);
      takes.set(field.number, listTake(name, read, !field.message && field.scalar !== ScalarType.STRING));
    } else if (field.fieldKind === "map") {
      defaults.push([name, () => Object.create(null) as Json]);
      takes.set(field.number, mapTake(name, scalarRead(field, field.mapKey), read));
    } else {
      const others = field.oneof?.fields.filter((other) => other !== field).map((other) => other.jsonName) ?? [];
      const zero = zeroOf(field);
      if (!isOptional(field) && !field.oneof) defaults.push([name, () => zero]);
      takes.set(field.number, (reader, into) => {
        for (const other of others) into[other] = undefined;
        into[name] = read(reader);
      });
    }
  };

  const compile = (desc: DescMessage): Compiled => {
    const known = compiled.get(desc.typeName);
    if (known) return known;
    const message: Compiled = { takes: new Map(), defaults: [] };
    compiled.set(desc.typeName, message); // before its fields: a message may contain itself
    for (const field of [...desc.fields].sort((a, b) => a.number - b.number)) addField(field, message);
    return message;
  };

  return (desc) => {
    const message = compile(desc);
    return (bytes) => readFields(message, new BinaryReader(bytes), bytes.length);
  };
}

function readFields({ takes, defaults }: Compiled, reader: BinaryReader, end: number): Json {
  const into: Json = {};
  for (const [name, make] of defaults) into[name] = make();
  while (reader.pos < end) {
    const [no, wire] = reader.tag();
    const take = takes.get(no);
    if (take) take(reader, into, wire);
    else reader.skip(wire, no);
  }
  if (reader.pos > end) throw new RangeError("a field ends behind its message");
  return into;
}
