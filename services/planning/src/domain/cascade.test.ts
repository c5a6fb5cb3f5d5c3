import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { contentOf, result } from "../testing/world.ts";
import { type Cascade, checkDraft, checkSettable, deepest, type Leaders, type Node, type Setting } from "./cascade.ts";
import { type Content, type Parent, type ParentKind, toContent } from "./content.ts";

const year = 2026;
const indicator = (id: string, change: Partial<Node> = {}): Node => ({
  ...{ id, kind: "INDICATOR", personId: undefined, unitId: "unit", year, parentId: undefined, isSet: true },
  ...change,
});
const rhk = (id: string, parentId: string | undefined, change: Partial<Node> = {}): Node => ({
  ...indicator(id),
  ...{ kind: "RHK", personId: "leader", parentId },
  ...change,
});
const cascade = (...nodes: Node[]): Cascade => new Map(nodes.map((node) => [node.id, node]));
const leaders: Leaders = { people: new Set(["leader"]), assigned: new Set(["assigned"]) };
const to = (kind: ParentKind, id: string): Parent => ({ kind, id });
let made = 0;
const contentOn = (...parents: (Parent | undefined)[]): Content =>
  toContent(contentOf(...parents.map((parent) => result(parent))), [], () => `own-${++made}`);
const staff = (content: Content, change: Partial<Setting> = {}): Setting => ({
  ...{ content, positionKind: "STAFF", unitId: "unit", year },
  ...change,
});
const head = (content: Content, change: Partial<Setting> = {}): Setting =>
  staff(content, { positionKind: "UNIT_HEAD", ...change });
/** "CODE pointers" of the refusal, "" when there is none. */
function faultsOf(check: () => unknown): string {
  try {
    check();
    return "";
  } catch (thrown) {
    const { code, violations } = thrown as { code: string; violations: { pointer: string }[] };
    return [code, ...violations.map(({ pointer }) => pointer)].join(" ");
  }
}

const firm = cascade(indicator("top"), rhk("lead", "top"));
const place = "/content/results/0/parentId";

describe("setting", () => {
  it.each<[string, Setting, Cascade, string]>([
    ["staff on the superior's result", staff(contentOn(to("SUPERIOR_RHK", "lead"))), firm, ""],
    ["staff on what was provisional and is set by now", staff(contentOn(to("PROVISIONAL", "lead"))), firm, ""],
    ["staff on nothing", staff(contentOn(undefined)), firm, `PARENT_NOT_SET ${place}`],
    ["staff on what is not set", staff(contentOn(to("SUPERIOR_RHK", "draft"))), firm, `PARENT_NOT_SET ${place}`],
    ["staff on last year's", staff(contentOn(to("PROVISIONAL", "old"))), cascade(indicator("top"), rhk("old", "top", { year: 2025 })), `PARENT_NOT_SET ${place}`],
    ["staff on a stranger's result", staff(contentOn(to("SUPERIOR_RHK", "lead"))), cascade(indicator("top"), rhk("lead", "top", { personId: "stranger" })), `PARENT_NOT_OF_SUPERIOR ${place}`],
    ["staff on a stranger's result that a matrix gave", staff(contentOn(to("SUPERIOR_RHK", "assigned"))), cascade(indicator("top"), rhk("assigned", "top", { personId: "stranger" })), ""],
    ["staff on an agreement", staff(contentOn(to("AGREEMENT_INDICATOR", "top"))), firm, `PARENT_NOT_OF_SUPERIOR ${place}`],
    ["staff on a result that leads nowhere", staff(contentOn(to("SUPERIOR_RHK", "lead"))), cascade(rhk("lead", undefined)), `PARENT_NOT_SET ${place}`],
    ["staff on a result whose own parent is gone", staff(contentOn(to("SUPERIOR_RHK", "lead"))), cascade(rhk("lead", "gone")), `PARENT_NOT_SET ${place}`],
    ["a head on the own unit's agreement", head(contentOn(to("AGREEMENT_INDICATOR", "top"))), firm, ""],
    ["a head on another unit's agreement", head(contentOn(to("AGREEMENT_INDICATOR", "top")), { unitId: "other" }), firm, `PARENT_NOT_OF_SUPERIOR ${place}`],
    ["a head on an agreement that is a draft", head(contentOn(to("AGREEMENT_INDICATOR", "top"))), cascade(indicator("top", { isSet: false })), `PARENT_NOT_SET ${place}`],
    ["a head on the superior's result", head(contentOn(to("SUPERIOR_RHK", "lead")), { unitId: "other" }), firm, ""],
    ["several faults at once", staff(contentOn(undefined, to("SUPERIOR_RHK", "lead"), to("SUPERIOR_RHK", "no"))), firm, `PARENT_NOT_SET ${place} /content/results/2/parentId`],
  ])("%s", (_, setting, above, faults) => expect(faultsOf(() => checkSettable(setting, above, leaders))).toBe(faults)); // prettier-ignore

  it("asks nothing of additional results", () => {
    const content = contentOn(to("SUPERIOR_RHK", "lead"), undefined, to("PROVISIONAL", "draft"));
    const [main, ...rest] = content.results;
    const results = [main!, ...rest.map((one) => ({ ...one, kind: "TAMBAHAN" as const }))];
    const set = checkSettable(staff({ ...content, results }), firm, leaders);
    expect(set.results.map(({ parent }) => parent?.kind)).toEqual(["SUPERIOR_RHK", undefined, "PROVISIONAL"]);
  });

  it("refuses a circle through what is set", () => {
    const content = contentOn(to("SUPERIOR_RHK", "lead"));
    const above = cascade(rhk("lead", "upper"), rhk("upper", content.results[0]!.id));
    expect(faultsOf(() => checkSettable(staff(content), above, leaders))).toBe(`CASCADE_CYCLE ${place}`);
  });

  const tower = (levels: number): Cascade => {
    const results = Array.from({ length: levels - 1 }, (_, at) =>
      rhk(`r${at}`, at === levels - 2 ? "top" : `r${at + 1}`),
    );
    return cascade(indicator("top"), ...results);
  };
  it.each([
    [deepest, ""],
    [deepest + 1, `CASCADE_TOO_DEEP ${place}`],
  ])("%i levels above a result", (levels, faults) => {
    const setting = staff(contentOn(to("SUPERIOR_RHK", "r0")));
    expect(faultsOf(() => checkSettable(setting, tower(levels), leaders))).toBe(faults);
  });
});

describe("drafting", () => {
  const draft = (content: Content, above: Cascade): string => faultsOf(() => checkDraft(content, above, leaders, year));
  it.each<[string, Content, Cascade, string]>([
    ["an indicator of an agreement as a result", contentOn(to("SUPERIOR_RHK", "top")), firm, `PARENT_NOT_OF_SUPERIOR ${place}`],
    ["a result as an indicator", contentOn(to("AGREEMENT_INDICATOR", "lead")), firm, `PARENT_NOT_OF_SUPERIOR ${place}`],
    ["what nobody knows", contentOn(undefined, to("PROVISIONAL", "no")), firm, "PARENT_NOT_OF_SUPERIOR /content/results/1/parentId"],
    ["a stranger's result", contentOn(to("PROVISIONAL", "lead")), cascade(rhk("lead", "top", { personId: "stranger" })), `PARENT_NOT_OF_SUPERIOR ${place}`],
  ])("refuses %s", (_, content, above, faults) => expect(draft(content, above)).toBe(faults)); // prettier-ignore

  it("refuses a circle of own results", () => {
    const content = contentOn(undefined, undefined);
    const [one, two] = content.results;
    const circle = { ...content, results: [{ ...one!, parent: to("PROVISIONAL", two!.id) }, { ...two!, parent: to("PROVISIONAL", one!.id) }] }; // prettier-ignore
    expect(draft(circle, cascade())).toBe(`CASCADE_CYCLE ${place} /content/results/1/parentId`);
  });

  it("says of each parent what it is", () => {
    const above = cascade(...firm.values(), rhk("new", "top", { isSet: false }), rhk("old", "top", { year: 2025 }));
    const parents = [to("PROVISIONAL", "lead"), to("SUPERIOR_RHK", "new"), to("SUPERIOR_RHK", "old"), to("AGREEMENT_INDICATOR", "top")];
    const { results } = checkDraft(contentOn(...parents, undefined), above, leaders, year);
    expect(results.map(({ parent }) => parent?.kind)).toEqual(["SUPERIOR_RHK", "PROVISIONAL", "PROVISIONAL", "AGREEMENT_INDICATOR", undefined]);
  }); // prettier-ignore

  it("is never blocked by what the superior has or has not done", () => {
    const lead = fc.record({ year: fc.constantFrom(2025, 2026), isSet: fc.boolean(), parentId: fc.constantFrom(undefined, "top", "gone") });
    const choices = fc.array(fc.option(fc.nat(9), { nil: undefined }), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(lead, { minLength: 1, maxLength: 10 }), choices, fc.constantFrom<ParentKind>("SUPERIOR_RHK", "PROVISIONAL"), (given, chosen, kind) => {
        const nodes = given.map((change, at) => rhk(`lead-${at}`, change.parentId, change));
        const parents = chosen.map((at) => (at === undefined ? undefined : to(kind, `lead-${at % nodes.length}`)));
        expect(draft(contentOn(...parents), cascade(...nodes))).toBe("");
      }),
    );
  }); // prettier-ignore
});

describe("random cascades", () => {
  /** People set and set anew, in any order, on any results: each knows only what is set. */
  const people = 6;
  const settings = fc.array(fc.record({ who: fc.nat(people - 1), on: fc.nat(people) }), { maxLength: 40 });
  const everybody: Leaders = {
    people: new Set(Array.from({ length: people }, (_, at) => `p${at}`)),
    assigned: new Set(),
  };

  it("stay without circles, and each setting ends at an agreement", () => {
    fc.assert(
      fc.property(settings, (steps) => {
        const set = new Map([["top", indicator("top")]]);
        for (const { who, on } of steps) {
          const parent = on === people ? to("AGREEMENT_INDICATOR", "top") : to("SUPERIOR_RHK", `r${on}`);
          const own = toContent(contentOf(result(parent)), [], () => `r${who}`);
          if (faultsOf(() => checkSettable(head(own), set, everybody)) !== "") continue;
          set.set(`r${who}`, rhk(`r${who}`, parent.id, { personId: `p${who}` }));
          expect(wayUp(set, `r${who}`).at(-1)).toBe("top");
        }
        for (const id of set.keys()) expect(new Set(wayUp(set, id)).size).toBe(wayUp(set, id).length);
      }),
    );
  });

  /** Ids from a node upwards, at most one more than there are nodes. */
  function wayUp(set: Cascade, start: string): string[] {
    const way: string[] = [];
    for (let id: string | undefined = start; id !== undefined && way.length <= set.size; id = set.get(id)?.parentId) way.push(id);
    return way;
  } // prettier-ignore
});
