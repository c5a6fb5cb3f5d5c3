import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { v7, version } from "uuid";

import { isUuid, parseUuid, personIdFromSiasn, uuidFromBytes, uuidFromName, uuidTime, uuidToBytes } from "./uuid.ts";

describe("UUIDs", () => {
  it("come back from their bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        const id = uuidFromBytes(bytes);
        expect(isUuid(id)).toBe(true);
        expect(new Uint8Array(uuidToBytes(id))).toEqual(bytes);
      }),
    );
  });

  it("come from a part of a larger buffer", () => {
    const bytes = Buffer.alloc(40, 7);
    expect(uuidFromBytes(bytes.subarray(3, 19))).toBe("07070707-0707-0707-0707-070707070707");
  });

  it.each([0, 15, 17])("do not come from %i bytes", (length) =>
    expect(() => uuidFromBytes(Buffer.alloc(length))).toThrow(RangeError),
  );

  it.each(["", "zz", "01890a5d-ac96-774b-bcce-b302099a80", "person"])("are not made into bytes from %j", (text) =>
    expect(() => uuidToBytes(text)).toThrow(RangeError),
  );

  it.each([
    "01890A5D-AC96-774B-BCCE-B302099A8057",
    "{01890a5d-ac96-774b-bcce-b302099a8057}",
    "01890a5dac96774bbcceb302099a8057",
    "01890a5d-ac96-774b-bcce-b302099a805",
    "01890a5d-ac96-774b-bcce-b302099a8057\n",
  ])("have one form, not %j", (text) => {
    expect(isUuid(text)).toBe(false);
    expect(() => parseUuid(text, "/id")).toThrow(
      expect.objectContaining({ violations: [{ pointer: "/id", code: "UUID_FORM", params: {} }] }),
    );
  });

  it("of version 7 hold their time", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), (msecs) => {
        expect(uuidTime(v7({ msecs }))).toBe(msecs);
      }),
    );
  });

  it("of other versions, and other texts, hold none", () => {
    expect(uuidTime("00000000-0000-4000-8000-000000000000")).toBeUndefined();
    expect(uuidTime("01890a5d-ac96-774b")).toBeUndefined();
  });

  it("of a name are the same everywhere, of version 8", () => {
    // sha256("kinerja/person/A8ACA7F8"), cut and marked by hand.
    expect(personIdFromSiasn("A8ACA7F8")).toBe("285c5cf4-d1be-81b6-94be-faba7aa191f2");
    fc.assert(
      fc.property(fc.string(), (name) => {
        const id = uuidFromName(name);
        expect(version(id)).toBe(8);
        expect(id).toMatch(/^.{14}8.{4}[89ab]/);
        expect(uuidFromName(name)).toBe(id);
        expect(uuidFromName(`${name} `)).not.toBe(id);
      }),
    );
  });
});
