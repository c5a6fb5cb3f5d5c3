import { describe, expect, it } from "@jest/globals";
import { type Period } from "@kinerja/common/kernel";

import { type PolicyDocument, type PolicyTest } from "../domain/policy/document.ts";
import { type Facts, type FactValue } from "../domain/policy/sources.ts";
import { smallDocuments } from "../testing/small-documents.ts";
import { decimal, isSame } from "./fraction.ts";
import { interpret, type Reckoning } from "./interpret.ts";

const factsOf = ({ inputs }: PolicyDocument, given: PolicyTest["given"]): Facts =>
  Object.fromEntries(
    Object.entries(inputs).flatMap(([id, { from }]) =>
      given[id] === undefined ? [] : [[from, given[id] as FactValue]],
    ),
  );

/** "-3300316/3" or a decimal, as a fraction. */
function expected(text: string | number): readonly [bigint, bigint] {
  const [num = "", den = "1"] = String(text).split("/");
  const [top, bottom] = [decimal(num), decimal(den)];
  return [top[0] * bottom[1], top[1] * bottom[0]];
}

/** A line, a fact, or gross, cut or net of the main component or of another, as "acting.net". */
function told({ steps, facts, components }: Reckoning, name: string): readonly [bigint, bigint] {
  const [component, column] = name.includes(".") ? name.split(".") : ["main", name];
  const found = components.find((one) => one.component === component);
  if (found && (column === "gross" || column === "cut" || column === "net")) return [found[column], 1n];
  const fact = facts[name];
  return steps.get(name) ?? decimal(typeof fact === "number" ? fact : 0);
}

function run(document: PolicyDocument, { period, given, expect: figures, flags = [] }: PolicyTest): void {
  const reckoning = interpret(document, period as Period, factsOf(document, given));
  for (const [name, figure] of Object.entries(figures)) {
    const found = told(reckoning, name);
    const detail = `${document.id} ${name}: ${found.join("/")} instead of ${figure}`;
    expect([detail, isSame(found, expected(figure))]).toEqual([detail, true]);
  }
  const codes = reckoning.flags.filter(({ severity }) => severity !== "NOTE").map(({ code }) => code);
  expect([...new Set(codes)]).toEqual([...flags].toSorted());
}

describe("the oracle", () => {
  it.each(Object.keys(smallDocuments))("reads %s as it is worked by hand", (name) => {
    const document = smallDocuments[name] as PolicyDocument;
    expect(document.tests.length).toBeGreaterThan(0);
    for (const test of document.tests) run(document, test);
  });
});
