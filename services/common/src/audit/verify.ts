import { type Db } from "../postgres/index.ts";
import { type AuditFault, auditColumns, verifyChain } from "./chain.ts";

export type AuditReport = { readonly links: number; readonly unsealed: number; readonly faults: readonly AuditFault[] };

type LinkRow = {
  readonly position: bigint;
  readonly prev_hash: Buffer;
  readonly entry_hash: Buffer;
  readonly cells: (string | null)[];
};

/** Verifies the chain of a database. `unsealed` counts rows older than 10 s that no link holds: there must be none. */
export async function verifyAudit(db: Db): Promise<AuditReport> {
  const rows = await db.query<LinkRow>(
    `select c.position, c.prev_hash, c.entry_hash, array[${auditColumns}] as cells
     from audit_chain c left join audit a on a.id = c.audit_id order by c.position`,
  );
  const [waiting] = await db.query<{ count: bigint }>(
    `select count(*) from audit a where not exists (select from audit_chain c where c.audit_id = a.id)
     and uuid_extract_timestamp(a.id) < clock_timestamp() - interval '10 seconds'`,
  );
  const links = rows.map(({ position, prev_hash, entry_hash, cells }) => ({
    position,
    prevHash: prev_hash,
    entryHash: entry_hash,
    row: cells[0] === null ? null : cells,
  }));
  return { links: links.length, unsealed: Number(waiting?.count ?? 0), faults: verifyChain(links) };
}
