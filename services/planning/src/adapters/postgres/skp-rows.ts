import { type Day } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { type Content, type PositionKind } from "../../domain/content.ts";
import { type PlanItem } from "../../domain/plan.ts";
import { type Skp, type SkpRecord, type SkpState } from "../../domain/skp.ts";

export type SkpRow = {
  readonly id: string;
  readonly agency_id: string;
  readonly person_id: string;
  readonly employment_id: string;
  readonly unit_id: string;
  readonly assessor_id: string | null;
  readonly year: number;
  readonly valid_from: Day;
  readonly valid_to: Day;
  readonly position_kind: PositionKind;
  readonly state: SkpState;
  readonly version: number;
  readonly set_revision: number;
  readonly facts: number;
  readonly return_reason: string | null;
  readonly content: Content;
};

export const toSkp = (row: SkpRow): Skp => ({
  id: row.id,
  agencyId: row.agency_id,
  personId: row.person_id,
  employmentId: row.employment_id,
  unitId: row.unit_id,
  assessorId: row.assessor_id ?? undefined,
  year: row.year,
  validFrom: row.valid_from,
  validTo: row.valid_to,
  positionKind: row.position_kind,
  state: row.state,
  version: row.version,
  setRevision: row.set_revision,
  returnReason: row.return_reason ?? undefined,
  content: row.content,
});

/** What holds now: the newest setting. */
async function readHolding(db: Db, skpId: string): Promise<Skp | undefined> {
  const [row] = await db.query<{ document: Skp }>(
    "select document from skp_setting where skp_id = $1 order by revision desc limit 1",
    [skpId],
  );
  return row && { ...row.document, state: "SET" };
}

/** One setting; the one that was followed by another is superseded. */
export async function readSetting(db: Db, skpId: string, revision: number, newest: number): Promise<Skp | undefined> {
  const [row] = await db.query<{ document: Skp }>(
    "select document from skp_setting where skp_id = $1 and revision = $2",
    [skpId, revision],
  );
  return row && { ...row.document, state: revision < newest ? "SUPERSEDED" : "SET" };
}

export async function readRecord(db: Db, skpId: string): Promise<SkpRecord | undefined> {
  const [[row], holding, months] = await Promise.all([
    db.query<SkpRow>("select * from skp where id = $1", [skpId]),
    readHolding(db, skpId),
    db.query<{ period: string; items: PlanItem[] }>(
      "select period, items from plan_month where skp_id = $1 order by period",
      [skpId],
    ),
  ]);
  if (row === undefined) return undefined;
  return {
    skp: toSkp(row),
    holding,
    months: Object.fromEntries(months.map(({ period, items }) => [period, items])),
    facts: row.facts,
  };
}

export async function writeSkp(db: Db, { skp, facts }: SkpRecord, at: number): Promise<void> {
  await db.query(
    `insert into skp (id, agency_id, person_id, employment_id, unit_id, assessor_id, year, valid_from, valid_to, position_kind,
       state, version, set_revision, facts, return_reason, content, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
     on conflict (id) do update set assessor_id = excluded.assessor_id, state = excluded.state, version = excluded.version,
       set_revision = excluded.set_revision, facts = excluded.facts, return_reason = excluded.return_reason,
       content = excluded.content, changed_at = excluded.changed_at`,
    [
      skp.id,
      skp.agencyId,
      skp.personId,
      skp.employmentId,
      skp.unitId,
      skp.assessorId ?? null,
      skp.year,
      skp.validFrom,
      skp.validTo,
      skp.positionKind,
      skp.state,
      skp.version,
      skp.setRevision,
      facts,
      skp.returnReason ?? null,
      JSON.stringify(skp.content),
      new Date(at),
    ],
  );
}

export async function writeSetting(db: Db, skp: Skp, setBy: string, at: number): Promise<void> {
  await db.query(
    `insert into skp_setting (skp_id, revision, agency_id, person_id, valid_from, valid_to, set_by, set_at, document)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      skp.id,
      skp.setRevision,
      skp.agencyId,
      skp.personId,
      skp.validFrom,
      skp.validTo,
      setBy,
      new Date(at),
      JSON.stringify(skp),
    ],
  );
}

/** Writes the months that differ from before. */
export async function writeMonths(db: Db, before: SkpRecord | undefined, { skp, months }: SkpRecord): Promise<void> {
  const changed = Object.entries(months).filter(([period, items]) => before?.months[period] !== items);
  await Promise.all(
    changed.map(([period, items]) =>
      db.query(
        `insert into plan_month (skp_id, period, agency_id, person_id, items) values ($1, $2, $3, $4, $5)
         on conflict (skp_id, period) do update set items = excluded.items`,
        [skp.id, period, skp.agencyId, skp.personId, JSON.stringify(items)],
      ),
    ),
  );
}
