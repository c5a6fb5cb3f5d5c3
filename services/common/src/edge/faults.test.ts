import { readFileSync } from "node:fs";

import { fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  type DescriptorProto,
  type FieldDescriptorProto,
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  type FileDescriptorSet,
  FileDescriptorSetSchema,
  type MethodDescriptorProto,
} from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "@jest/globals";

import { type Refusal } from "../errors/index.ts";
import { type Contract, readContract } from "./contract.ts";
import { contractFaults } from "./faults.ts";
import { routeTable } from "./routes.ts";

const image = readFileSync(require.resolve("@kinerja/proto/image.binpb"));
const optionNumbers = { http: 72_295_728, behavior: 1_052, authz: 50_101, rule: 50_102 };

/** The real contract with something broken in it. */
function broken(change: (set: FileDescriptorSet) => void): Contract {
  const set = fromBinary(FileDescriptorSetSchema, image);
  change(set);
  return readContract(toBinary(FileDescriptorSetSchema, set));
}
const method = (set: FileDescriptorSet, name: string): MethodDescriptorProto => {
  const found = set.file
    .flatMap(({ service }) => service.flatMap((one) => one.method))
    .find((one) => one.name === name);
  if (found === undefined) throw new Error(`no method ${name}`);
  return found;
};
const message = (set: FileDescriptorSet, name: string): DescriptorProto => {
  const found = set.file.flatMap(({ messageType }) => messageType).find((one) => one.name === name);
  if (found === undefined) throw new Error(`no message ${name}`);
  return found;
};
const field = (set: FileDescriptorSet, owner: string, name: string): FieldDescriptorProto => {
  const found = message(set, owner).field.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no field ${owner}.${name}`);
  return found;
};
/** Options of our own are unknown to the descriptor's own schema: that is where they lie. */
const dropOption = ({ options }: FieldDescriptorProto | MethodDescriptorProto, number: number): void => {
  if (options?.$unknown) options.$unknown = options.$unknown.filter(({ no }) => no !== number);
};
/** Puts another text of the same length into an option. */
const replaceIn = ({ options }: MethodDescriptorProto, number: number, from: string, to: string): void => {
  if (!options?.$unknown) return;
  options.$unknown = options.$unknown.map((option) => {
    const data = Buffer.from(option.data);
    if (option.no === number) data.write(to, data.indexOf(from), "latin1");
    return { ...option, data };
  });
};

const entry = "kinerja.activity.v1.Entry";
const ingest = "/kinerja.activity.v1.IngestService/RecordEntries";

describe("a contract is not served with", () => {
  it.each<[string, (set: FileDescriptorSet) => void, string]>([
    [
      "a call without authorisation",
      (set) => dropOption(method(set, "RecordEntries"), optionNumbers.authz),
      `${ingest}: has no authz option`,
    ],
    [
      "a scalar without presence",
      (set) => dropOption(field(set, "Entry", "version"), optionNumbers.behavior),
      `${entry}.version: is neither optional nor REQUIRED`,
    ],
    [
      "a text without limit",
      (set) => dropOption(field(set, "Entry", "description"), optionNumbers.rule),
      `${entry}.description: has neither max_length nor format`,
    ],
    [
      "a list without limit",
      (set) => dropOption(field(set, "RecordEntriesRequest", "entries"), optionNumbers.rule),
      "kinerja.activity.v1.RecordEntriesRequest.entries: has no max_items",
    ],
    [
      "a float",
      (set) => void (field(set, "Entry", "minutes").type = FieldDescriptorProto_Type.DOUBLE),
      `${entry}.minutes: DOUBLE has no form in the API`,
    ],
    [
      "a name of every object",
      (set) => void (field(set, "Entry", "reason").jsonName = "constructor"),
      `${entry}.reason: the name constructor is taken by every JavaScript object`,
    ],
    [
      "a request that contains itself",
      (set) => {
        const one = field(set, "Entry", "reason");
        Object.assign(one, {
          type: FieldDescriptorProto_Type.MESSAGE,
          typeName: `.${entry}`,
          label: FieldDescriptorProto_Label.REPEATED,
          proto3Optional: false,
        });
        one.oneofIndex = undefined as never;
        message(set, "Entry").oneofDecl = [];
        for (const other of message(set, "Entry").field)
          Object.assign(other, { proto3Optional: false, oneofIndex: undefined });
      },
      `${entry}: a request can't contain itself`,
    ],
    [
      "a client stream with a route",
      (set) => void (method(set, "RecordEntries").clientStreaming = true),
      "a client_streaming call has no HTTP form",
    ],
    [
      "a server stream that is no file",
      (set) => void (method(set, "GetMe").serverStreaming = true),
      "a server_streaming call has no HTTP form",
    ],
    [
      "a wildcard",
      (set) => replaceIn(method(set, "RecordEntries"), optionNumbers.http, "entries:record", "entries/**:rec"),
      "this form of path is not served",
    ],
    [
      "a variable without a field",
      (set) => replaceIn(method(set, "GetImport"), optionNumbers.http, "{import_id}", "{import_no}"),
      "the request has no field import_no",
    ],
  ])("%s", (_, change, expected) => {
    const contract = broken(change);
    expect(contractFaults(contract).join("\n")).toContain(expected);
    expect(() => routeTable(contract)).toThrow(expected);
  });

  it("one path for two calls", () => {
    const contract = broken((set) => {
      const http = method(set, "GetMe").options?.$unknown?.filter(({ no }) => no === optionNumbers.http) ?? [];
      const other = method(set, "ListAgencies").options;
      if (other) other.$unknown = [...(other.$unknown ?? []).filter(({ no }) => no !== optionNumbers.http), ...http];
    });
    expect(contractFaults(contract)).toEqual([
      expect.stringMatching(/GetMe .*: a path could also mean .*ListAgencies/),
    ]);
  });
});

it("reads whole rupiah exactly, and only from digits in a text", () => {
  const contract = broken((set) => void (field(set, "Entry", "quantity").type = FieldDescriptorProto_Type.INT64));
  const route = routeTable(contract).find("POST", "/v1/entries:record");
  if (!route || !("route" in route)) throw new Error("no route");
  const example = JSON.parse(route.route.rpc.example ?? "") as { entries: Record<string, unknown>[] };
  const complaint = (quantity: unknown): string | undefined => {
    try {
      route.route.encode({ entries: [{ ...example.entries[0], quantity }] });
      return undefined;
    } catch (thrown) {
      return (thrown as Refusal).violations[0]?.code;
    }
  };
  expect(["0", "1000000"].map(complaint)).toEqual([undefined, undefined]);
  for (const quantity of [5, "5.00", "01", "-0", "", "1e3", " 1", "9".repeat(20)])
    expect([quantity, complaint(quantity)]).toEqual([quantity, "EXPECTED_DIGITS"]);
  expect(complaint("1000001")).toBe("NUMBER_OUT_OF_RANGE");
});
