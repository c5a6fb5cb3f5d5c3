import { type AgencyId, type Zone } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { type Agency, type AgencyKind } from "../../domain/directory.ts";

type Row = { id: string; siasn_id: string; name: string; kind: AgencyKind; zone: Zone; version: bigint };

export async function allAgencies(db: Db): Promise<Agency[]> {
  const rows = await db.query<Row>(
    "select id, siasn_id, name, kind, zone, version from agency order by name, id limit 2000",
  );
  return rows.map(({ siasn_id, id, version, ...rest }) => ({
    ...rest,
    id: id as AgencyId,
    siasnId: siasn_id,
    version: Number(version),
  }));
}
