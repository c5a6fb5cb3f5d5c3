import { describe, expect, it } from "@jest/globals";

import { contentOf, result } from "../testing/world.ts";
import {
  type Content,
  type IndicatorDraft,
  missingIn,
  type PositionKind,
  type ResultDraft,
  toContent,
} from "./content.ts";

let made = 0;
const newId = (): string => `id-${++made}`;
const contentWith = (...results: ResultDraft[]): Content => toContent(contentOf(...results), [], newId);
const indicator = (change: Partial<IndicatorDraft>): IndicatorDraft => ({
  ...result(undefined).indicators[0]!,
  ...change,
});
const main = (...indicators: IndicatorDraft[]): ResultDraft => ({ ...result(undefined), indicators });
const additional = { ...result(undefined), kind: "TAMBAHAN" } as const;

describe("what is missing", () => {
  it.each<[string, PositionKind, Content, string[]]>([
    ["nothing", "STAFF", contentWith(result(undefined)), []],
    ["nothing, of a head", "UNIT_HEAD", contentWith(result(undefined)), []],
    ["everything", "STAFF", contentWith(), ["/content/results MAIN_RESULT_MISSING"]],
    ["everything, of a head", "UNIT_HEAD", contentWith(), ["/content/results MAIN_RESULT_MISSING"]],
    ["a main result", "STAFF", contentWith(additional), ["/content/results MAIN_RESULT_MISSING"]],
    ["no main result of a head", "UNIT_HEAD", contentWith(additional), []],
    ["an indicator", "STAFF", contentWith(result(undefined), main()), ["/content/results/1/indicators INDICATORS_MISSING"]],
    ["an aspect", "STAFF", contentWith(main(indicator({ aspect: undefined }))), ["/content/results/0/indicators/0/aspect ASPECT_MISSING"]],
    ["no aspect of a head", "UNIT_HEAD", contentWith(main(indicator({ aspect: undefined }))), []],
    ["a perspective", "UNIT_HEAD", contentWith(main(indicator({}), indicator({ perspective: undefined }))), ["/content/results/0/indicators/1/perspective PERSPECTIVE_MISSING"]],
    ["no perspective of staff", "STAFF", contentWith(main(indicator({ perspective: undefined }))), []],
  ])("%s", (_, kind, content, missing) =>
    expect(missingIn(content, kind).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(missing)); // prettier-ignore
});

describe("content", () => {
  const known = contentWith(result(undefined));
  const [first] = known.results;
  const [measure] = first!.indicators;

  it("keeps ids of rows that were there before and gives new ones to others", () => {
    const draft = contentOf(
      { ...first!, indicators: [measure!, indicator({ text: "Baru" })] },
      result(undefined, "Baru"),
    );
    const { results } = toContent(draft, [known], newId);
    expect(results.map(({ id }) => id)).toEqual([first!.id, expect.stringMatching(/^id-/)]);
    expect(results[0]?.indicators.map(({ id }) => id)).toEqual([measure!.id, expect.stringMatching(/^id-/)]);
  });

  it.each([
    ["a strange result", contentOf(result(undefined, "x", "strange")), "/content/results/0/rhkId ITEM_UNKNOWN"],
    ["a result twice", contentOf(first!, first!), "/content/results/1/rhkId ITEM_NAMED_TWICE"],
    ["a strange indicator", contentOf(main(indicator({ id: "strange" }))), "/content/results/0/indicators/0/indicatorId ITEM_UNKNOWN"],
    ["a value twice", { ...contentOf(), expectations: [{ value: "LOYAL", text: "a" } as const, { value: "LOYAL", text: "b" } as const] }, "/content/expectations/1/value ITEM_NAMED_TWICE"],
  ])("refuses %s", (_, draft, violation) => {
    const [pointer, code] = violation.split(" ");
    expect(() => toContent(draft, [known], newId)).toThrow(expect.objectContaining({ kind: "invalid", violations: [{ pointer, code, params: {} }] }));
  }); // prettier-ignore

  it("refuses what would not fit into one fact", () => {
    const long = { ...contentOf(), resources: Array.from({ length: 20 }, () => "x".repeat(3_001)) };
    expect(() => toContent(long, [], newId)).toThrow(
      expect.objectContaining({ code: "SKP_TOO_LONG", params: { max: 60_000, length: 60_020 } }),
    );
    expect(toContent({ ...long, resources: ["x".repeat(60_000)] }, [], newId).resources).toHaveLength(1);
  });
});
