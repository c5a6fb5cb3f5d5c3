import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { type Day, type Period, type Rupiah } from "@kinerja/common/kernel";

import { absent, agency, approver, auditor, callBy, checker, fakeAccess, goodMonth, maker, month, otherApprover, otherChecker, period, person, predicate, present, roster } from "../../testing/month.ts"; // prettier-ignore
import { adoptText, type CorrectedPlatform, newKey, startCorrectedPlatform, tppWithoutRecovery } from "../../testing/corrections.ts"; // prettier-ignore
import { policyText } from "../../testing/policies.ts";
import { type SealedInputs } from "../../domain/snapshot.ts";
import { answerObjection } from "../objections.ts";
import { type StoredCase } from "./ports.ts";
import { type ShownChange, type ShownPreview } from "./preview-correction.ts";

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
const withoutPredicate: SealedInputs = { ...goodMonth(2), predicates: [predicate(2)] };

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
const owedAccount = async (of: Period): Promise<bigint> => {
  const totals = await platform.use.ledgerTotals(callBy(maker), { agencyId, period: of });
  return totals.find(({ account }) => account === "piutang.pegawai")?.amount ?? 0n;
};
const isSame = ({ voided, added }: ShownChange): boolean => JSON.stringify(voided, big) === JSON.stringify(added, big);
const big = (_: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);
const inAgency = <T>(work: Parameters<typeof platform.store.transaction<T>>[1]): Promise<T> =>
  platform.store.transaction({ agencies: [agencyId] }, work);
const dues = (at: Period = november) => inAgency((records) => records.dues.open(agencyId, at, [person(1)]));
const receivables = () =>
  platform.corrections.listReceivables(callBy(checker), agencyId, { limit: 50, after: undefined, personId: undefined });
const versions = () => platform.corrections.statementHistory(callBy(person(1)), october);

describe("a month that was paid too little", () => {
  it("is voided and added as one unit, and falls due once, by two people", async () => {
    await adoptText(platform, agencyId, policyText("contoh-tpp"));
    await platform.pay(agencyId, october, withAbsence(2));
    platform.set(agencyId, october, withAbsence(0));
    const found = await open();
    const seen = await preview(found);
    expect(seen.months).toHaveLength(1);
    const [shown] = seen.months;
    expect(shown?.delta).toBe(seen.delta);
    expect((shown?.paid ?? 0n) + seen.delta).toBe(shown?.net);
    expect(seen.delta).toBeGreaterThan(0n);
    // The lines that change, each in both its forms.
    const lines = shown?.lines ?? [];
    expect(lines.some(({ voided, added }) => voided !== undefined && added !== undefined)).toBe(true);
    expect(lines.filter((line) => isSame(line))).toEqual([]);
    // A second person reads what the first one has seen.
    const read = await platform.corrections.readCorrection(callBy(checker), { agencyId, caseId: found.id });
    expect(read).toEqual(seen);
    await expect(confirm(seen, maker)).rejects.toMatchObject({ code: "SAME_PERSON" });
    await expect(confirm({ ...seen, sha256: "0".repeat(64) })).rejects.toMatchObject({ code: "HASH_MISMATCH" });
    await confirm(seen);
    await expect(confirm(seen, otherChecker)).rejects.toMatchObject({ code: "CORRECTION_STATE" });
    expect(await dues()).toMatchObject([{ kind: "CORRECTION", amount: seen.delta, period: october }]);
  });

  it("is paid by the arrears, its statement has a new version, and the posted run is as it was", async () => {
    await adoptText(platform, agencyId, policyText("contoh-tpp"));
    const paid = await platform.pay(agencyId, october, withAbsence(2));
    const seen = await correct(withAbsence(0));
    const [second, first] = await versions();
    expect([second, first]).toMatchObject([{ version: 2, note: "daftar hadir diperbaiki" }, { version: 1 }]);
    expect(second?.net).toBe(seen.months[0]?.net);
    expect(second?.steps.length).toBe(first?.steps.length);
    const notices = await platform.use.listNotices(callBy(person(1)));
    expect(notices.filter(({ code }) => code === "STATEMENT_CHANGED")).toMatchObject([{ params: { period: october } }]);

    const rapel = await platform.pay(agencyId, october, withAbsence(0), { kind: "RAPEL" });
    expect(rapel.run.amount).toBe(seen.delta);
    expect(await dues("2027-12" as Period)).toEqual([]);
    const kept = await platform.use.getRun(callBy(maker), { agencyId, runId: paid.run.id });
    expect([kept.run.sha256, kept.run.net]).toEqual([paid.run.sha256, paid.run.net]);
    const broken = await inAgency((records) => records.ranges.verify(kept.run));
    expect(broken).toEqual([]);
  });

  it("makes one item of two confirmations at once", async () => {
    await adoptText(platform, agencyId, policyText("contoh-tpp"));
    await platform.pay(agencyId, october, withAbsence(2));
    platform.set(agencyId, october, withAbsence(0));
    const seen = await preview(await open());
    const both = await Promise.allSettled([confirm(seen, checker), confirm(seen, otherApprover)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await dues()).toHaveLength(1);
    // Nor do two cases of one person, looked at before either is confirmed.
    platform.set(agencyId, october, withAbsence(1));
    const [one, other] = [await preview(await open()), await preview(await open(`${october}-02`))];
    const more = await Promise.allSettled([confirm(one, checker), confirm(other, otherApprover)]);
    expect(more.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("a month that was paid too much", () => {
  it("is not confirmed without a rule for taking back, and says so in the preview", async () => {
    await adoptText(platform, agencyId, tppWithoutRecovery());
    await platform.pay(agencyId, october, withAbsence(0));
    platform.set(agencyId, october, withAbsence(3));
    const seen = await preview(await open());
    expect(seen.lacksRecoveryRule).toBe(true);
    await expect(confirm(seen)).rejects.toMatchObject({ code: "CORRECTION_RECOVERY_MISSING" });
    const refused = await platform.corrections.refuseCorrection(callBy(checker), { agencyId, caseId: seen.found.id, reason: "tunggu aturan" }); // prettier-ignore
    expect(refused).toMatchObject({ state: "REFUSED", reason: "tunggu aturan" });
  });

  it("becomes a receivable with its letter, and later months give back at most what the policy allows", async () => {
    await adoptText(platform, agencyId, policyText("contoh-tpp"));
    await platform.pay(agencyId, october, withAbsence(0));
    platform.set(agencyId, october, withAbsence(22));
    const seen = await preview(await open());
    expect([seen.delta < 0n, seen.lacksRecoveryRule]).toEqual([true, false]);
    const owed = 0n - seen.delta;
    await confirm(seen, checker, "S-12/2026");
    expect(await receivables()).toMatchObject([{ amount: owed, recovered: 0n, letter: "S-12/2026" }]);
    // The ledger has it as owed by the person, and as no expense; the batch is what it was.
    expect(await owedAccount(october)).toBe(owed);
    const ledger = await platform.db.transaction(
      { agencies: [agencyId] },
      (tx) =>
      tx.query("select g.account, g.amount from posting g join transfer t on t.id = g.transfer_id where t.corrects is not null order by 1"), // prettier-ignore
    );
    expect(ledger).toEqual([
      { account: "belanja.tambahan-penghasilan", amount: 0n - owed },
      { account: "piutang.pegawai", amount: owed },
    ]);
    const next = await platform.pay(agencyId, november, goodMonth(2));
    const [row] = await platform.use.listRunStatements(callBy(checker), { agencyId, runId: next.run.id }, { limit: 1, after: undefined, batch: undefined, held: undefined }); // prettier-ignore
    const cap = ((row?.net ?? 0n) * 20n) / 100n;
    const taken = (row?.net ?? 0n) - (row?.amount ?? 0n);
    expect(taken).toBe(owed < cap ? owed : cap);
    expect(await receivables()).toMatchObject([{ recovered: taken }]);
    expect((await owedAccount(october)) + (await owedAccount(november))).toBe(owed - taken);
  });
});

describe("any sequence of corrections", () => {
  it("ends with Σ paid = what the newest inputs earn", async () => {
    await adoptText(platform, agencyId, policyText("contoh-tpp"));
    const first = await platform.pay(agencyId, october, withAbsence(2));
    let promised = (await inAgency((records) => records.rows.nets(first.run.id, [person(1)]))).get(person(1)) ?? 0n;
    for (const absence of [0, 5, 1, 1, 22, 3]) {
      const seen = await correct(withAbsence(absence));
      promised += seen.delta;
      const [again] = (await preview(await open())).months;
      expect(again).toBeUndefined();
    }
    const items = (await dues()).reduce((sum, { amount }) => sum + amount, 0n);
    const owed = (await receivables()).reduce((sum, { amount }) => sum + amount, 0n);
    const stood = (await inAgency((records) => records.rows.nets(first.run.id, [person(1)]))).get(person(1)) ?? 0n;
    expect(stood + items - owed).toBe(promised);
    const history = await versions();
    expect(history[0]?.net).toBe(promised);
    // The fourth correction found everything as it was.
    expect(history.map(({ version }) => version)).toEqual([6, 5, 4, 3, 2, 1]);
  });
});

describe("a person who was held", () => {
  it("is let go of by another officer, and paid what was computed with the next payment", async () => {
    await adoptText(platform, agencyId, policyText("contoh-tpp"));
    const { run } = await platform.pay(agencyId, october, withAbsence(1), { hold: [person(1)] });
    const command = { agencyId, runId: run.id, personId: person(1), reason: "rekening benar" };
    const release = (by: string, more = {}) => platform.corrections.releaseHold(callBy(by), { ...command, ...more });
    await expect(release(maker)).rejects.toMatchObject({ code: "SAME_PERSON" });
    await expect(release(checker, { personId: person(2) })).rejects.toMatchObject({ code: "HOLD_UNKNOWN" });
    const net = (await inAgency((records) => records.rows.nets(run.id, [person(1)]))).get(person(1)) ?? 0n;
    expect(await release(checker)).toMatchObject({ amount: net });
    await expect(release(otherChecker)).rejects.toMatchObject({ code: "HOLD_RELEASED" });
    expect(await dues()).toMatchObject([{ kind: "RELEASE", amount: net }]);
    expect(await inAgency((records) => records.ranges.verify(run))).toEqual([]);
    // What was let go of counts as paid: nothing is left to correct.
    expect((await preview(await open())).months).toEqual([]);
    const rapel = await platform.pay(agencyId, october, withAbsence(1), { kind: "RAPEL" });
    expect(rapel.run.amount).toBe(net);
  });

  it("whose statement is blocked is corrected first, and the correction pays the month whole", async () => {
    await adoptText(platform, agencyId, policyText("contoh-tpp"));
    const { run } = await platform.pay(agencyId, october, withoutPredicate, { hold: [person(1)] });
    const command = { agencyId, runId: run.id, personId: person(1), reason: "predikat terbit" };
    await expect(platform.corrections.releaseHold(callBy(checker), command)).rejects.toMatchObject({ code: "HOLD_BLOCKED" }); // prettier-ignore
    expect((await preview(await open())).stillHeld).toMatchObject([{ period: october }]);
    platform.set(agencyId, october, goodMonth(2));
    const seen = await preview(await open(), checker);
    expect(seen.months).toMatchObject([{ isHeld: true, paid: 0n, delta: seen.delta }]);
    await expect(confirm(seen, maker)).rejects.toMatchObject({ code: "SAME_PERSON" });
    await confirm(seen, approver);
    expect(await dues()).toMatchObject([{ kind: "CORRECTION", amount: seen.delta }]);
    await expect(platform.corrections.releaseHold(callBy(checker), command)).rejects.toMatchObject({ code: "HOLD_RELEASED" }); // prettier-ignore
    expect((await preview(await open())).months).toEqual([]);
    expect(await inAgency((records) => records.ranges.verify(run))).toEqual([]);
    // A later correction goes on from what the first one has paid.
    const more = await correct(withAbsence(0));
    expect(more.months).toEqual([]);
  });
});

describe("days that a correction pays for", () => {
  it("follow the claims: what is let go of is free, and what others pay is left out", async () => {
    await adoptText(platform, agencyId, policyText("contoh-tpp"));
    const { run } = await platform.pay(agencyId, october, goodMonth(2));
    const claims = () =>
      platform.db.query<{ days: number; person_id: string }>(
        "select person_id, days from day_claim where run_id = $1 order by person_id",
        [run.id],
      );
    expect(await claims()).toMatchObject([{ days: 2 ** 31 - 1 }, { days: 2 ** 31 - 1 }]);
    const half = { ...goodMonth(2), roster: [roster(1, { validTo: `${october}-10` as Day }), roster(2)] };
    const less = await correct(half);
    expect(less.delta).toBeLessThan(0n);
    expect(await claims()).toMatchObject([{ days: 2 ** 10 - 1 }, { days: 2 ** 31 - 1 }]);
    // The other agency pays the rest; then the first one can't take it back.
    await adoptText(platform, agency(2), policyText("contoh-tpp"));
    const elsewhere = { ...goodMonth(1), roster: [roster(1, { validFrom: `${october}-11` as Day })] };
    await platform.pay(agency(2), october, elsewhere);
    platform.set(agencyId, october, goodMonth(2));
    expect((await preview(await open())).delta).toBe(0n);
  });

  it("of somebody who was not in the run are paid from nothing on", async () => {
    await adoptText(platform, agencyId, policyText("contoh-tpp"));
    const others = { roster: [roster(2)], months: [month(2)], predicates: [predicate(2)] };
    await platform.pay(agencyId, october, others);
    expect((await preview(await open())).months).toEqual([]);
    const seen = await correct(goodMonth(2));
    expect(seen.months).toMatchObject([{ paid: 0n, net: seen.delta }]);
    expect(await dues()).toMatchObject([{ amount: seen.delta }]);
  });
});

describe("cases", () => {
  it("are made once by the same trigger, listed, and refused to strangers", async () => {
    await adoptText(platform, agencyId, policyText("contoh-tpp"));
    await platform.pay(agencyId, october, goodMonth(1));
    const [one, again] = [await open(), await open()];
    expect(again.id).toBe(one.id);
    const query = { limit: 50, after: undefined, state: undefined, personId: undefined };
    expect(await platform.corrections.listCorrections(callBy(auditor), agencyId, query)).toMatchObject([
      { id: one.id },
    ]);
    await expect(platform.corrections.listCorrections(callBy(person(1)), agencyId, query)).rejects.toMatchObject({ code: "AGENCY_UNKNOWN" }); // prettier-ignore
    const unknown = { agencyId, caseId: person(77) };
    await expect(platform.corrections.previewCorrection(callBy(maker), unknown)).rejects.toMatchObject({ code: "CORRECTION_UNKNOWN" }); // prettier-ignore
  });

  it("are made by an accepted objection, in its own transaction, and by a refused one not", async () => {
    await adoptText(platform, agencyId, policyText("contoh-tpp"));
    const { run } = await platform.pay(agencyId, october, goodMonth(1));
    const { store, now } = platform;
    const none = () => Promise.reject(new Error("not asked for"));
    const files = { keep: none, open: none, isFrom: none };
    const needs = { store, now, accessTo: fakeAccess(), newId: newKey, statement: none, files, limit: () => undefined };
    const file = async (objectionId: string): Promise<void> =>
      inAgency(({ objections }) =>
        objections.insert({
          ...{
            id: objectionId,
            agencyId,
            personId: person(1),
            runId: run.id,
            period: october,
            employmentId: undefined,
          },
          ...{
            lineId: "late",
            label: "Terlambat",
            amount: 0n as Rupiah,
            statementSha256: "0".repeat(64),
            evidence: [],
          },
          ...{ reason: "Saya bertugas di luar kantor", evidenceNames: [], state: "FILED", filedAt: new Date(now()) },
          ...{ answer: undefined, accepted: undefined, answeredBy: undefined, answeredAt: undefined },
        }),
      );
    const said = (objectionId: string, accepted: boolean) =>
      answerObjection(needs)(callBy(otherChecker), {
        agencyId,
        objectionId,
        accepted,
        answer: "Surat tugas dilampirkan",
      });
    const [right, wrong] = [newKey(), newKey()];
    await file(right);
    await said(right, true);
    await file(wrong);
    await said(wrong, false);
    const query = { limit: 50, after: undefined, state: undefined, personId: undefined };
    expect(await platform.corrections.listCorrections(callBy(auditor), agencyId, query)).toMatchObject([
      { triggerKind: "OBJECTION", triggerKey: right, affectedFrom: `${october}-01`, openedBy: otherChecker },
    ]);
  });
});
