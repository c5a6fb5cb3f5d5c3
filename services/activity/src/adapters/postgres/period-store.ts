import { appendAudit } from "@kinerja/common/audit";
import { firstDay, lastDay, type Period } from "@kinerja/common/kernel";
import { type Database, type Db } from "@kinerja/common/postgres";

import { type PeriodStatus, type PeriodStore } from "../../app/close.ts";
import { zoneOf } from "./versions.ts";

type Row = {
  readonly state: "closing" | "sealed";
  readonly revision: number;
  readonly count: bigint | null;
  readonly sha256: string | null;
  readonly sealed_at: Date | null;
};

async function readStatus(db: Db, agencyId: string, period: Period): Promise<PeriodStatus> {
  const [row] = await db.query<Row>(
    "select state, revision, count, sha256, sealed_at from period where agency_id = $1 and period = $2",
    [agencyId, period],
  );
  if (row === undefined)
    return { agencyId, period, state: "open", revision: 0, count: 0n, sha256: "", sealedAt: undefined };
  const { state, revision, count, sha256, sealed_at: sealedAt } = row;
  return { agencyId, period, state, revision, count: count ?? 0n, sha256: sha256 ?? "", sealedAt: sealedAt?.getTime() };
}

export const postgresPeriodStore = (db: Database, now: () => number): PeriodStore => ({
  zones: (agencyId, period) =>
    db.transaction({ agencies: [agencyId] }, async (tx) => {
      const rows = await tx.query<{ zone: number }>(
        `select distinct zone from employment_copy
         where agency_id = $1 and valid_from <= $3 and (valid_to is null or valid_to >= $2)`,
        [agencyId, firstDay(period), lastDay(period)],
      );
      return rows.map(({ zone }) => zoneOf(zone));
    }),
  status: (agencyId, period) => readStatus(db, agencyId, period),
  begin: (caller, grant, { agencyId, period, deadline }) =>
    db.transaction({ agencies: [agencyId] }, async (tx) => {
      const begun = await tx.query(
        `insert into period (agency_id, period, state, deadline, requested_by, requested_at)
         values ($1, $2, 'closing', $3, $4, $5) on conflict do nothing returning period`,
        [agencyId, period, new Date(deadline), caller.personId, new Date(now())],
      );
      if (begun.length > 0)
        await appendAudit(tx, {
          at: new Date(now()),
          actor: caller.personId,
          role: grant.role,
          action: "close",
          resource: "period",
          objectId: period,
          agencyId,
          requestId: caller.requestId,
        });
      return readStatus(tx, agencyId, period);
    }),
});
