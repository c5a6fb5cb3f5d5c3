import { type Db } from "@kinerja/common/postgres";

import { type ParentChoice, type View } from "../../app/views.ts";
import { type SkpStanding } from "../../domain/gaps.ts";
import { type SkpState } from "../../domain/skp.ts";

type StandingRow = {
  readonly employment_id: string;
  readonly id: string;
  readonly state: SkpState;
  readonly set_revision: number;
  readonly assessor_id: string | null;
  readonly changed_at: Date;
};

export async function readStandings(db: Db, employmentIds: readonly string[], year: number): Promise<SkpStanding[]> {
  const rows = await db.query<StandingRow>(
    `select employment_id, id, state, set_revision, assessor_id, changed_at
     from skp where employment_id = any ($1::uuid[]) and year = $2`,
    [employmentIds, year],
  );
  return rows.map((row) => ({
    employmentId: row.employment_id,
    skpId: row.id,
    state: row.state,
    setRevision: row.set_revision,
    assessorId: row.assessor_id ?? undefined,
    changedAt: row.changed_at.getTime(),
  }));
}

type ChoiceRow = {
  readonly id: string;
  readonly kind: "INDICATOR" | "RHK";
  readonly layer: "newest" | "set";
  readonly person_id: string | null;
  readonly unit_id: string;
  readonly year: number;
  readonly text: string;
};

function kindOf({ kind, layer, year }: ChoiceRow, wanted: number): ParentChoice["kind"] {
  if (kind === "INDICATOR") return "AGREEMENT_INDICATOR";
  return layer === "set" && year === wanted ? "SUPERIOR_RHK" : "PROVISIONAL";
}

/** Each node once: as set, else as it is being written. Only whose words may be read. */
export async function readParents(
  db: Db,
  { carriers, rhkIds, unitIds, year }: Parameters<View["parents"]>[0],
  limit: number,
): Promise<ParentChoice[]> {
  const rows = await db.query<ChoiceRow>(
    `select * from (
       select distinct on (n.id) n.id, n.kind, n.layer, n.person_id, n.unit_id, n.year, n.nr, n.document_id, t.text
       from cascade_node n join cascade_text t on t.id = n.id and t.layer = n.layer
       where n.year in ($4, $4 - 1) and (
         (n.kind = 'RHK' and (n.person_id = any ($1::uuid[]) or n.id = any ($2::uuid[])))
         or (n.kind = 'INDICATOR' and n.year = $4 and n.unit_id = any ($3::uuid[])))
       order by n.id, n.layer desc) found
     order by kind desc, person_id = any ($1::uuid[]) desc, year desc, document_id, nr limit $5`,
    [carriers, rhkIds, unitIds, year, limit],
  );
  return rows.map((row) => ({
    kind: kindOf(row, year),
    parentId: row.id,
    text: row.text,
    personId: row.person_id ?? undefined,
    unitId: row.unit_id,
    year: row.year,
  }));
}
