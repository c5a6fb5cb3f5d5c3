import { type Database, type Db } from "@kinerja/common/postgres";

import { type GapCount, type GapKey, type GapPage, type GapPerson, type GapStore } from "../../app/gaps.ts";
import { type Group } from "../../domain/distribution.ts";
import { type UnitTerm } from "../../domain/evaluation.ts";
import { type Gap, gaps } from "../../domain/gap.ts";
import { type UnitPredicate } from "../../domain/predicate.ts";
import { auditLook, scopeOf } from "./commands.ts";

type UnitRow = {
  unit_id: string;
  predicate: UnitPredicate;
  ground: string;
  reason: string;
  explained: string[];
  groups: { predicate: Group["predicate"] | null; isHead: boolean; people: number }[];
};

const selectUnits = `select u.unit_id, u.predicate, u.ground, u.reason, u.explained, g.groups
  from unit_predicate u join (
    select unit_id, json_agg(json_build_object('predicate', predicate, 'isHead', is_head, 'people', people)) as groups
    from (select unit_id, predicate, is_head, count(*)::int as people from evaluation
          where agency_id = $1 and term = $2 and ($3::uuid is null or unit_id = $3) group by 1, 2, 3) as one group by 1
  ) g using (unit_id) where u.agency_id = $1 and u.term = $2`;

/** Units that have a predicate and people, all of the agency or the one asked for. */
async function unitsOf(db: Db, { agencyId, term, unitId }: GapKey): Promise<ReadonlyMap<string, UnitTerm>> {
  const rows = await db.query<UnitRow>(selectUnits, [agencyId, term, unitId ?? null]);
  return new Map(
    rows.map(({ unit_id, groups, ...unit }) => [
      unit_id,
      { ...unit, groups: groups.map((group) => ({ ...group, predicate: group.predicate ?? undefined })) },
    ]),
  );
}

/** Ranks are those of `gaps`. */
const ranked = `select person_id, unit_id, assessor_id,
    case when state = 'OPEN' and skp_id is null then 0 when state = 'OPEN' and realisations = '[]' then 1
         when state = 'OPEN' then 2 when unit_id = any ($4::uuid[]) then 3 else 4 end as rank
  from evaluation where agency_id = $1 and term = $2 and ($3::uuid is null or unit_id = $3) and state <> 'ISSUED'`;

type PersonRow = { person_id: string; unit_id: string; assessor_id: string | null; rank: number };

const gapOf = (rank: number): Gap => gaps[rank] ?? "NOT_ISSUED";

async function peopleOf(db: Db, values: readonly unknown[], { gap, after, limit }: GapPage): Promise<PersonRow[]> {
  return db.query<PersonRow>(
    `select * from (${ranked}) as one where ($5::int is null or rank = $5)
       and ($6::int is null or (rank, person_id) > ($6, $7::uuid)) order by rank, person_id limit $8`,
    [
      ...values,
      gap === undefined ? null : gaps.indexOf(gap),
      after === undefined ? null : gaps.indexOf(after.gap),
      after?.personId ?? null,
      limit,
    ],
  );
}

async function countsOf(db: Db, values: readonly unknown[]): Promise<GapCount[]> {
  const rows = await db.query<{ rank: number; people: number }>(
    `select rank, count(*)::int as people from (${ranked}) as one group by rank order by rank`,
    values,
  );
  return rows.map(({ rank, people }) => ({ gap: gapOf(rank), people }));
}

export const postgresGapStore = (db: Database, now: () => number): GapStore => ({
  gaps: (grant, note, key, page, isUnexplained) =>
    db.transaction(scopeOf(grant), async (tx) => {
      const units = await unitsOf(tx, key);
      const unexplained = [...units].filter(([, unit]) => isUnexplained(unit)).map(([unitId]) => unitId);
      const values = [key.agencyId, key.term, key.unitId ?? null, unexplained];
      const rows = await peopleOf(tx, values, page);
      const people = rows.map(({ person_id: personId, unit_id: unitId, assessor_id, rank }): GapPerson => ({
        ...{ personId, unitId, assessorId: assessor_id ?? undefined, gap: gapOf(rank) },
        hasUnitPredicate: units.has(unitId),
      }));
      const counts = await countsOf(tx, values);
      await auditLook(tx, grant, note, now());
      return { people, counts };
    }),
});
