import { type AgencyId, type Zone } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { type UnitView } from "../../app/directory.ts";
import { type Today } from "../../domain/validity.ts";
import { holds, todayParams } from "./views.ts";

const unitLimit = 20_000;
type Row = { id: string; parent_id: string | null; name: string; zone: Zone; head_person_id: string | null };

/** Parents before children; a unit whose parent is not shown counts as a root. */
function inTreeOrder(units: readonly UnitView[]): UnitView[] {
  const shown = new Set(units.map(({ id }) => id));
  const children = Map.groupBy(units, ({ parentId }) =>
    parentId !== undefined && shown.has(parentId) ? parentId : "",
  );
  const ordered: UnitView[] = [...(children.get("") ?? [])];
  for (const unit of ordered) ordered.push(...(children.get(unit.id) ?? []));
  return ordered;
}

export async function listUnits(tx: Db, agencyId: AgencyId, today: Today): Promise<UnitView[]> {
  const rows = await tx.query<Row>(
    `select u.id, u.parent_id, u.name, u.zone, head.person_id as head_person_id
     from unit u left join (
       select distinct on (e.unit_id) e.unit_id, e.person_id from employment e
       where e.agency_id = $4 and e.head and ${holds("e")} order by e.unit_id, e.main desc, e.valid_from desc) head on head.unit_id = u.id
     where u.agency_id = $4 and ${holds("u")} order by u.name, u.id limit ${unitLimit}`,
    [...todayParams(today), agencyId],
  );
  return inTreeOrder(
    rows.map(({ id, parent_id, name, zone, head_person_id }) => ({
      id,
      parentId: parent_id ?? undefined,
      name,
      zone,
      headPersonId: head_person_id ?? undefined,
    })),
  );
}
