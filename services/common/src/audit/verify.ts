import { type Db } from "../postgres/index.ts";
import { auditColumns, type AuditText, genesis, linkHash } from "./row.ts";

/** A link of the chain with its row; the row is null when it is gone. */
export type ChainLink = {
  readonly position: bigint;
  readonly prevHash: Uint8Array;
  readonly entryHash: Uint8Array;
  readonly row: AuditText | null;
};

export type AuditFault = {
  readonly position: bigint;
  readonly fault: "ROW_MISSING" | "ROW_CHANGED" | "CHAIN_BROKEN";
};

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** Walks the chain and names the first break, and each row that is gone or was changed. Needs nothing but the dump. */
export function verifyChain(links: Iterable<ChainLink>): AuditFault[] {
  const faults: AuditFault[] = [];
  let previous: Uint8Array = genesis;
  for (const { position, prevHash, entryHash, row } of links) {
    if (!same(prevHash, previous)) faults.push({ position, fault: "CHAIN_BROKEN" });
    if (row === null) faults.push({ position, fault: "ROW_MISSING" });
    else if (!same(linkHash(prevHash, row), entryHash)) faults.push({ position, fault: "ROW_CHANGED" });
    previous = entryHash;
  }
  return faults;
}

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
