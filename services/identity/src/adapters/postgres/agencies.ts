import { Refusal } from "@kinerja/common/errors";
import { type AgencyId, type Zone } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { type Agency, type AgencyKind } from "../../domain/directory.ts";

type Row = { id: string; siasn_id: string; name: string; kind: AgencyKind; zone: Zone; version: bigint };

/** An officer of the whole site may name any agency, also one that there is not. */
export async function assertAgency(tx: Db, agencyId: AgencyId | undefined): Promise<void> {
  if (agencyId === undefined) return;
  const known = await tx.query("select from agency where id = $1", [agencyId]);
  if (known.length === 0) throw new Refusal("not-found", "AGENCY_UNKNOWN");
}

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
