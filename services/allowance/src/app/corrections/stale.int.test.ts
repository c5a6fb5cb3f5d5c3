import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { type Day, type Period } from "@kinerja/common/kernel";

import { absent, agency, callBy, checker, fakeAccess, goodMonth, maker, month, otherChecker, period, person, present, roster } from "../../testing/month.ts"; // prettier-ignore
import { adoptText, type CorrectedPlatform, newKey, startCorrectedPlatform } from "../../testing/corrections.ts"; // prettier-ignore
import { policyText } from "../../testing/policies.ts";
import { type SealedInputs } from "../../domain/snapshot.ts";
import { decideFacts } from "../facts/decide-facts.ts";
import { proposeFact } from "../facts/propose-fact.ts";
import { type StoredCase } from "./ports.ts";
import { type ShownPreview } from "./preview-correction.ts";

// A database for each test, on a machine that may have other work.
jest.setTimeout(120_000);

const agencyId = agency(1);
const october = period;
const november = "2026-11" as Period;
const days = (count: number) => Array.from({ length: count }, (_, index) => ({ ...absent, date: `${october}-${String(index + 1).padStart(2, "0")}` as Day })); // prettier-ignore
/** Person 1 was absent on so many days; person 2 did well. */
const withAbsence = (count: number): SealedInputs => ({
  ...goodMonth(2),
  months: [month(1, { attendance: count === 0 ? [present] : days(count) }), month(2)],
});

let platform: CorrectedPlatform;
beforeEach(async () => {
  platform = await startCorrectedPlatform();
});
afterEach(() => platform.stop());

async function open(affectedFrom = `${october}-01`): Promise<StoredCase> {
  const command = { agencyId, personId: person(1), affectedFrom, note: "daftar hadir diperbaiki" };
  return platform.corrections.openCorrection(callBy(maker, newKey()), command);
}
const preview = ({ id: caseId }: StoredCase, by = maker): Promise<ShownPreview> =>
  platform.corrections.previewCorrection(callBy(by), { agencyId, caseId });
const confirm = ({ found, sha256 }: ShownPreview, by = checker, letter = "") =>
  platform.corrections.confirmCorrection(callBy(by), { agencyId, caseId: found.id, sha256, letter });
const correct = async (inputs: SealedInputs): Promise<ShownPreview> => {
  platform.set(agencyId, october, inputs);
  const seen = await preview(await open());
  await (seen.months.length === 0 ? close(seen) : confirm(seen));
  return seen;
};
const close = ({ found }: ShownPreview, by = checker) =>
  platform.corrections.refuseCorrection(callBy(by), { agencyId, caseId: found.id, reason: "sudah benar" });
async function leave(): Promise<void> {
  const { store, now } = platform;
  const peopleIn = () => Promise.resolve(new Set([person(1)]));
  const units = { unitsOf: () => Promise.resolve(new Map<string, string>()), postsOf: () => Promise.resolve([]) };
  const needs = { store, now, accessTo: fakeAccess(), newId: newKey, peopleIn, ...units };
  const fields = { from: `${october}-05`, to: `${october}-06`, kind: "cuti_besar" };
  const said = {
    agencyId,
    kind: "LEAVE" as const,
    personId: person(1),
    unitId: undefined,
    fields,
    reason: "surat cuti",
  };
  const { id } = await proposeFact(needs)(callBy(maker), said);
  const verdict = { verdict: "CONFIRMED" as const, reason: "benar", which: { ids: [id] } };
  await decideFacts(needs)(callBy(otherChecker), { agencyId, ...verdict });
}
const dues = () =>
  platform.store.transaction({ agencies: [agencyId] }, (records) => records.dues.open(agencyId, november, [person(1)]));

describe("a preview that is no longer true", () => {
  beforeEach(async () => {
    await adoptText(platform, agencyId, policyText("contoh-tpp"));
    await platform.pay(agencyId, october, withAbsence(2));
  });

  it("is not confirmed after the month was brought back to what was paid", async () => {
    platform.set(agencyId, october, withAbsence(0));
    const first = await preview(await open());
    expect(first.delta).toBeGreaterThan(0n);
    platform.set(agencyId, october, withAbsence(2));
    const second = await preview(await open(`${october}-02`));
    expect(second.months).toEqual([]);
    expect(await close(second)).toMatchObject({ state: "NO_CHANGE" });
    await expect(confirm(first)).rejects.toMatchObject({ code: "HASH_MISMATCH" });
    expect(await dues()).toEqual([]);
  });

  it("is not confirmed after a fact of the person was decided, and is once it was made anew", async () => {
    platform.set(agencyId, october, withAbsence(0));
    const found = await open();
    const seen = await preview(found);
    await leave();
    await expect(confirm(seen)).rejects.toMatchObject({ code: "HASH_MISMATCH" });
    const again = await preview(found);
    await (again.months.length === 0 ? close(again) : confirm(again));
  });

  it("is not made while a run of these months is not posted, and nothing is confirmed of it", async () => {
    platform.sealed.set(agencyId, goodMonth(2));
    platform.set(agencyId, november, goodMonth(2));
    await platform.use.startRun(callBy(maker), { agencyId, period: november, kind: "REGULAR" });
    await expect(preview(await open())).rejects.toMatchObject({ code: "CORRECTION_RUN_OPEN" });
    await expect(preview(await open(`${november}-01`))).rejects.toMatchObject({ code: "CORRECTION_RUN_OPEN" });
    await platform.pay(agencyId, november, goodMonth(2));
    const seen = await preview(await open());
    expect(seen.months).toEqual([]);
    await expect(confirm(seen)).rejects.toMatchObject({ code: "CORRECTION_EMPTY" });
    await expect(close(seen, maker)).rejects.toMatchObject({ code: "SAME_PERSON" });
    expect(await close(seen)).toMatchObject({ state: "NO_CHANGE" });
  });

  it("is not confirmed while a run that was frozen without it is not posted", async () => {
    platform.set(agencyId, october, withAbsence(0));
    const seen = await preview(await open());
    platform.sealed.set(agencyId, goodMonth(2));
    await platform.use.startRun(callBy(maker), { agencyId, period: november, kind: "REGULAR" });
    await expect(confirm(seen)).rejects.toMatchObject({ code: "CORRECTION_RUN_OPEN", params: { period: november } });
    await platform.pay(agencyId, november, goodMonth(2));
    await expect(confirm(seen)).resolves.toMatchObject({ state: "CONFIRMED" });
  });

  it("waits for arrears that pay the person, and for no others", async () => {
    await correct(withAbsence(0));
    const rapel = await platform.use.startRun(callBy(maker), { agencyId, period: october, kind: "RAPEL" });
    expect(rapel.run).toMatchObject({ state: "COMPUTED", people: 1 });
    platform.set(agencyId, october, withAbsence(1));
    await expect(preview(await open())).rejects.toMatchObject({ code: "CORRECTION_RUN_OPEN" });
    const ofOther = { agencyId, personId: person(2), affectedFrom: `${october}-01`, note: "daftar hadir diperbaiki" };
    const other = await platform.corrections.openCorrection(callBy(maker, newKey()), ofOther);
    await expect(preview(other)).resolves.toMatchObject({ months: [] });
    await platform.pay(agencyId, october, withAbsence(1), { kind: "RAPEL" });
    await expect(preview(await open())).resolves.toMatchObject({ found: { state: "PREVIEWED" } });
  });
});

describe("days that a correction lets go of", () => {
  it("open a case where another agency was short of them", async () => {
    await adoptText(platform, agencyId, policyText("contoh-tpp"));
    await adoptText(platform, agency(2), policyText("contoh-tpp"));
    await platform.pay(agencyId, october, goodMonth(2));
    const moved = { ...goodMonth(3), roster: [roster(1, { validFrom: `${october}-11` as Day }), roster(3)] };
    await platform.pay(agency(2), october, moved, { hold: [person(1)] });
    const elsewhere = () =>
      platform.corrections.listCorrections(callBy(maker), agency(2), { limit: 9, after: undefined, state: undefined, personId: undefined }); // prettier-ignore
    await correct({ ...goodMonth(2), roster: [roster(1, { validTo: `${october}-20` as Day }), roster(2)] });
    await platform.work();
    expect(await elsewhere()).toMatchObject([
      { triggerKind: "DAYS", personId: person(1), affectedFrom: `${october}-01`, openedBy: undefined },
    ]);
    await correct({ ...goodMonth(2), roster: [roster(1, { validTo: `${october}-25` as Day }), roster(2)] });
    await platform.work();
    expect(await elsewhere()).toHaveLength(1);
  });
});
