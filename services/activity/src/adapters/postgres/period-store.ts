import { appendAudit } from "@kinerja/common/audit";
import { firstDay, lastDay, type Period } from "@kinerja/common/kernel";
import { type Database, type Db, lockKey } from "@kinerja/common/postgres";

import { type PeriodStateName, type PeriodStatus, type PeriodStore } from "../../app/close.ts";
import { type FlagName } from "../../domain/flags.ts";
import { refuseArchived } from "./archived.ts";
import { countCorrections } from "./corrections.ts";
import { monthLock } from "./decision-store.ts";
import { refuseOwnFacts } from "./hands.ts";
import { parkedIn } from "./parked.ts";
import { propose, readReopenings, settle } from "./reopenings.ts";
import { zoneOf } from "./versions.ts";

type Row = {
  readonly state: Exclude<PeriodStateName, "open">;
  readonly revision: number;
  readonly count: bigint | null;
  readonly sha256: string | null;
  readonly sealed_at: Date | null;
  readonly flagged: bigint;
  readonly undecided: bigint;
  readonly by_flag: Partial<Record<FlagName, number>>;
};

async function countLate(db: Db, agencyId: string, period: Period): Promise<bigint> {
  const [row] = await db.query<{ late: bigint }>(
    `select (select coalesce(sum(late_entries), 0) from day where agency_id = $1 and work_date between $2 and $3 and late_entries > 0)::int8
       - (select count(*) from admission a join entry e on e.bucket = a.bucket and e.person_id = a.person_id and e.id = a.id
          where a.agency_id = $1 and a.period = $4 and e.version = a.version) as late`,
    [agencyId, firstDay(period), lastDay(period), period],
  );
  return row?.late ?? 0n;
}

type Recorded = Omit<PeriodStatus, "agencyId" | "period" | "late" | "parked" | "corrections" | "reopenings">;

const notClosed: Recorded = {
  state: "open",
  revision: 0,
  count: 0n,
  sha256: "",
  sealedAt: undefined,
  flagged: 0n,
  undecided: 0n,
  byFlag: new Map(),
};

const readRow = ({ count, sha256, sealed_at: sealedAt, by_flag: byFlag, ...row }: Row): Recorded => ({
  ...row,
  count: count ?? 0n,
  sha256: sha256 ?? "",
  sealedAt: sealedAt?.getTime(),
  byFlag: new Map(Object.entries(byFlag) as [FlagName, number][]),
});

async function readStatus(db: Db, agencyId: string, period: Period, partitions: number): Promise<PeriodStatus> {
  const [row] = await db.query<Row>(
    "select state, revision, count, sha256, sealed_at, flagged, by_flag, undecided from period where agency_id = $1 and period = $2",
    [agencyId, period],
  );
  const [late, corrections, reopenings] = await Promise.all([
    countLate(db, agencyId, period),
    countCorrections(db, { agencyId, period }),
    readReopenings(db, { agencyId, period }),
  ]);
  const parked = await parkedIn(db, { agencyId, period }, partitions);
  return { agencyId, period, late, parked, corrections, reopenings, ...(row === undefined ? notClosed : readRow(row)) };
}

export const postgresPeriodStore = (db: Database, partitions: number, now: () => number): PeriodStore => ({
  zones: (agencyId, period) =>
    db.transaction({ agencies: [agencyId] }, async (tx) => {
      const rows = await tx.query<{ zone: number }>(
        `select distinct zone from employment_copy
         where agency_id = $1 and valid_from <= $3 and (valid_to is null or valid_to >= $2)`,
        [agencyId, firstDay(period), lastDay(period)],
      );
      return rows.map(({ zone }) => zoneOf(zone));
    }),
  status: (agencyId, period) =>
    db.transaction({ agencies: [agencyId] }, (tx) => readStatus(tx, agencyId, period, partitions)),
  begin: (caller, grant, { agencyId, period, deadline }) =>
    db.transaction({ agencies: [agencyId] }, async (tx) => {
      const [known] = await tx.query<{ state: PeriodStateName }>(
        "select state from period where agency_id = $1 and period = $2",
        [agencyId, period],
      );
      if (known === undefined || known.state === "reopened") {
        // Alone: an import that has begun is waited for and seen, one that begins meanwhile sees that closing has begun.
        await lockKey(tx, monthLock(agencyId, period));
        await refuseArchived(tx, { agencyId, period });
        await refuseOwnFacts(tx, caller, { agencyId, period });
      }
      const begun = await tx.query(
        `insert into period (agency_id, period, state, deadline, requested_by, requested_at)
         values ($1, $2, 'closing', $3, $4, $5)
         on conflict (agency_id, period) do update set state = 'closing', requested_by = $4, requested_at = $5
           where period.state = 'reopened' returning period`,
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
      return readStatus(tx, agencyId, period, partitions);
    }),
  proposeReopening: (caller, grant, month, reason) =>
    db.transaction({ agencies: [month.agencyId] }, async (tx) => {
      await propose(tx, { caller, grant, now: now() }, month, reason);
      return readStatus(tx, month.agencyId, month.period, partitions);
    }),
  decideReopening: (caller, grant, month, decision) =>
    db.transaction({ agencies: [month.agencyId] }, async (tx) => {
      await settle(tx, { caller, grant, now: now() }, month, decision);
      return readStatus(tx, month.agencyId, month.period, partitions);
    }),
});
