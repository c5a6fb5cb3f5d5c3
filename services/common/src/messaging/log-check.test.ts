import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { checkLog, type Numbered } from "./log-check.ts";

const clean = { lost: 0, doubled: 0, reordered: 0 };

/** A log as it should be: each key's numbers without gaps and in order, keys interleaved; not all of it was acknowledged. */
const histories = fc
  .record({
    picks: fc.array(fc.nat(4), { minLength: 2, maxLength: 60 }),
    acknowledged: fc.infiniteStream(fc.boolean()),
  })
  .map(({ picks, acknowledged }) => {
    const last = new Map<string, number>();
    const stored = picks.map((pick): Numbered => {
      const key = `k${pick}`;
      const number = (last.get(key) ?? 0) + 1;
      last.set(key, number);
      return { key, number };
    });
    return { stored, acked: stored.filter(() => acknowledged.next().value === true) };
  });
const withIndex = histories.chain((history) =>
  fc.record({ history: fc.constant(history), at: fc.nat(history.stored.length - 1) }),
);

describe("the checker of the fault tests", () => {
  it("finds nothing in a sound history, also when more is stored than was acknowledged", () => {
    fc.assert(fc.property(histories, ({ stored, acked }) => expect(checkLog(acked, stored)).toEqual(clean)));
  });

  it("finds each record that was acknowledged and is gone", () => {
    fc.assert(
      fc.property(withIndex, ({ history: { stored }, at }) => {
        expect(checkLog(stored, stored.toSpliced(at, 1))).toEqual({ ...clean, lost: 1 });
      }),
    );
  });

  it("does not call lost what was never acknowledged", () => {
    fc.assert(
      fc.property(withIndex, ({ history: { stored }, at }) => {
        expect(checkLog(stored.toSpliced(at, 1), stored.toSpliced(at, 1))).toEqual(clean);
      }),
    );
  });

  it("finds each repetition, wherever it lies, and calls it nothing else", () => {
    fc.assert(
      fc.property(withIndex, fc.nat(60), ({ history: { stored, acked }, at }, later) => {
        const again = stored.toSpliced(Math.min(stored.length, at + 1 + later), 0, stored[at]!);
        expect(checkLog(acked, again)).toEqual({ ...clean, doubled: 1 });
      }),
    );
  });

  it("finds a record that an earlier one of its key comes after", () => {
    fc.assert(
      fc.property(histories, ({ stored, acked }) => {
        const at = stored.findLastIndex(({ number }) => number > 1);
        fc.pre(at >= 0);
        const { key, number } = stored[at]!;
        const before = stored.findIndex((one) => one.key === key && one.number === number - 1);
        const swapped = stored.with(at, stored[before]!).with(before, stored[at]!);
        expect(checkLog(acked, swapped)).toEqual({ ...clean, reordered: 1 });
      }),
    );
  });
});
