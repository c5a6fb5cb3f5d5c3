import { describe, expect, it } from "@jest/globals";

import { objectives } from "../testing/world.ts";
import { type Agreement, type AgreementCommand, saveAgreement, setAgreement } from "./agreement.ts";

let made = 0;
const newId = (): string => `id-${++made}`;
const command = (change: Partial<AgreementCommand> = {}): AgreementCommand => ({
  ...{ agencyId: "a", unitId: "u", year: 2026, expectedVersion: undefined, objectives: objectives() },
  ...change,
});
const thrown = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe("an agreement", () => {
  const draft = saveAgreement(undefined, command(), newId);
  const set = setAgreement(draft);
  const [first] = draft.objectives;

  it("begins as a draft of version 1 with ids for all rows", () => {
    expect(draft).toMatchObject({ agencyId: "a", unitId: "u", year: 2026, state: "DRAFT", version: 1 });
    expect(new Set([draft.id, first?.id, first?.indicators[0]?.id]).size).toBe(3);
  });

  it("keeps ids of rows that are named and counts versions", () => {
    const [indicator] = first?.indicators ?? [];
    const edited = [{ ...objectives("Baru")[0]!, id: first?.id, indicators: [{ ...indicator!, target: "97" }] }];
    const saved = saveAgreement(draft, command({ expectedVersion: 1, objectives: edited }), newId);
    expect(saved).toMatchObject({ id: draft.id, version: 2, objectives: [{ id: first?.id, text: "Baru" }] });
    expect(saved.objectives[0]?.indicators[0]).toEqual({ ...indicator, target: "97" });
  });

  it("is set once and never changes after", () => {
    expect(set).toMatchObject({ state: "SET", version: 2, objectives: draft.objectives });
    expect(thrown(() => setAgreement(set))).toMatchObject({ kind: "refused", code: "AGREEMENT_SET" });
    const save = (): unknown => saveAgreement(set, command({ expectedVersion: 2 }), newId);
    expect(thrown(save)).toMatchObject({ kind: "refused", code: "AGREEMENT_SET" });
  });

  it("is not set while it is empty", () =>
    expect(thrown(() => setAgreement({ ...draft, objectives: [] }))).toMatchObject({ code: "AGREEMENT_EMPTY" }));

  const named = (id: string | undefined, indicatorId?: string) =>
    objectives().map((one) => ({ ...one, id, indicators: one.indicators.map((two) => ({ ...two, id: indicatorId })) }));
  it.each<[string, Agreement | undefined, Partial<AgreementCommand>, string, string | undefined]>([
    ["a new one that is there already", draft, {}, "VERSION_CONFLICT", undefined],
    ["a change of none", undefined, { expectedVersion: 1 }, "VERSION_CONFLICT", undefined],
    ["a change of an older version", draft, { expectedVersion: 2 }, "VERSION_CONFLICT", undefined],
    ["no objective", draft, { expectedVersion: 1, objectives: [] }, "REQUEST_INVALID", "/objectives LIST_TOO_SHORT"],
    ["an objective without indicator", draft, { expectedVersion: 1, objectives: [{ id: undefined, text: "x", indicators: [] }] }, "REQUEST_INVALID", "/objectives/0/indicators LIST_TOO_SHORT"],
    ["an unknown objective", draft, { expectedVersion: 1, objectives: named("strange") }, "REQUEST_INVALID", "/objectives/0/objectiveId ITEM_UNKNOWN"],
    ["an unknown indicator", draft, { expectedVersion: 1, objectives: named(undefined, "strange") }, "REQUEST_INVALID", "/objectives/0/indicators/0/indicatorId ITEM_UNKNOWN"],
    ["an objective twice", draft, { expectedVersion: 1, objectives: [...named(first?.id), ...named(first?.id)] }, "REQUEST_INVALID", "/objectives/1/objectiveId ITEM_NAMED_TWICE"],
  ])("refuses %s", (_, current, change, code, violation) => {
    const refusal = thrown(() => saveAgreement(current, command(change), newId)) as { violations: { pointer: string; code: string }[] };
    expect(refusal).toMatchObject({ code });
    expect(refusal.violations.map((one) => `${one.pointer} ${one.code}`)).toEqual(violation === undefined ? [] : [violation]);
  }); // prettier-ignore
});
