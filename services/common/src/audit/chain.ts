import { createHash } from "node:crypto";

/** A row as text, in the order of the columns: what a dump holds is what is hashed. This file needs nothing but Node, so that an auditor can run it. */
export type AuditText = readonly (string | null)[];

/** Columns of `AuditText`, for a select. */
export const auditColumns = `a.id::text, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), a.actor, a.role, a.action,
  a.resource, a.object_id, a.agency_id::text, a.request_id, a.detail::text`;

export const genesis = Buffer.alloc(32);

/** Each link binds its row to everything before it. */
export const linkHash = (previous: Uint8Array, row: AuditText): Buffer =>
  createHash("sha256").update(previous).update(JSON.stringify(row)).digest();

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
