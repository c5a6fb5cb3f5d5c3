import { type Day, firstDay, lastDay, type Period, periodOf } from "@kinerja/common/kernel";

import { changesMonth } from "../../domain/corrections/employment-change.ts";
import { type Actor, type Now, type Records, type Store } from "../ports.ts";
import {
  type ChangedFact,
  type ChangedPeople,
  type NewCase,
  type PeopleWithEvents,
  type QueuedTrigger,
  type TouchedRun,
  type TriggerQueue,
} from "./ports.ts";

export type TriggerNeeds = {
  readonly store: Store;
  readonly queue: TriggerQueue;
  readonly changedPeople: ChangedPeople;
  readonly peopleWithEvents: PeopleWithEvents;
  readonly now: Now;
  /** The work on one has failed so many times; the others go on. */
  readonly onFailure: (trigger: QueuedTrigger, error: unknown, attempts: number) => void;
};

type Opening = Omit<NewCase, "openedBy">;

/** As whom the service itself acts, in the audit. */
const service = (trigger: QueuedTrigger): Actor => ({
  personId: "system/allowance",
  role: "SYSTEM",
  requestId: trigger.id,
});

const opening = (trigger: QueuedTrigger, personId: string, affectedFrom: Day, note: string): Opening => ({
  ...{ agencyId: trigger.agencyId, personId, affectedFrom, note },
  ...{ triggerKind: trigger.kind, triggerKey: trigger.key },
});

/** Clocks of two services differ by less. */
const clocksApartMs = 5 * 60_000;

/** Runs that were started up to then may not know the change. Facts are this service's own, by its own clock. */
const frozenBefore = ({ kind, at }: QueuedTrigger): number => (kind === "FACT" ? at : at + clocksApartMs);

const peopleAtOnce = 500;

async function openCases(
  needs: TriggerNeeds,
  trigger: QueuedTrigger,
  cases: readonly Opening[],
  by: "period" | "payout" = "period",
): Promise<void> {
  const { agencyId, kind } = trigger;
  for (let from = 0; from < cases.length; from += peopleAtOnce)
    await needs.store.transaction({ agencies: [agencyId] }, async (records) => {
      const at = needs.now();
      const part = cases.slice(from, from + peopleAtOnce);
      for (const id of await records.corrections.openWherePosted(part, frozenBefore(trigger), at, by)) {
        const note = { action: "open", resource: "correction", objectId: id, agencyId, detail: { trigger: kind } };
        await records.audit(service(trigger), note, at);
      }
    });
}

const inAgency = <T>(needs: TriggerNeeds, trigger: QueuedTrigger, work: (records: Records) => Promise<T>): Promise<T> =>
  needs.store.transaction({ agencies: [trigger.agencyId] }, work);

type Months = Parameters<Records["corrections"]["touchedRuns"]>[1];
const runsOf = (needs: TriggerNeeds, trigger: QueuedTrigger, months: Months) =>
  inAgency(needs, trigger, ({ corrections }) =>
    corrections.touchedRuns(trigger.agencyId, months, frozenBefore(trigger)),
  );

const earlier = (one: string, other: string): boolean => one < other;

/** The days of a fact that lie in the month of a run. */
const within = ({ period }: TouchedRun, { validFrom, validTo }: ChangedFact) => ({
  from: earlier(validFrom, firstDay(period)) ? firstDay(period) : validFrom,
  to: validTo !== undefined && earlier(validTo, lastDay(period)) ? validTo : lastDay(period),
});

/** An outage of a unit or of the agency concerns whoever had something on its days; who is of the unit is found when the month is computed anew. */
async function openForShared(needs: TriggerNeeds, trigger: QueuedTrigger, fact: ChangedFact): Promise<void> {
  const last = fact.validTo === undefined ? undefined : periodOf(fact.validTo);
  for (const run of await runsOf(needs, trigger, { from: periodOf(fact.validFrom), to: last, regular: true })) {
    const days = within(run, fact);
    for await (const people of needs.peopleWithEvents(run, days))
      await openCases(needs, trigger, people.map((id) => opening(trigger, id, days.from, "Gangguan mesin presensi"))); // prettier-ignore
  }
}

async function openForFacts(needs: TriggerNeeds, trigger: QueuedTrigger, moment: number): Promise<void> {
  const facts = await inAgency(needs, trigger, ({ corrections }) => corrections.changedFacts(trigger.agencyId, moment));
  const own = (isOfPayout: boolean, note: string): Opening[] =>
    facts.flatMap(({ personId, validFrom, ...fact }) =>
      personId === undefined || fact.isOfPayout !== isOfPayout ? [] : [opening(trigger, personId, validFrom, note)],
    );
  await openCases(needs, trigger, own(false, "Fakta berubah"));
  // One trigger makes one case of a person: where both kinds of facts change at once, the first one looks at both.
  await openCases(needs, trigger, own(true, "Gaji, status pajak atau penghasilan lain berubah"), "payout");
  for (const fact of facts) if (fact.personId === undefined) await openForShared(needs, trigger, fact);
}

/** A month that was sealed anew concerns those whose rows are others than in the revision that was paid. */
async function openForSealed(
  needs: TriggerNeeds,
  trigger: QueuedTrigger,
  { period, revision }: { readonly period: Period; readonly revision: number },
): Promise<void> {
  for (const run of await runsOf(needs, trigger, { from: period, to: period, regular: true })) {
    if (run.activityRevision >= revision) continue;
    const revisions = { before: run.activityRevision, after: revision };
    for await (const people of needs.changedPeople(trigger.agencyId, period, revisions))
      await openCases(needs, trigger, people.map((id) => opening(trigger, id, firstDay(period), "Bulan kegiatan dibuka dan ditutup lagi"))); // prettier-ignore
  }
}

type EmploymentBody = Extract<QueuedTrigger["body"], { readonly type: "employment" }>;

/** The first month that would be another one by the employment as it is now. */
async function openForEmployment(needs: TriggerNeeds, trigger: QueuedTrigger, body: EmploymentBody): Promise<void> {
  const { personId, validFrom } = body;
  const runs = await runsOf(needs, trigger, { from: periodOf(validFrom), to: undefined, regular: false });
  const changed = await inAgency(needs, trigger, async ({ corrections }) => {
    for (const run of runs)
      if (changesMonth(run.period, body, await corrections.frozenPosts(run, personId))) return run;
    return undefined;
  });
  if (!changed) return;
  const from = earlier(validFrom, firstDay(changed.period)) ? firstDay(changed.period) : validFrom;
  await openFor(needs, trigger, opening(trigger, personId, from, "Data jabatan berubah"));
}

/** Also for somebody who is in no run yet: the month may have been paid without the person. */
const openFor = (needs: TriggerNeeds, trigger: QueuedTrigger, fresh: Opening): Promise<void> =>
  inAgency(needs, trigger, async (records) => {
    const at = needs.now();
    const id = await records.corrections.open({ ...fresh, openedBy: undefined }, at);
    if (id === undefined) return;
    const { agencyId, kind } = trigger;
    const note = { action: "open", resource: "correction", objectId: id, agencyId, detail: { trigger: kind } };
    await records.audit(service(trigger), note, at);
  });

async function work(needs: TriggerNeeds, trigger: QueuedTrigger): Promise<void> {
  const { body } = trigger;
  if (body.type === "facts") await openForFacts(needs, trigger, body.moment);
  else if (body.type === "sealed") await openForSealed(needs, trigger, body);
  else if (body.type === "days")
    await openCases(needs, trigger, [
      opening(trigger, body.personId, firstDay(body.period), "Hari kerja dilepas instansi lain"),
    ]);
  else if (body.type === "employment") await openForEmployment(needs, trigger, body);
  else
    await openCases(needs, trigger, [
      opening(trigger, body.personId, firstDay(body.period), "Predikat diterbitkan sesudah bulan dibayar"),
    ]);
}

const triggersAtOnce = 50;

/**
 * Finds whom the noticed changes concern, and opens their cases; returns whether there may be more. A trigger is done when all its cases are there:
 * after a crash it is worked on again, and makes none twice. One that fails is tried again later and stops nobody else's.
 */
export async function workTriggers(needs: TriggerNeeds): Promise<boolean> {
  const waiting = await needs.queue.next(triggersAtOnce);
  for (const trigger of waiting) {
    try {
      await work(needs, trigger);
      await needs.queue.done(trigger.id);
    } catch (error) {
      // Where the database itself is gone this throws, and the whole round comes again.
      needs.onFailure(trigger, error, await needs.queue.failed(trigger.id));
    }
  }
  return waiting.length === triggersAtOnce;
}
