import { Refusal } from "@kinerja/common/errors";
import { type Period } from "@kinerja/common/kernel";

import {
  type ChangedPeople,
  type InputsNow,
  type InputsOfPerson,
  type PostedRun,
  type SealsNow,
} from "../../app/corrections/ports.ts";
import { factsOfRange } from "../../app/facts/range-facts.ts";
import { type Caller, type Sealed, type SealedPeriods, type Store } from "../../app/ports.ts";
import { differing, type SeenRow } from "../../domain/corrections/differing.ts";
import { snapshotOf } from "../../domain/snapshot.ts";
import { type Clients, monthReading, predicateReading, rosterReading } from "./sealed-periods.ts";
import { rowsPerMessage, type SealedStream, sealedStream } from "./sealed-stream.ts";
import { readCalendar } from "./work-calendar.ts";

/** Rows of one person. A service that does not know how to give one person gives all, and the others are passed over. */
async function ownRows<Row extends { readonly personId: string }>(
  stream: SealedStream<Row>,
  personId: string,
): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of stream.rows) if (row.personId === personId) rows.push(row);
  await stream.end();
  return rows;
}

const needed = (sealed: Sealed | undefined, input: string, period: Period): Sealed => {
  if (!sealed) throw new Refusal("refused", "PERIOD_NOT_SEALED", { input, period });
  return sealed;
};

type Needs = {
  readonly clients: Clients;
  readonly sealed: SealedPeriods;
  readonly store: Store;
};

async function sealedOfPerson(
  { clients, sealed }: Needs,
  caller: Caller,
  { agencyId, period }: PostedRun,
  personId: string,
) {
  const { identity, activity, evaluation } = clients;
  const [months, ratings] = await Promise.all([
    sealed.activity(caller, agencyId, period),
    sealed.evaluation(caller, agencyId, period),
  ]);
  const activityRevision = needed(months, "ACTIVITY", period).revision;
  const evaluationRevision = needed(ratings, "EVALUATION", period).revision;
  const one = { agencyId, period, rowsPerMessage, personId };
  const [roster, own, predicates, calendar] = await Promise.all([
    ownRows(sealedStream("ROSTER", identity.streamRoster.bind(identity, one), rosterReading), personId),
    ownRows(
      sealedStream(
        "ACTIVITY",
        activity.streamSealedMonths.bind(activity, { ...one, revision: activityRevision }),
        monthReading,
      ),
      personId,
    ),
    ownRows(
      sealedStream(
        "EVALUATION",
        evaluation.streamSealedPredicates.bind(evaluation, { ...one, revision: evaluationRevision }),
        predicateReading,
      ),
      personId,
    ),
    readCalendar(identity, agencyId, period),
  ]);
  return { person: { personId, roster, months: own, predicates }, calendar, activityRevision, evaluationRevision };
}

/** One person's month by the newest sealed revisions and by the facts of this moment: what a freeze of today would know of the person. */
export const inputsOfPerson =
  (needs: Needs): InputsOfPerson =>
  async (caller: Caller, run: PostedRun, personId: string, { taken, moment }): Promise<InputsNow> => {
    const found = await sealedOfPerson(needs, caller, run, personId);
    const { person, calendar, activityRevision, evaluationRevision } = found;
    const unitIds = [...new Set(person.roster.flatMap((row) => row.unitIds ?? []))];
    const { agencyId, period, payoutPeriod } = run;
    const query = { agencyId, period, payoutPeriod, moment, people: [{ personId, unitIds }] };
    const facts = await needs.store.transaction({ agencies: [agencyId] }, (records) => factsOfRange(records, query));
    const rows = snapshotOf(period, person, { taken, calendars: calendar.calendars, ...facts.get(personId) });
    return {
      rows,
      unitIds,
      inputs: [
        ["ACTIVITY", String(activityRevision)],
        ["EVALUATION", String(evaluationRevision)],
        ["CALENDAR", calendar.seal.sha256],
        ["FACTS", new Date(moment).toISOString()],
      ],
    };
  };

/** In which revisions a month is sealed now. */
export const sealsOfMonth =
  ({ sealed }: Pick<Needs, "sealed">): SealsNow =>
  async (caller, agencyId, period) => {
    const [months, ratings] = await Promise.all([
      sealed.activity(caller, agencyId, period),
      sealed.evaluation(caller, agencyId, period),
    ]);
    return [
      ["ACTIVITY", String(needed(months, "ACTIVITY", period).revision)],
      ["EVALUATION", String(needed(ratings, "EVALUATION", period).revision)],
    ];
  };

const peopleAtOnce = 500;

/** People whose month of activity and attendance is another one in a later revision. */
export const changedPeople = ({ activity }: Pick<Clients, "activity">): ChangedPeople =>
  async function* (agencyId, period, revisions) {
    const seen = async function* (revision: number): AsyncGenerator<SeenRow> {
      const request = { agencyId, period, revision, rowsPerMessage };
      const stream = sealedStream("ACTIVITY", activity.streamSealedMonths.bind(activity, request), monthReading);
      for await (const row of stream.rows) yield { personId: row.personId, text: JSON.stringify(row) };
      await stream.end();
    };
    let people = new Set<string>();
    for await (const personId of differing(seen(revisions.before), seen(revisions.after))) {
      people.add(personId);
      if (people.size < peopleAtOnce) continue;
      yield [...people];
      people = new Set();
    }
    if (people.size > 0) yield [...people];
  };
