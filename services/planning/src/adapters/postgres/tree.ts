import { type Db } from "@kinerja/common/postgres";

import { type ChainLink } from "../../app/views.ts";
import { deepest } from "../../domain/cascade.ts";
import { type Skp, type SkpState } from "../../domain/skp.ts";
import { type TreeRow } from "../../domain/tree.ts";

/** The node of an id that counts: as set, else as it is being written. */
const nodeOf = (id: string): string =>
  `lateral (select * from cascade_node c where c.id = ${id} order by c.layer desc limit 1)`;

type LinkRow = {
  readonly rhk_id: string;
  readonly level: number;
  readonly kind: "INDICATOR" | "RHK";
  readonly layer: "newest" | "set";
  readonly person_id: string | null;
  readonly unit_id: string;
  readonly year: number;
  readonly text: string | null;
};

/** The way up from each result, as one recursive statement. Words that the reader may not read stay empty; the way is whole. */
export async function readChains(db: Db, skp: Skp): Promise<ChainLink[]> {
  const { results } = skp.content;
  const rows = await db.query<LinkRow>(
    `with recursive up as (
       select r.rhk_id, r.place, 1 as level, n.* from unnest($1::uuid[], $2::uuid[]) with ordinality as r (rhk_id, parent, place)
         join ${nodeOf("r.parent")} n on true
       union all
       select up.rhk_id, up.place, up.level + 1, n.* from up join ${nodeOf("up.parent_id")} n on true where up.level < ${deepest})
     select up.rhk_id, up.level, up.kind, up.layer, up.person_id, up.unit_id, up.year, t.text
     from up left join cascade_text t on t.id = up.id and t.layer = up.layer order by up.place, up.level`,
    [results.map(({ id }) => id), results.map(({ parent }) => parent?.id ?? null)],
  );
  const links = Map.groupBy(rows, ({ rhk_id }) => rhk_id);
  const isSigned = skp.state === "SET" || skp.state === "SUPERSEDED";
  return results.flatMap(({ id, text }): ChainLink[] => [
    { rhkId: id, level: 0, kind: "RHK", isFirm: isSigned, text, personId: skp.personId, unitId: skp.unitId },
    ...(links.get(id) ?? []).map((row) => ({
      rhkId: id,
      level: row.level,
      kind: row.kind,
      isFirm: row.layer === "set" && row.year === skp.year,
      text: row.text ?? "",
      personId: row.person_id ?? undefined,
      unitId: row.unit_id,
    })),
  ]);
}

type NodeRow = {
  readonly id: string;
  readonly kind: "INDICATOR" | "RHK";
  readonly layer: "newest" | "set";
  readonly parent_id: string | null;
  readonly person_id: string | null;
  readonly unit_id: string;
  readonly is_main: boolean;
  readonly text: string;
  readonly state: SkpState | null;
  readonly is_carried: boolean;
  readonly is_anchored: boolean;
};

function stateOf({ kind, layer, state }: NodeRow): SkpState | undefined {
  if (kind === "INDICATOR") return undefined;
  return layer === "set" ? "SET" : (state ?? undefined);
}

/** Agreements and results of the units in one statement; the way up of each is followed out of the units too. */
export async function readTree(
  db: Db,
  query: { readonly agencyId: string; readonly unitIds: readonly string[]; readonly year: number },
  limit: number,
): Promise<TreeRow[]> {
  const rows = await db.query<NodeRow>(
    `with recursive chosen as (
       select distinct on (n.id) n.*, t.text from cascade_node n join cascade_text t on t.id = n.id and t.layer = n.layer
       where n.unit_id = any ($1::uuid[]) and n.year = $2 and n.agency_id = $3 order by n.id, n.layer desc limit $4),
     up as (
       select id as start, kind, parent_id, 0 as level from chosen
       union all
       select up.start, n.kind, n.parent_id, up.level + 1 from up join ${nodeOf("up.parent_id")} n on true where up.level < ${deepest}),
     anchored as (select distinct start from up where kind = 'INDICATOR')
     select c.id, c.kind, c.layer, c.parent_id, c.person_id, c.unit_id, c.is_main, c.text, s.state,
       exists (select from cascade_node k where k.parent_id = c.id) as is_carried, a.start is not null as is_anchored
     from chosen c left join skp s on s.id = c.document_id left join anchored a on a.start = c.id
     order by array_position($1::uuid[], c.unit_id), c.kind, c.document_id, c.nr`,
    [query.unitIds, query.year, query.agencyId, limit],
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    parentId: row.parent_id ?? undefined,
    text: row.text,
    personId: row.person_id ?? undefined,
    unitId: row.unit_id,
    state: stateOf(row),
    isSet: row.layer === "set",
    isMain: row.is_main,
    isCarried: row.is_carried,
    isAnchored: row.is_anchored,
  }));
}
