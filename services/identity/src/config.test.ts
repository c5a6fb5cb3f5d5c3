import { randomBytes } from "node:crypto";

import { expect, it } from "@jest/globals";

import { readNipKeys } from "./config.ts";

const [first, second] = [randomBytes(32), randomBytes(32)];
const text = (key: Buffer): string => key.toString("base64");
const nip = [`1:${text(first)}`];

it("reads index keys with their versions, and a single one without as the first", () => {
  expect(readNipKeys(nip, [text(first)]).index).toEqual(new Map([[1, first]]));
  const both = [`1:${text(first)}`, `2:${text(second)}`];
  expect(readNipKeys(nip, both).index).toEqual(new Map([[1, first], [2, second]])); // prettier-ignore
});

it.each([
  ["two without versions", [text(first), text(second)]],
  ["a version that is none", [`0:${text(first)}`]],
  ["a short key", [`1:${text(first.subarray(1))}`]],
  ["nothing", [""]],
])("refuses %s", (_, index) => {
  expect(() => readNipKeys(nip, index)).toThrow("NIP_INDEX_KEY");
});
