import { describe, expect, it } from "@jest/globals";
import { parsePeriod } from "@kinerja/common/kernel";

import { type PolicyDocument } from "../domain/policy/document.ts";
import { randomFacts, shrinkFacts } from "../testing/random-facts.ts";
import { smallDocuments } from "../testing/small-documents.ts";
import { interpret } from "./interpret.ts";

const period = parsePeriod("2026-07");
const gate = smallDocuments["steps.threshold_gate"] as PolicyDocument;

describe("random facts", () => {
  it("are the same for the same seed, and others for another", () => {
    const rows = [0, 1, 2, 3, 4, 5].map((seed) => JSON.stringify(randomFacts(gate, period, seed)));
    expect(rows).toEqual([0, 1, 2, 3, 4, 5].map((seed) => JSON.stringify(randomFacts(gate, period, seed))));
    expect(new Set(rows).size).toBe(rows.length);
  });

  it.each(Object.keys(smallDocuments))("reach every line of %s, and are mostly paid", (name) => {
    const document = smallDocuments[name] as PolicyDocument;
    const told = new Set<string>();
    let payable = 0;
    for (let seed = 0; seed < 600; seed += 1) {
      const { status, steps } = interpret(document, period, randomFacts(document, period, seed));
      if (status === "payable") payable += 1;
      for (const [id, [num]] of steps) if (num !== 0n) told.add(id);
    }
    expect(payable).toBeGreaterThan(60);
    const silent = document.steps.map(({ id }) => id).filter((id) => !told.has(id));
    expect(silent).toEqual([]);
  });

  it("shrink to the least that still disagrees", () => {
    const facts = randomFacts(gate, period, 3);
    const minutes = { ...facts, "activity.approved_minutes": 7_000 };
    const smallest = shrinkFacts(gate, period, minutes, (less) => Number(less["activity.approved_minutes"]) >= 6_750);
    expect(smallest).toEqual({ "activity.approved_minutes": 6_750 });
  });
});
