import { type Period, uuidV7 } from "@kinerja/common/kernel";

import { triggerQueue } from "../adapters/postgres/corrections-triggers.ts";
import { workTriggers } from "../app/corrections/work-triggers.ts";
import { correctionUseCases } from "../correction-use-cases.ts";
import { type RunSummary } from "../app/ports.ts";
import { factsOfRange } from "../app/facts/range-facts.ts";
import { type SealedInputs, snapshotOf } from "../domain/snapshot.ts";
import { type FactKind } from "../domain/facts/kinds.ts";
import { approver, callBy, checker, fakeAccess, maker, person } from "./month.ts";
import { fact } from "./pay-facts.ts";
import { confirmPlaces, payBatch, startTestPlatform, type TestPlatform, upload } from "./platform.ts";
import { policyText } from "./policies.ts";

/** The platform with corrections, and months that can be sealed anew. */
export type CorrectedPlatform = TestPlatform & {
  readonly corrections: ReturnType<typeof correctionUseCases>;
  /** What the other services know of a month from now on. */
  set(agencyId: string, of: Period, inputs: SealedInputs): void;
  /** Sealed, computed, checked, approved. */
  pay(agencyId: string, of: Period, inputs: SealedInputs, more?: PayOptions): Promise<RunSummary>;
  /** Works on everything that was noticed, in a world where no month was sealed anew and nobody had anything on a day of an outage. */
  work(): Promise<void>;
  stop(): Promise<void>;
};
type PayOptions = {
  readonly kind?: "REGULAR" | "THR" | "GAJI13" | "RAPEL";
  /** Held out before the batch is checked. */
  readonly hold?: readonly string[];
};

async function* nobody(): AsyncGenerator<readonly string[]> {
  yield await Promise.resolve([]);
}
const thrown = (_: unknown, error: unknown): void => {
  throw error;
};

export async function startCorrectedPlatform(
  more?: Parameters<typeof startTestPlatform>[0],
): Promise<CorrectedPlatform> {
  const platform = await startTestPlatform(more);
  const { store, use, now } = platform;
  const known = new Map<string, SealedInputs>();
  const revisions = new Map<string, number>();
  const set = (agencyId: string, of: Period, inputs: SealedInputs): void => {
    known.set(`${agencyId}/${of}`, inputs);
    revisions.set(`${agencyId}/${of}`, (revisions.get(`${agencyId}/${of}`) ?? 0) + 1);
  };
  const sealsOf = (agencyId: string, of: Period) =>
    [["ACTIVITY", String(revisions.get(`${agencyId}/${of}`) ?? 0)]] as const;
  const corrections = correctionUseCases({
    ...{ store, now, accessTo: fakeAccess(), parse: platform.workNeeds.parse },
    peopleIn: (_, ids) => Promise.resolve(new Set(ids)),
    sealsOf: (_, agencyId, of) => Promise.resolve(sealsOf(agencyId, of)),
    async inputsOf(_, { agencyId, period, payoutPeriod }, personId, { taken, moment }) {
      const { roster = [], months = [], predicates = [] } = known.get(`${agencyId}/${period}`) ?? {};
      const own = <Row extends { readonly personId: string }>(rows: readonly Row[]): Row[] =>
        rows.filter((row) => row.personId === personId);
      const query = { agencyId, period, payoutPeriod, moment, people: [{ personId, unitIds: [] }] };
      const facts = await store.transaction({ agencies: [agencyId] }, (records) => factsOfRange(records, query));
      const inputs = { personId, roster: own(roster), months: own(months), predicates: own(predicates) };
      return {
        rows: snapshotOf(period, inputs, { taken, ...facts.get(personId) }),
        ...{ unitIds: [], inputs: sealsOf(agencyId, period) },
      };
    },
  });
  const triggers = { store, now, queue: triggerQueue(platform.db), changedPeople: nobody, peopleWithEvents: nobody };
  return {
    ...platform,
    corrections,
    set,
    async work() {
      while (await workTriggers({ ...triggers, onFailure: thrown }));
    },
    async pay(agencyId, of, inputs, { kind = "REGULAR", hold = [] } = {}) {
      set(agencyId, of, inputs);
      platform.sealed.set(agencyId, inputs);
      let summary = await use.startRun(callBy(maker), { agencyId, period: of, kind });
      const runId = summary.run.id;
      for (const personId of hold)
        await use.holdPerson(callBy(maker), { agencyId, runId, personId, reason: "rekening diperiksa" });
      const flags = await use.listRunFlags(callBy(checker), { agencyId, runId }, { limit: 200, after: undefined });
      for (const { id, decision, severity } of flags)
        if (decision === undefined && severity === "WARN")
          await use.resolveFlag(callBy(checker), {
            agencyId,
            runId,
            flagId: id,
            decision: "ACKNOWLEDGE",
            reason: "benar",
          });
      summary = await use.getRun(callBy(maker), { agencyId, runId });
      return payBatch(platform, summary);
    },
  };
}

/** A policy in force by its text, by three people. */
export async function adoptText({ use }: Pick<TestPlatform, "use">, agencyId: string, text: string): Promise<string> {
  const sha256 = upload(text);
  const { id: policyId } = await use.draftPolicy(callBy(maker), { agencyId, fileId: sha256 });
  await use.reviewPolicy(callBy(checker), { agencyId, policyId });
  const bound = { agencyId, policyId, sha256 };
  await use.approvePolicy(callBy(approver), bound);
  await confirmPlaces({ use }, bound);
  await use.activatePolicy(callBy(approver), bound);
  return policyId;
}

/** The invented TPP without its rule for taking back. */
export const tppWithoutRecovery = (): string => policyText("contoh-tpp").replace(/^ {2}recovery:.*\n/m, "");

/** The invented TPP with contributions, and a tax that the employee bears. */
export const tppWithDeductions = (): string =>
  policyText("contoh-tpp").replace(
    /^ {2}tax: none\n/m,
    `  contributions:
    - { id: jkn, label: Iuran Jaminan Kesehatan, percent: 1, cap_rupiah: 12000000, already_deducted_in: salary, employer_percent: 4,
        cite: { legal: perkada, article: Pasal 14 } }
  tax: { id: pph21, method: ter, borne_by: employee, label: PPh Pasal 21, cite: { legal: perkada, article: Pasal 14 } }\n`,
  );

/** A fact that was decided so many milliseconds ago: one of the payout, or one of the rules. */
export async function sayFact(
  { store, now }: Pick<TestPlatform, "store" | "now">,
  agencyId: string,
  said: {
    readonly kind: FactKind;
    readonly n: number;
    readonly fields: Record<string, string>;
    readonly from: string;
    readonly ago: number;
  },
): Promise<void> {
  await store.transaction({ agencies: [agencyId] }, async (records) => {
    const at = await records.facts.moment(agencyId, now() - said.ago);
    const { kind, n, fields, from } = said;
    const row = fact(kind, [from, "2026-12-31"], { id: newKey(), personId: person(n), recordedAt: at - 1, fields });
    await records.facts.insert([row]);
    await records.facts.decide(agencyId, [row.id], "CONFIRMED", approver, at);
  });
}

export const newKey = (): string => uuidV7(Date.parse("2026-11-05T03:00:00Z"));
