import { describe, expect, it } from "@jest/globals";

import { lineOf, nipOf } from "../../testing/people.ts";
import { nothing, planSteps } from "../../testing/plan.ts";
import { eachStep, filterSteps, flatMapSteps, type Steps } from "./steps.ts";

function run<T>(steps: Steps<T>): { readonly result: T; readonly rests: number } {
  for (let rests = 0; ; rests += 1) {
    const { done, value } = steps.next();
    if (done) return { result: value, rests };
  }
}

describe("work in steps", () => {
  const numbers = Array.from({ length: 1_000 }, (_, index) => index);

  it("does what a list does, and can rest all the while", () => {
    const doubled = run(flatMapSteps(numbers, (n) => (n % 2 === 0 ? [n, n] : [])));
    expect(doubled.result).toEqual(numbers.flatMap((n) => (n % 2 === 0 ? [n, n] : [])));
    expect(doubled.rests).toBeGreaterThanOrEqual(10);
    expect(run(filterSteps(numbers, (n) => n > 990)).result).toEqual(numbers.filter((n) => n > 990));
    const seen: number[] = [];
    run(eachStep(new Set(numbers), (n) => void seen.push(n)));
    expect(seen).toEqual(numbers);
  });

  it("plans a file so that others have their turn for each hundred lines, many times over", () => {
    const lines = Array.from(
      { length: 1_000 },
      (_, n) =>
      lineOf(1, { pns_id: `P${n}`, nip_baru: `${19_870_101 + (n % 9)}20110${1 + (Math.floor(n / 9) % 9)}1${900 + Math.floor(n / 81)}`, atasan_nip: n === 0 ? "" : nipOf(1) }), // prettier-ignore
    );
    const { result, rests } = run(planSteps(lines, nothing));
    expect(result.people).toHaveLength(1_000);
    expect(rests).toBeGreaterThan(80);
  });
});
