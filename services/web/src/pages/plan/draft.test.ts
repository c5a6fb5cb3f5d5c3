import { describe, expect, it } from "@jest/globals";
import {
  annexFault,
  type Draft,
  emptyResult,
  expectationFault,
  faultsOf,
  fromContent,
  missingForSubmit,
  resultOfPointer,
  sameDraft,
  toContent,
} from "./draft.ts";
import { type SkpContent } from "./types.ts";

const content: SkpContent = {
  results: [
    {
      rhkId: "r1",
      kind: "UTAMA",
      text: "Cakupan imunisasi meningkat",
      parentKind: "PROVISIONAL",
      parentId: "p1",
      indicators: [
        { indicatorId: "i1", text: "Puskesmas disupervisi", aspect: "KUANTITAS", target: "84", unit: "puskesmas" },
      ],
    },
  ],
  expectations: [{ value: "AKUNTABEL", text: "Laporan tepat waktu" }],
  resources: ["Kendaraan", "Laptop"],
  accountability: ["Laporan bulanan"],
  consequences: [],
};
const [first] = fromContent(content).results;
if (first === undefined) throw new Error("the content has a result");

describe("an SKP that is written", () => {
  it("becomes the same content when nothing is changed", () => {
    expect(toContent(fromContent(content), "STAFF")).toEqual(content);
    expect(sameDraft(fromContent(content), fromContent(content), "STAFF")).toBe(true);
  });

  it("sends neither empty lines nor the other layout's column", () => {
    const draft: Draft = { ...fromContent(content), resources: " Kendaraan \n\n", expectations: { LOYAL: "  " } };
    const sent = toContent(draft, "UNIT_HEAD");
    expect(sent.resources).toEqual(["Kendaraan"]);
    expect(sent.expectations).toEqual([]);
    expect(sent.results[0]?.indicators[0]).not.toHaveProperty("aspect");
  });

  it("names each fault of a result", () => {
    expect(faultsOf(first, "STAFF")).toBeUndefined();
    expect(faultsOf({ ...first, text: "ab", indicators: [] }, "STAFF")).toMatchObject({
      text: "short",
      indicators: "missing",
    });
    expect(faultsOf(first, "UNIT_HEAD")?.ofIndicator.get("i1")).toEqual({ perspective: "missing" });
    const faults = faultsOf(emptyResult("n", "n1"), "STAFF");
    expect(faults?.ofIndicator.get("n1")).toEqual({
      ...{ text: "missing", aspect: "missing", target: "missing", unit: "missing" },
    });
    expect(faultsOf({ ...first, text: "x".repeat(501) }, "STAFF")?.text).toBe("long");
  });

  it("knows what a submission lacks", () => {
    const draft = fromContent(content);
    expect(missingForSubmit(draft, "STAFF")).toBeUndefined();
    expect(missingForSubmit(draft, "UNIT_HEAD")).toBe("indicator");
    expect(missingForSubmit({ ...draft, results: [{ ...first, kind: "TAMBAHAN" }] }, "STAFF")).toBe("result");
  });

  it("checks annexes and expectations", () => {
    expect(annexFault("a\nb")).toBeUndefined();
    expect(annexFault(Array.from({ length: 21 }, () => "a").join("\n"))).toBe("many");
    expect(annexFault("x".repeat(301))).toBe("long");
    expect([undefined, "", "ab", "abc"].map(expectationFault)).toEqual([undefined, undefined, "short", undefined]);
  });

  it("finds the result that the server speaks of", () => {
    expect(resultOfPointer("/content/results/12/indicators/0/aspect")).toBe(12);
    expect(resultOfPointer("/content/results")).toBeUndefined();
  });
});
