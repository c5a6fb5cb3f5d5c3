import { appendAudit } from "@kinerja/common/audit";
import { once } from "@kinerja/common/messaging";
import { type Database, type Db, lockKey, noScope } from "@kinerja/common/postgres";

import { type Closing, type ClosingStore, type PersonMonth } from "../../app/stores.ts";
import { type Evaluation } from "../../domain/evaluation.ts";
import { consumer } from "../kafka/closings.ts";
import { writeNotices } from "./notice-store.ts";
import { insertNew, paramsOf } from "./rows.ts";

const slice = 2_000;

async function keepMonths(
  db: Db,
  { agencyId, period, revision }: Closing,
  months: readonly PersonMonth[],
): Promise<void> {
  for (let from = 0; from < months.length; from += slice) {
    const some = months.slice(from, from + slice);
    await db.query(
      `insert into sealed_month (agency_id, period, revision, person_id, employment_id, approved_minutes, open_minutes, days_with_entries)
       select $1, $2, $3, * from unnest($4::uuid[], $5::uuid[], $6::int[], $7::int[], $8::int[])
       on conflict do nothing`,
      [
        ...[agencyId, period, revision],
        some.map(({ personId }) => personId),
        some.map(({ employmentId }) => employmentId),
        some.map(({ approvedMinutes }) => approvedMinutes),
        some.map(({ openMinutes }) => openMinutes),
        some.map(({ daysWithEntries }) => daysWithEntries),
      ],
    );
  }
}

/** Records those that are not there yet; returns them. */
async function openAll(db: Db, evaluations: readonly Evaluation[]): Promise<Evaluation[]> {
  const opened = new Set<string>();
  for (let from = 0; from < evaluations.length; from += slice) {
    const some = evaluations.slice(from, from + slice).map((one) => ({ ...one, version: 1 }));
    const rows = await db.query<{ person_id: string; term: string }>(insertNew, paramsOf(some));
    for (const { person_id, term } of rows) opened.add(`${person_id}/${term}`);
  }
  return evaluations.filter(({ personId, term }) => opened.has(`${personId}/${term}`));
}

export const postgresClosingStore = (closer: Database, now: () => number): ClosingStore => ({
  async isTaken({ eventId }) {
    const found = await closer.query("select 1 from inbox where consumer = $1 and event_id = $2", [consumer, eventId]);
    return found.length > 0;
  },
  take: (closing, months, evaluations, notify) =>
    closer.transaction(noScope, async (tx) => {
      const { eventId, agencyId, period, revision, count, sha256 } = closing;
      const at = now();
      await lockKey(tx, `month/${agencyId}/${period}`);
      await once(tx, consumer, eventId, async () => {
        await tx.query(
          `insert into activity_month as m (agency_id, period, revision, count, sha256, taken_at) values ($1, $2, $3, $4, $5, $6)
           on conflict (agency_id, period) do update set revision = excluded.revision, count = excluded.count,
             sha256 = excluded.sha256, taken_at = excluded.taken_at where m.revision < excluded.revision`,
          [agencyId, period, revision, count, sha256, new Date(at)],
        );
        await keepMonths(tx, closing, months);
        await writeNotices(tx, notify(await openAll(tx, evaluations)), agencyId, at);
        await appendAudit(tx, {
          at: new Date(at),
          actor: "system/evaluation",
          role: "system",
          action: "take",
          resource: "activity-month",
          objectId: period,
          agencyId,
          requestId: eventId,
          detail: { revision, people: months.length, sha256 },
        });
      });
    }),
});
