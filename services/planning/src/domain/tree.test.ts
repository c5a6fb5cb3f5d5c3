import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { orderTree, type TreeRow } from "./tree.ts";

const row = (id: string, parentId: string | undefined, change: Partial<TreeRow> = {}): TreeRow => ({
  ...{ id, kind: "RHK", parentId, text: id, personId: "p", unitId: "u", state: "SET", isSet: true },
  ...{ isMain: true, isCarried: true, isAnchored: true },
  ...change,
});
const indicator = (id: string, change: Partial<TreeRow> = {}): TreeRow =>
  row(id, undefined, { kind: "INDICATOR", personId: undefined, state: undefined, ...change });

describe("a tree", () => {
  it("puts parents before children and keeps branches together", () => {
    const rows = [row("b1", "b"), row("a1", "a"), row("a2", "a"), row("b", "top"), row("a", "top"), indicator("top")];
    expect(orderTree(rows).map(({ id }) => id)).toEqual(["top", "b", "b1", "a", "a1", "a2"]);
  });

  it("makes a top of what leans on something outside", () =>
    expect(orderTree([row("a", "outside")])).toMatchObject([{ id: "a", parentId: undefined, isGap: false }]));

  it.each<[string, TreeRow, boolean]>([
    ["an indicator that somebody carries", indicator("i"), false],
    ["an indicator that nobody carries", indicator("i", { isCarried: false }), true],
    ["a main result that leads nowhere", row("r", undefined, { isAnchored: false }), true],
    ["a main result that leads to an agreement", row("r", "x"), false],
    ["a result that nobody carries on", row("r", "x", { isCarried: false }), false],
    ["an additional result that leads nowhere", row("r", undefined, { isAnchored: false, isMain: false }), false],
  ])("%s", (_, one, isGap) => expect(orderTree([one])[0]?.isGap).toBe(isGap));

  it("has each row once and no child before its parent, circles apart", () => {
    const parents = fc.array(fc.option(fc.nat(19), { nil: undefined }), { maxLength: 20 });
    fc.assert(
      fc.property(parents, (given) => {
        const rows = given.map((parent, at) => row(`${at}`, parent === undefined ? undefined : `${parent}`));
        const ordered = orderTree(rows).map(({ id }) => id);
        expect(ordered.toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
        const placeOf = (id: string): number => ordered.indexOf(id);
        const endsInCircle = (id: string): boolean => {
          let at = rows.find((one) => one.id === id);
          for (let step = 0; at !== undefined && step <= rows.length; step++) {
            const above: string | undefined = at.parentId;
            at = rows.find((one) => one.id === above);
          }
          return at !== undefined;
        };
        for (const { id, parentId } of rows)
          if (parentId !== undefined && placeOf(parentId) >= 0 && !endsInCircle(id))
            expect(placeOf(parentId)).toBeLessThan(placeOf(id));
      }),
    );
  });
});
