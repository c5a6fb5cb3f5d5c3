import { describe, expect, it } from "@jest/globals";
import { type Branch, columnsOf, foldOf, pictureOf, type TreeNode } from "./picture.ts";

const node = (nodeId: string, parentId: string, change: Partial<TreeNode> = {}): TreeNode => ({
  ...{ nodeId, parentId, kind: "SUPERIOR_RHK", text: nodeId, personId: `of-${nodeId}`, unitId: "u" },
  ...{ state: "SET", gap: false },
  ...change,
});
const indicator = (nodeId: string, gap = false): TreeNode =>
  node(nodeId, "", { kind: "AGREEMENT_INDICATOR", personId: "", state: "UNSPECIFIED", gap });

const agreement = {
  unitId: "u",
  objectives: [
    { objectiveId: "o1", text: "One", indicators: [{ indicatorId: "i1" }, { indicatorId: "i2" }] },
    { objectiveId: "o2", text: "Two", indicators: [{ indicatorId: "i3" }] },
  ],
} as unknown as Parameters<typeof pictureOf>[1][number];

const nodes = [
  indicator("i1"),
  node("a", "i1"),
  node("a1", "a"),
  node("a2", "a", { personId: "of-a1", kind: "PROVISIONAL", state: "DRAFT" }),
  indicator("i2", true),
  indicator("i3", true),
  node("lost", "", { gap: true }),
];

describe("a picture of a cascade", () => {
  const picture = pictureOf(nodes, [agreement]);

  it("answers with figures first", () =>
    expect(picture.figures).toEqual({ indicators: 3, carried: 1, results: 4, connected: 3, provisional: 1 }));

  it("shows one objective at a time, in the order of the cascade", () =>
    expect(
      picture.groups.map(({ objective, branches }) => [objective, branches.map((one) => one.node.nodeId)]),
    ).toEqual([
      ["One", ["i1", "i2"]],
      ["Two", ["i3"]],
    ]));

  it("counts each person once, and keeps the order of siblings", () => {
    const [first] = picture.groups[0]?.branches ?? [];
    expect(first?.people).toBe(2);
    expect(first?.children[0]?.children.map((one) => one.node.nodeId)).toEqual(["a1", "a2"]);
  });

  it("names the gaps with the place where they are seen", () => {
    expect(picture.uncarried.map(({ node: { nodeId }, group }) => [nodeId, group])).toEqual([
      ["i2", 0],
      ["i3", 1],
    ]);
    expect(picture.orphans.map(({ nodeId }) => nodeId)).toEqual(["lost"]);
  });

  it("makes a group of its own of a result that leans on something above the unit", () => {
    const { groups } = pictureOf([node("a", ""), node("a1", "a"), node("b", "")], [agreement]);
    expect(groups.map(({ objective }) => objective)).toEqual([undefined, undefined]);
    expect(groups.map(columnsOf)).toEqual([2, 1]);
  });

  it("never has more columns than a desktop has room for", () => {
    const deep = Array.from({ length: 9 }, (_, at) => node(`n${String(at)}`, at === 0 ? "" : `n${String(at - 1)}`));
    expect(pictureOf(deep, []).groups.map(columnsOf)).toEqual([4]);
  });
});

describe("the fold of many siblings", () => {
  const leaf = (name: string, change: Partial<TreeNode> = {}): Branch => ({
    node: node(name, "", change),
    children: [],
    people: 1,
  });
  const plain = (count: number) => Array.from({ length: count }, (_, at) => leaf(String(at)));

  it("stays open up to eight", () => expect(foldOf(plain(8))).toMatchObject({ rest: [] }));

  it("folds the rest beyond eight", () => {
    const { shown, rest } = foldOf(plain(11));
    expect([shown.length, rest.length]).toEqual([7, 4]);
  });

  it("never hides what needs a look", () => {
    const urgent = Array.from({ length: 9 }, (_, at) => leaf(`gap${String(at)}`, { gap: true }));
    const { shown, rest } = foldOf([...plain(3), ...urgent]);
    expect(shown.map((one) => one.node.gap)).toEqual(Array.from({ length: 9 }, () => true));
    expect(rest).toHaveLength(3);
  });
});
