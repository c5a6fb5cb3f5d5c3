import { type Db } from "@kinerja/common/postgres";

import { type Agreement, indicatorsOf } from "../../domain/agreement.ts";
import { deepest, type Node } from "../../domain/cascade.ts";
import { type Skp } from "../../domain/skp.ts";

export type Layer = "newest" | "set";

type NodeRow = {
  readonly id: string;
  readonly kind: "INDICATOR" | "RHK";
  readonly agency_id: string;
  readonly person_id: string | null;
  readonly unit_id: string;
  readonly year: number;
  readonly parent_id: string | null;
  readonly is_set: boolean;
};

export type Placed = { readonly node: Node; readonly agencyId: string };

/** What stands above the ids in one layer, the ids' own nodes included. One level more than is allowed, so that too deep is seen as such. */
export async function above(db: Db, ids: readonly string[], layer: Layer): Promise<Placed[]> {
  if (ids.length === 0) return [];
  const rows = await db.query<NodeRow>(
    `with recursive up as (
       select unnest($1::uuid[]) as id, 0 as level
       union
       select n.parent_id, up.level + 1 from up cross join lateral (
         select parent_id from cascade_node where id = up.id and layer = $2 and parent_id is not null offset 0) n
       where up.level <= ${deepest})
     select n.*, exists (select from cascade_node s where s.id = n.id and s.layer = 'set') as is_set
     from (select distinct id from up) u cross join lateral (
       select id, kind, agency_id, person_id, unit_id, year, parent_id from cascade_node where id = u.id and layer = $2 offset 0) n`,
    [ids, layer],
  );
  return rows.map((row) => ({
    agencyId: row.agency_id,
    node: {
      id: row.id,
      kind: row.kind,
      personId: row.person_id ?? undefined,
      unitId: row.unit_id,
      year: row.year,
      parentId: row.parent_id ?? undefined,
      isSet: row.is_set,
    },
  }));
}

type Document = {
  readonly id: string;
  readonly agencyId: string;
  readonly personId: string | undefined;
  readonly unitId: string;
  readonly year: number;
  readonly kind: "INDICATOR" | "RHK";
  readonly nodes: readonly {
    readonly id: string;
    readonly text: string;
    readonly parentId: string | undefined;
    readonly isMain: boolean;
  }[];
};

const ofAgreement = (agreement: Agreement): Document => ({
  ...agreement,
  kind: "INDICATOR",
  personId: undefined,
  nodes: indicatorsOf(agreement).map(({ id, text }) => ({ id, text, parentId: undefined, isMain: true })),
});

const ofSkp = (skp: Skp): Document => ({
  ...skp,
  kind: "RHK",
  nodes: skp.content.results.map(({ id, text, parent, kind }) => ({
    id,
    text,
    parentId: parent?.id,
    isMain: kind === "UTAMA",
  })),
});

/** Replaces the nodes of one document in one layer. */
async function replaceNodes(tx: Db, document: Document, layer: Layer): Promise<void> {
  const { id, agencyId, personId = null, nodes } = document;
  const ids = nodes.map((node) => node.id);
  await Promise.all([
    tx.query(
      `with gone as (delete from cascade_node where document_id = $1 and layer = $2 returning id)
       delete from cascade_text where layer = $2 and id in (select id from gone)`,
      [id, layer],
    ),
    tx.query(
      `insert into cascade_node (id, layer, kind, document_id, agency_id, person_id, unit_id, year, nr, is_main, parent_id)
       select n.id, $2, $3, $1, $4, $5, $6, $7, n.nr, n.is_main, n.parent_id
       from unnest($8::uuid[], $9::uuid[], $10::boolean[]) with ordinality as n (id, parent_id, is_main, nr)`,
      [
        ...[id, layer, document.kind, agencyId, personId, document.unitId, document.year, ids],
        nodes.map(({ parentId }) => parentId ?? null),
        nodes.map(({ isMain }) => isMain),
      ],
    ),
    tx.query(
      `insert into cascade_text (id, layer, agency_id, person_id, text)
       select n.id, $1, $2, $3, n.text from unnest($4::uuid[], $5::text[]) as n (id, text)`,
      [layer, agencyId, personId, ids, nodes.map(({ text }) => text)],
    ),
  ]);
}

export const placeAgreement = (tx: Db, agreement: Agreement, layer: Layer): Promise<void> =>
  replaceNodes(tx, ofAgreement(agreement), layer);
export const placeSkp = (tx: Db, skp: Skp, layer: Layer): Promise<void> => replaceNodes(tx, ofSkp(skp), layer);
