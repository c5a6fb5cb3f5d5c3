import { randomUUID } from "node:crypto";

import { describe, expect, it } from "@jest/globals";

import { copyReader, copyWriter, fieldsOf } from "./copy-binary.ts";
import { uuidText } from "./uuid.ts";

describe("rows in the binary format of COPY", () => {
  it("come back as they were written, whatever the buffer had room for", () => {
    const rows = Array.from({ length: 200 }, (_, index) => ({
      id: randomUUID(),
      number: index % 2 === 0 ? -7 - index : 2_147_483_647 - index,
      text: index % 3 === 0 ? undefined : `Kata ${index} – ${"ß𝄞€".repeat(index)}`,
    }));
    const writer = copyWriter(1);
    for (const { id, number, text } of rows) {
      writer.row(3);
      writer.uuid(id);
      writer.int4(number);
      writer.text(text);
    }
    const reader = copyReader(writer.end());
    for (const row of rows) {
      expect(reader.next()).toBe(true);
      expect({ id: reader.uuid(), number: reader.int4(), text: reader.text() }).toEqual(row);
    }
    expect(reader.next()).toBe(false);
  });

  it("have the bytes that PostgreSQL describes", () => {
    const writer = copyWriter();
    writer.row(4);
    writer.int2(-2);
    writer.int8(-1n);
    writer.bytes(Buffer.from("ab"));
    writer.text("");
    const begins = "5047434f50590aff0d0a000000000000000000";
    expect(writer.end().toString("hex")).toBe(
      [begins, "0004", "00000002fffe", "00000008ffffffffffffffff", "000000026162", "00000000", "ffff"].join(""),
    );
    writer.begin();
    expect(writer.end().toString("hex")).toBe(`${begins}ffff`);
  });

  it("share fields that are made once", () => {
    const id = randomUUID();
    const shared = fieldsOf((to) => {
      to.uuid(id);
      to.int4(7);
    });
    const writer = copyWriter();
    writer.row(3);
    writer.fields(shared);
    writer.text("x");
    const reader = copyReader(writer.end());
    expect([reader.next(), reader.uuid(), reader.int4(), reader.text(), reader.next()]).toEqual([true, id, 7, "x", false]); // prettier-ignore
  });

  it("are refused when they are something else, or cut", () => {
    expect(() => copyReader(Buffer.from("person_id,amount\n1,2\n3,4"))).toThrow("no binary COPY");
    const writer = copyWriter();
    writer.row(1);
    writer.text("seluruhnya");
    const cut = copyReader(writer.end().subarray(0, 30));
    cut.next();
    expect(() => cut.text()).toThrow("ends within a field");
  });
});

describe("the text of a UUID", () => {
  it("has its dashes", () => {
    const id = randomUUID();
    expect(uuidText(Buffer.from(`ff${id.replaceAll("-", "")}`, "hex"), 1)).toBe(id);
  });
});
