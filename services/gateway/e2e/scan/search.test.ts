import { expect, it } from "@jest/globals";

import { amountsIn, searchFor } from "./search.ts";

const nip = "199004152015031961";
const search = searchFor([
  { what: "number", text: nip },
  { what: "name", text: "Wiryawanta Penandakusuma" },
]);

const forms: readonly (readonly [string, string])[] = [
  ["plain", nip],
  ["in groups", "19900415 201503 1 961"],
  ["in a URL", `/v1/people/${nip}?x=1`],
  ["hexadecimal", `\\x00${Buffer.from(nip).toString("hex").toUpperCase()}`],
  ...["", "a", "ab", "abc"].map((before): [string, string] => [
    `base64 after "${before}"`,
    Buffer.from(`${before}${nip}z`).toString("base64"),
  ]),
  ["base64 of groups is not plain base64, but bytes around it are no hindrance", `\u0000\u00ff${nip}\u0000`],
];
it.each(forms)("a number is found %s", (_, text) => {
  expect(search(text)).toEqual(["number"]);
  expect(search(Buffer.from(text, "latin1"))).toEqual(["number"]);
}); // prettier-ignore

it.each(["WIRYAWANTA PENANDAKUSUMA", "wiryawanta%20penandakusuma", "Wiryawanta+Penandakusuma"])(
  "a name is found as %s",
  (text) => expect(search(`{"x":"${text}"}`)).toEqual(["name"]),
);

it("what only looks alike is not found", () => {
  expect(search("199004152015031960 Wiryawanta Kusuma")).toEqual([]);
  expect(search("")).toEqual([]);
});

it("an amount is found as a number of its own only", () => {
  expect(amountsIn('{"n":6500000,"t":"Rp6.500.000"}', ["6500000"])).toEqual(["6500000"]);
  expect(amountsIn("paid -6500000.", ["6500000"])).toEqual(["6500000"]);
  expect(amountsIn("id-6500000 16500000 6500000a 1.6500000", ["6500000"])).toEqual([]);
});
