import { describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";
import fc from "fast-check";

import { contentOf, result } from "../testing/world.ts";
import { type Cascade, type Leaders } from "./cascade.ts";
import { noticesOf } from "./notice.ts";
import {
  openSkp,
  type Opening,
  returnSkp,
  reviseSkp,
  savePlan,
  saveSkp,
  setSkp,
  type SkpDecision,
  type SkpRecord,
  submitSkp,
} from "./skp.ts";

let made = 0;
const newId = (): string => `id-${++made}`;
const opening = (change: Partial<Opening> = {}): Opening => ({
  personId: "staff",
  employment: { id: "job", agencyId: "a", unitId: "u", validFrom: "2020-01-01" as Day, validTo: undefined },
  year: 2026,
  positionKind: "STAFF",
  assessorId: "leader",
  roles: [],
  ...change,
});
const leaders: Leaders = { people: new Set(["leader"]), assigned: new Set() };
const top = {
  kind: "INDICATOR",
  personId: undefined,
  unitId: "u",
  year: 2026,
  parentId: undefined,
  isSet: true,
} as const;
const cascade: Cascade = new Map([
  ["top", { ...top, id: "top" }],
  ["lead", { ...top, id: "lead", kind: "RHK", personId: "leader", parentId: "top" }],
]);
const content = contentOf(result({ kind: "SUPERIOR_RHK", id: "lead" }));
const needs = { cascade, leaders, newId };

const save = (record: SkpRecord, expectedVersion = record.skp.version): SkpDecision =>
  saveSkp(record, { expectedVersion, content, assessorId: "leader" }, needs);
const set = (record: SkpRecord, expectedVersion = record.skp.version): SkpDecision =>
  setSkp(record, expectedVersion, { setBy: "leader", cascade, leaders });
const opened = openSkp(opening(), newId).state;
const saved = save(opened).state;
const submitted = submitSkp(saved, 2, "leader").state;
const returned = returnSkp(submitted, 3, "Target belum jelas").state;
const isSet = set(submitted).state;
const revised = reviseSkp(isSet).state;

describe("opening", () => {
  it.each([
    ["2020-01-01", undefined, "2026-01-01", "2026-12-31"],
    ["2026-04-01", undefined, "2026-04-01", "2026-12-31"],
    ["2020-01-01", "2026-06-30", "2026-01-01", "2026-06-30"],
    ["2020-01-01", "2027-06-30", "2026-01-01", "2026-12-31"],
  ])("an employment from %s to %s covers %s to %s", (from, to, first, last) => {
    const employment = { ...opening().employment, validFrom: from as Day, validTo: to as Day | undefined };
    expect(openSkp(opening({ employment }), newId).state.skp).toMatchObject({ validFrom: first, validTo: last });
  });

  it("refuses an employment that is not in the year", () => {
    const employment = { ...opening().employment, validTo: "2025-12-31" as Day };
    expect(() => openSkp(opening({ employment }), newId)).toThrow(
      expect.objectContaining({ code: "EMPLOYMENT_UNKNOWN" }),
    );
  });

  it("takes the roles that matrices gave as first results", () => {
    const roles = [true, false].map((isFirm) => ({ leaderRhkId: "lead", isFirm, result: "Laporan" }));
    const { results } = openSkp(opening({ roles }), newId).state.skp.content;
    expect(results.map(({ kind, text, parent }) => [kind, text, parent])).toEqual([
      ["UTAMA", "Laporan", { kind: "SUPERIOR_RHK", id: "lead" }],
      ["UTAMA", "Laporan", { kind: "PROVISIONAL", id: "lead" }],
    ]);
  });

  it("needs no assessor yet", () =>
    expect(openSkp(opening({ assessorId: undefined }), newId).state.skp.assessorId).toBeUndefined());
});

describe("an SKP", () => {
  const verbs: Record<string, (record: SkpRecord) => SkpDecision> = {
    save: (record) => save(record),
    submit: (record) => submitSkp(record, record.skp.version, "leader"),
    giveBack: (record) => returnSkp(record, record.skp.version, "Belum jelas"),
    set: (record) => set(record),
    revise: reviseSkp,
  };
  const outcome = (record: SkpRecord, verb: string): string => {
    try {
      return verbs[verb]!(record).state.skp.state;
    } catch (thrown) {
      return (thrown as { code: string }).code;
    }
  };
  it.each([
    ["a draft", saved, ["DRAFT", "SUBMITTED", "SKP_NOT_SUBMITTED", "SKP_NOT_SUBMITTED", "SKP_NOT_SET"]],
    ["a submitted one", submitted, ["SKP_NOT_EDITABLE", "SKP_NOT_EDITABLE", "RETURNED", "SET", "SKP_NOT_SET"]],
    ["a returned one", returned, ["RETURNED", "SUBMITTED", "SKP_NOT_SUBMITTED", "SKP_NOT_SUBMITTED", "SKP_NOT_SET"]],
    ["a set one", isSet, ["SKP_NOT_EDITABLE", "SKP_NOT_EDITABLE", "SKP_NOT_SUBMITTED", "SKP_NOT_SUBMITTED", "DRAFT"]],
    ["a new draft of a set one", revised, ["DRAFT", "SUBMITTED", "SKP_NOT_SUBMITTED", "SKP_NOT_SUBMITTED", "SKP_NOT_SET"]],
  ])("%s can be saved, submitted, returned, set, revised", (_, record, ends) =>
    expect(Object.keys(verbs).map((verb) => outcome(record, verb))).toEqual(ends)); // prettier-ignore

  it.each<[string, () => unknown]>([
    ["saving", () => save(saved, 1)],
    ["submitting", () => submitSkp(saved, 1, "leader")],
    ["returning", () => returnSkp(submitted, 2, "x")],
    ["setting", () => set(submitted, 2)],
  ])("refuses %s an older version", (_, work) =>
    expect(work).toThrow(expect.objectContaining({ kind: "conflict", code: "VERSION_CONFLICT" })),
  );

  it("is submitted only when it is whole, to somebody", () => {
    const incomplete = { code: "SKP_INCOMPLETE", params: { count: 1 } };
    expect(() => submitSkp(opened, 1, "leader")).toThrow(expect.objectContaining(incomplete));
    expect(() => submitSkp(saved, 2, undefined)).toThrow(expect.objectContaining({ code: "ASSESSOR_MISSING" }));
    expect(submitSkp(saved, 2, "new leader").state.skp.assessorId).toBe("new leader");
  });

  it("keeps the assessor while nobody is recorded", () => {
    const decision = saveSkp(opened, { expectedVersion: 1, content, assessorId: undefined }, needs);
    expect(decision.state.skp.assessorId).toBe("leader");
  });

  it("remembers why it was returned until it is set", () => {
    expect(returned.skp.returnReason).toBe("Target belum jelas");
    const again = submitSkp(returned, 4, "leader").state;
    expect(again.skp.returnReason).toBe("Target belum jelas");
    expect(set(again).state.skp.returnReason).toBeUndefined();
  });

  it("holds the setting while a new draft is written", () => {
    expect(isSet).toMatchObject({ skp: { setRevision: 1, assessorId: "leader" }, holding: { setRevision: 1 } });
    const draft = save(revised).state;
    expect(draft).toMatchObject({ skp: { state: "DRAFT", setRevision: 1 }, holding: isSet.skp });
    const next = set(submitSkp(draft, draft.skp.version, "leader").state).state;
    expect(next).toMatchObject({ skp: { setRevision: 2 }, holding: { setRevision: 2, state: "SET" } });
  });

  it("plans months without a new version", () => {
    const month = { period: "2026-05" as never, items: [] };
    const { state, events } = savePlan(isSet, month, newId);
    expect(state).toEqual({ ...isSet, facts: isSet.facts + 1, months: { "2026-05": [] } });
    expect(events).toEqual([{ type: "ActionPlanSaved" }]);
  });

  it("tells whom a decision concerns", () => {
    const params = { skpId: submitted.skp.id, year: "2026" };
    const told = (type: Parameters<typeof noticesOf>[0]): unknown => noticesOf(type, submitted);
    expect(told("SkpSubmitted")).toEqual([{ personId: "leader", code: "SKP_SUBMITTED", params: { ...params, personId: "staff" } }]);
    expect(told("SkpReturned")).toEqual([{ personId: "staff", code: "SKP_RETURNED", params: { ...params, reason: "" } }]);
    expect(told("SkpSet")).toEqual([{ personId: "staff", code: "SKP_SET", params: { ...params, revision: "0" } }]);
    expect((["SkpOpened", "SkpSaved", "SkpRevised", "ActionPlanSaved"] as const).flatMap(told)).toEqual([]);
    expect(noticesOf("SkpSubmitted", { ...submitted, skp: { ...submitted.skp, assessorId: undefined } })).toEqual([]);
  }); // prettier-ignore

  it("counts versions and facts by one, whatever comes in whatever order", () => {
    const commands = fc.array(fc.constantFrom("plan", ...Object.keys(verbs)), { maxLength: 30 });
    fc.assert(
      fc.property(commands, (names) => {
        let record = opened;
        for (const name of names) {
          const verb = name === "plan" ? (now: SkpRecord) => savePlan(now, { period: "2026-05" as never, items: [] }, newId) : verbs[name]!;
          let next: SkpRecord;
          try {
            next = verb(record).state;
          } catch {
            continue;
          }
          expect(next.facts).toBe(record.facts + 1);
          expect(next.skp.version).toBe(record.skp.version + (name === "plan" ? 0 : 1));
          expect(next.skp.setRevision).toBe(record.skp.setRevision + (name === "set" ? 1 : 0));
          record = next;
        }
      }),
    );
  }); // prettier-ignore
});
