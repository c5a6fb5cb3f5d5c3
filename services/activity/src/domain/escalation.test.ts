import { describe, expect, it } from "@jest/globals";
import { type Day, type Period } from "@kinerja/common/kernel";
import fc from "fast-check";

import {
  assessorOn,
  closingOf,
  type Handed,
  type KnownRelation,
  type Line,
  type OnTimeout,
  type Receiver,
  stepUp,
  superiorOn,
  timeoutsOf,
  type Waiting,
} from "./escalation.ts";
import { flagBit } from "./flags.ts";

const waiting = (id: string, more: Partial<Waiting> = {}): Waiting => ({
  personId: "p",
  id,
  version: 1,
  agencyId: "a",
  employmentId: "e",
  workDate: "2026-10-05" as Day,
  starts: undefined,
  ends: undefined,
  minutes: 60,
  planItemId: undefined,
  taskId: undefined,
  textHash: undefined,
  acceptedAt: 0,
  zone: "WIB",
  state: "open",
  flags: 0,
  approvedVersion: 0,
  steps: 0,
  handed: [],
  isAtTop: false,
  ...more,
});
const line: Line = { personId: "p", assessorId: "s1", superiors: ["s1", "s2", "s3", "s4"], acting: [] };
const plh: Line = { ...line, acting: [undefined, "plh"] };
/** Who got it in their own places. */
const inPlace = (...people: string[]) => {
  const chain = [line.personId, ...line.superiors];
  return people.map((to) => ({ to, via: chain[chain.indexOf(to) - 2] ?? "gone" }));
};
const idsOf = (entries: readonly Waiting[]) => entries.map(({ id }) => id);

describe("who assesses, and who stands above", () => {
  const relation = (kind: KnownRelation["kind"], otherPersonId: string, from: string, to?: string): KnownRelation => ({
    ...{ personId: "p", otherPersonId, kind, validFrom: from as Day, validTo: to as Day | undefined },
  });
  const relations = [relation("SUPERIOR", "s1", "2026-01-01"), relation("ACTING", "plt", "2026-10-01", "2026-10-31")];
  it.each([
    ["2025-12-31", undefined, undefined],
    ["2026-09-30", "s1", "s1"],
    ["2026-10-31", "plt", "s1"],
    ["2026-11-01", "s1", "s1"],
  ])("on %s", (day, assessor, superior) => {
    expect([assessorOn(relations, "p", day as Day), superiorOn(relations, "p", day as Day)]).toEqual([
      assessor,
      superior,
    ]);
  });
});

describe("each time that nobody decides, one step", () => {
  it.each<[string, Partial<Waiting>, Line, ReturnType<typeof stepUp>]>([
    ["to the superior's superior", {}, line, { silent: "s1", to: "s2", via: "p" }],
    ["one level higher", { handed: inPlace("s2") }, line, { silent: "s2", to: "s3", via: "s1" }],
    ["and again", { handed: inPlace("s2", "s3") }, line, { silent: "s3", to: "s4", via: "s2" }],
    ["to nobody at the top", { handed: inPlace("s2", "s3", "s4") }, line, { silent: "s4", to: undefined, via: undefined }],
    ["no further than the top", { handed: inPlace("s2", "s3", "s4"), isAtTop: true }, line, undefined],
    ["to who came to stand above since", { handed: inPlace("s2"), isAtTop: true }, line, { silent: "s2", to: "s3", via: "s1" }],
    ["in the line as it is now", { handed: inPlace("old") }, line, { silent: "old", to: "s2", via: "p" }],
    ["over who acts for the superior", {}, { ...line, assessorId: "s2" }, { silent: "s2", to: "s3", via: "s1" }],
    ["to nobody where nobody is", {}, { ...line, assessorId: undefined, superiors: [] }, { silent: undefined, to: undefined, via: undefined }],
    ["to who acts for the one above, and beside that one", {}, plh, { silent: "s1", to: "plh", via: "s1", beside: { to: "s2", via: "p" } }],
    ["to who acts since for the one who had it", { handed: inPlace("s2") }, plh, { silent: "s2", to: "plh", via: "s1" }],
    ["over who acted and stayed silent", { handed: [...inPlace("s2"), { to: "plh", via: "s1" }] }, plh, { silent: "plh", to: "s3", via: "s1" }],
    ["to the official when nobody acts any more", { handed: [{ to: "plh", via: "s1" }] }, line, { silent: "plh", to: "s2", via: "p" }],
    ["not to the silent superior who acts above too", {}, { ...line, acting: [undefined, "s1"] }, { silent: "s1", to: "s2", via: "p" }],
    ["to the official between, when who acts stands higher", { handed: [...inPlace("s2"), { to: "s4", via: "s1" }] }, { ...line, acting: [undefined, "s4"] }, { silent: "s4", to: "s3", via: "s1" }],
    ["to the official between, also when the decree has ended", { handed: [...inPlace("s2"), { to: "s4", via: "s1" }] }, line, { silent: "s4", to: "s3", via: "s1" }],
    ["to who came between since, when who had it went up", { handed: [{ to: "s3", via: "p" }] }, line, { silent: "s3", to: "s2", via: "p" }],
    ["not down, when who had it acts for the superior since", { handed: inPlace("s3") }, { ...line, assessorId: "s3", acting: ["s3"] }, { silent: "s3", to: "s4", via: "s2" }],
    ["over the top, who had it when acting below", { handed: [...inPlace("s2"), { to: "s4", via: "s1" }, ...inPlace("s3")] }, { ...line, acting: [undefined, "s4"] }, { silent: "s3", to: undefined, via: undefined }],
    ["to who acts for the one who acts below", {}, { ...line, assessorId: "s2", acting: ["s2", "plt"] }, { silent: "s2", to: "plt", via: "s1" }],
    ["not to the superior, who had it all the time", {}, { ...line, superiors: ["s1"] }, { silent: "s1", to: undefined, via: undefined }],
  ])("%s", (_, more, above, step) => {
    expect(stepUp(waiting("1", more), above)).toEqual(step);
  }); // prettier-ignore

  it("to nobody twice, whoever acts for whom", () => {
    const someone = fc.option(fc.constantFrom("a", "b", "c", "d", "p", "plt", "plh"), { nil: undefined });
    const superiors = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(superiors, fc.array(fc.array(someone, { maxLength: 4 }), { minLength: 1, maxLength: 4 }), someone, (above, decrees, assessorId) => {
        const handed: Handed[] = [];
        const give = ({ to, via }: Receiver): void => {
          if (to === undefined) return;
          expect([...handed.map((one) => one.to), "p", assessorId, above[0]]).not.toContain(to);
          handed.push({ to, via: via ?? "" });
        };
        // Decrees come and go between the steps; the last ones stay.
        for (let count = 0; ; count++) {
          const acting = decrees[Math.min(count, decrees.length - 1)] ?? [];
          const step = stepUp(waiting("1", { handed }), { personId: "p", assessorId, superiors: above, acting });
          if (step?.to === undefined && count >= decrees.length) break;
          if (step?.beside) give(step.beside);
          if (step) give(step);
        }
        const officials = above.slice(1).filter((one) => one !== assessorId);
        expect(handed.map(({ to }) => to)).toEqual(expect.arrayContaining(officials));
      }),
      { numRuns: 1_000 },
    );
  }); // prettier-ignore

  it("until all above have had it once, whatever the line", () => {
    const people = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e", "f"), { maxLength: 6 });
    fc.assert(
      fc.property(people, fc.option(fc.constantFrom("a", "b", "plt"), { nil: undefined }), (superiors, assessorId) => {
        const handed: Handed[] = [];
        for (let count = 0; ; count++) {
          const step = stepUp(waiting("1", { handed }), { personId: "p", assessorId, superiors, acting: [] });
          if (step?.to === undefined) break;
          expect(count).toBeLessThan(superiors.length);
          expect([...handed.map(({ to }) => to), "p", assessorId, superiors[0]]).not.toContain(step.to);
          expect(step.via).toBe(["p", ...superiors][["p", ...superiors].indexOf(step.to) - 2]);
          handed.push({ to: step.to, via: step.via ?? "" });
        }
        expect(handed.map(({ to }) => to)).toEqual(superiors.slice(1).filter((one) => one !== assessorId));
      }),
    );
  });
});

describe("what waited too long", () => {
  const [clean, flagged] = [waiting("clean"), waiting("flagged", { flags: flagBit.OVERLAP })];
  const above = waiting("above", { steps: 1, handed: inPlace("s2"), flags: flagBit.OVERLAP });
  const atTop = { steps: 4, handed: inPlace("s2", "s3", "s4"), isAtTop: true };
  const [stuck, cleared] = [waiting("stuck", { ...atTop, flags: flagBit.OVERLAP }), waiting("cleared", atTop)];
  const november = waiting("november", { workDate: "2026-11-02" as Day });
  const all = [clean, flagged, above, stuck, cleared, november];
  const shown = (onTimeout: OnTimeout, sort = timeoutsOf) =>
    sort(all, onTimeout, line).map(({ period, silent, to, approve, escalate }) => [period, silent, to, idsOf(approve), idsOf(escalate)]); // prettier-ignore

  it("waits on where the policy says so", () => {
    expect([shown("WAIT"), shown("WAIT", closingOf)]).toEqual([[], []]);
  });
  it("is approved when it is clean, and goes up when somebody must look", () => {
    expect(shown("APPROVE")).toEqual([
      ["2026-10", "s1", "s2", ["clean"], ["flagged"]],
      ["2026-10", "s2", "s3", [], ["above"]],
      ["2026-10", "s4", undefined, ["cleared"], []],
      ["2026-11", "s1", "s2", ["november"], []],
    ]);
  });
  it("all goes up, and what is at the top waits", () => {
    expect(shown("ESCALATE")).toEqual([
      ["2026-10", "s1", "s2", [], ["clean", "flagged"]],
      ["2026-10", "s2", "s3", [], ["above"]],
      ["2026-11", "s1", "s2", [], ["november"]],
    ]);
  });
  it("is told as left open by the last one who had it when its month is sealed", () => {
    expect(shown("ESCALATE", closingOf).map(([, silent, to, , left]) => [silent, to, left])).toEqual([
      ["s1", undefined, ["clean", "flagged"]],
      ["s2", undefined, ["above"]],
      ["s4", undefined, ["stuck", "cleared"]],
      ["s1", undefined, ["november"]],
    ]);
  });
});

describe("a month that is about to be sealed", () => {
  const bits = [0, flagBit.OVERLAP, flagBit.LATE, flagBit.CONFLICT | flagBit.LATE];
  const entries = fc
    .array(
      fc.record({
        flags: fc.constantFrom(...bits),
        handed: fc.subarray(["s2", "s3", "s4"]).map((people) => inPlace(...people)),
        isAtTop: fc.boolean(),
      }),
    )
    .map((list) => list.map((more, index) => waiting(String(index), { ...more, steps: more.handed.length })));

  it("leaves no clean entry that is neither decided nor told as silent; each is told once, and none that is late", () => {
    fc.assert(
      fc.property(entries, fc.constantFrom<OnTimeout>("APPROVE", "ESCALATE"), (open, onTimeout) => {
        const told = closingOf(open, onTimeout, line);
        const [approved, left] = [told.flatMap(({ approve }) => approve), told.flatMap(({ escalate }) => escalate)];
        const inTime = open.filter(({ flags }) => (flags & flagBit.LATE) === 0);
        expect(idsOf([...approved, ...left]).sort()).toEqual(idsOf(inTime).sort());
        const clean = onTimeout === "APPROVE" ? inTime.filter(({ flags }) => flags === 0) : [];
        expect(idsOf(approved).sort()).toEqual(idsOf(clean).sort());
        expect(told.every(({ to, period }) => to === undefined && period === ("2026-10" as Period))).toBe(true);
        expect(new Set(told.map(({ silent }) => silent)).size).toBe(told.length);
      }),
    );
  });
});
