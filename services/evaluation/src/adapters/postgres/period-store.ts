import { createHash } from "node:crypto";

import { Refusal } from "@kinerja/common/errors";
import { type Database, type Db, lockKey } from "@kinerja/common/postgres";

import { type Act, type MonthKey, type PeriodStore, type SealedPeriod } from "../../app/stores.ts";
import { type Predicate } from "../../domain/predicate.ts";
import { type IssuedPredicate, missingOf, type SealedRow } from "../../domain/seal.ts";
import { sealedRowBytes } from "../proto.ts";
import { auditAct, runOnce, scopeOf } from "./commands.ts";

const slice = 5_000;

type PeriodRow = { revision: number; count: bigint; sha256: string; sealed_at: Date };

async function newest(db: Db, { agencyId, period }: MonthKey): Promise<SealedPeriod> {
  const [row] = await db.query<PeriodRow>(
    `select revision, count, sha256, sealed_at from evaluation_period
     where agency_id = $1 and period = $2 order by revision desc limit 1`,
    [agencyId, period],
  );
  return {
    agencyId,
    period,
    revision: row?.revision ?? 0,
    count: Number(row?.count ?? 0n),
    sha256: row?.sha256 ?? "",
    sealedAt: row?.sealed_at.getTime(),
  };
}

async function refuseOpenMonth(db: Db, { agencyId, period }: MonthKey): Promise<void> {
  const [sealed] = await db.query("select 1 from activity_month where agency_id = $1 and period = $2", [
    agencyId,
    period,
  ]);
  if (sealed === undefined) throw new Refusal("refused", "MONTH_NOT_SEALED", { period });
}

/** A document of the own agency counts before one of another. */
async function issuedOf(db: Db, { agencyId, period }: MonthKey, personIds: readonly string[]) {
  const rows = await db.query<{ person_id: string; predicate: Predicate; version: number }>(
    `select distinct on (person_id) person_id, predicate, version from evaluation
     where term = $1 and person_id = any ($2::uuid[]) and state = 'ISSUED' order by person_id, (agency_id = $3) desc, agency_id`,
    [period, personIds, agencyId],
  );
  return new Map<string, IssuedPredicate>(rows.map(({ person_id, ...one }) => [person_id, one]));
}

async function writeRows(
  db: Db,
  { agencyId, period }: MonthKey,
  revision: number,
  rows: readonly SealedRow[],
  bodies: readonly Buffer[],
) {
  for (let from = 0; from < rows.length; from += slice) {
    const some = rows.slice(from, from + slice);
    await db.query(
      `insert into sealed_predicate (agency_id, period, revision, person_id, employment_id, body)
       select $1, $2, $3, * from unnest($4::uuid[], $5::uuid[], $6::bytea[])`,
      [
        ...[agencyId, period, revision],
        some.map(({ personId }) => personId),
        some.map(({ employmentId }) => employmentId),
        bodies.slice(from, from + slice),
      ],
    );
  }
}

async function writeRevision(
  db: Db,
  act: Act,
  key: MonthKey,
  rows: readonly SealedRow[],
  at: number,
): Promise<SealedPeriod> {
  const before = await newest(db, key);
  const bodies = rows.map(sealedRowBytes);
  const hash = createHash("sha256");
  for (const body of bodies) hash.update(body);
  const sha256 = hash.digest("hex");
  if (before.revision > 0 && before.sha256 === sha256) return before;
  const revision = before.revision + 1;
  await db.query(
    `insert into evaluation_period (agency_id, period, revision, count, sha256, missing, sealed_by, sealed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[key.agencyId, key.period, revision, rows.length, sha256],
      ...[missingOf(rows), act.caller.personId, new Date(at)],
    ],
  );
  await writeRows(db, key, revision, rows, bodies);
  return { ...key, revision, count: rows.length, sha256, sealedAt: at };
}

/** `closer` reads people of all agencies; everything else stays with the caller's. */
export const postgresPeriodStore = ({
  db,
  closer,
  now,
}: {
  readonly db: Database;
  readonly closer: Database;
  readonly now: () => number;
}): PeriodStore => ({
  status: (grant, key) =>
    db.transaction(scopeOf(grant), async (tx) => {
      const [row] = await tx.query<{ missing: number }>(
        "select count(*)::int as missing from evaluation where agency_id = $1 and term = $2 and state <> 'ISSUED'",
        [key.agencyId, key.period],
      );
      return { period: await newest(tx, key), missing: row?.missing ?? 0 };
    }),
  seal: (act, key, personIds, decide) =>
    runOnce(
      closer,
      act,
      async (tx) => {
        await lockKey(tx, `seal/${key.agencyId}/${key.period}`);
        await refuseOpenMonth(tx, key);
        const rows = decide(await issuedOf(tx, key, personIds));
        const sealed = await writeRevision(tx, act, key, rows, now());
        const { revision, count, sha256 } = sealed;
        const object = { id: key.period, agencyId: key.agencyId, detail: { revision, count, sha256 } };
        await auditAct(tx, act, object, now());
        return sealed;
      },
      scopeOf(act.grant),
    ),
});
