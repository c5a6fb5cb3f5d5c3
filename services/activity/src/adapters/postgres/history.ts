import { partitionFor } from "@kinerja/common/messaging";
import { type Db } from "@kinerja/common/postgres";

import { type EntryHistory } from "../../app/read.ts";
import { undecidedBehind } from "../../domain/standing.ts";
import { readVersion, stateOf, versionColumns, type VersionRow } from "./versions.ts";

type DecisionRow = {
  readonly version: number;
  readonly kind: "approved" | "returned";
  readonly reason: string | null;
  readonly note: string | null;
  readonly actor_id: string;
  readonly decided_at: Date;
  readonly by_timeout: boolean;
  readonly by_closing: boolean;
};

async function readDecisions(db: Db, key: readonly unknown[]): Promise<EntryHistory["decisions"]> {
  const rows = await db.query<DecisionRow>(
    `select versions[array_position(entry_ids, $3::uuid)] as version, kind, reason, note, actor_id, decided_at, by_timeout, by_closing
     from decision
     where bucket = $1 and person_id = $2 and $3::uuid = any (entry_ids) order by id desc limit 200`,
    key,
  );
  return rows.map((row) => ({
    version: row.version,
    kind: row.kind,
    reason: row.reason ?? undefined,
    note: row.note ?? undefined,
    actorId: row.actor_id,
    decidedAt: row.decided_at.getTime(),
    byTimeout: row.by_timeout,
    byClosing: row.by_closing,
  }));
}

/** Everything that was ever accepted and decided for one entry. */
export async function readHistory(
  db: Db,
  personId: string,
  entryId: string,
  partitions: number,
): Promise<EntryHistory | undefined> {
  const key = [partitionFor(personId, partitions), personId, entryId];
  const where = "where bucket = $1 and person_id = $2 and id = $3";
  const [row] = await db.query<
    VersionRow & { state: number; approved_version: number; returned_version: number | null }
  >(`select ${versionColumns}, state, approved_version, returned_version from entry ${where}`, key);
  if (row === undefined) return undefined;
  const others = await db.query<VersionRow & { cancelled: boolean }>(
    `select ${versionColumns}, cancelled from entry_version ${where} order by version desc`,
    key,
  );
  const conflicts = await db.query<{ body: Buffer; acceptedAt: Date }>(
    `select body, accepted_at as "acceptedAt" from entry_conflict ${where} order by log_offset`,
    key,
  );
  const decisions = await readDecisions(db, key);
  const state = stateOf(row.state);
  const [latest] = decisions;
  const currentVersion = readVersion(row, state === "cancelled");
  const { bodySha256, body, acceptedAt, ...version } = currentVersion;
  const replaced = others.map((other) => readVersion(other, other.cancelled));
  const decided = { approvedVersion: row.approved_version, returnedVersion: row.returned_version ?? 0 };
  return {
    waiting: currentVersion.late ? undecidedBehind({ current: currentVersion, others: replaced, ...decided }) : 0,
    current: {
      ...version,
      personId,
      id: entryId,
      state,
      flags: row.flags,
      approvedVersion: row.approved_version,
      acceptedAt,
      bodySha256,
      body,
      returned: state === "returned" ? latest : undefined,
    },
    others: replaced,
    conflicts,
    decisions,
  };
}
