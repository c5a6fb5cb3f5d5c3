import { type PersonId } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { type EndReason, type Session } from "../../domain/session.ts";

type Row = {
  id: string;
  person_id: string;
  device_name: string;
  signed_in_at: Date;
  last_seen_at: Date;
  generation: number;
  refresh_hash: Buffer;
  previous_hash: Buffer | null;
  rotated_at: Date;
  refresh_expires_at: Date;
  diary_expires_at: Date;
  ended_at: Date | null;
  end_reason: string | null;
};

const toSession = (row: Row): Session => ({
  id: row.id,
  personId: row.person_id as PersonId,
  deviceName: row.device_name,
  signedInAt: row.signed_in_at.getTime(),
  lastSeenAt: row.last_seen_at.getTime(),
  generation: row.generation,
  refreshHash: row.refresh_hash.toString("hex"),
  previousHash: row.previous_hash?.toString("hex"),
  rotatedAt: row.rotated_at.getTime(),
  refreshExpiresAt: row.refresh_expires_at.getTime(),
  diaryExpiresAt: row.diary_expires_at.getTime(),
  endedAt: row.ended_at?.getTime(),
  endReason: (row.end_reason ?? undefined) as EndReason | undefined,
});

const instant = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(ms));
const bytes = (hex: string | undefined): Buffer | null => (hex === undefined ? null : Buffer.from(hex, "hex"));

export async function selectSessions(tx: Db, where: string, params: readonly unknown[]): Promise<Session[]> {
  return (await tx.query<Row>(`select * from session where ${where}`, params)).map(toSession);
}

export async function insertSession(tx: Db, session: Session): Promise<void> {
  await tx.query(
    `insert into session (id, person_id, device_name, signed_in_at, last_seen_at, generation, refresh_hash, rotated_at,
       refresh_expires_at, diary_expires_at)
     values ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9)`,
    [
      session.id,
      session.personId,
      session.deviceName,
      instant(session.signedInAt),
      session.generation,
      bytes(session.refreshHash),
      instant(session.rotatedAt),
      instant(session.refreshExpiresAt),
      instant(session.diaryExpiresAt),
    ],
  );
}

export async function updateSession(tx: Db, session: Session): Promise<void> {
  await tx.query(
    `update session set last_seen_at = $2, generation = $3, refresh_hash = $4, previous_hash = $5, rotated_at = $6,
       refresh_expires_at = $7, diary_expires_at = $8, ended_at = $9, end_reason = $10
     where id = $1`,
    [
      session.id,
      instant(session.lastSeenAt),
      session.generation,
      bytes(session.refreshHash),
      bytes(session.previousHash),
      instant(session.rotatedAt),
      instant(session.refreshExpiresAt),
      instant(session.diaryExpiresAt),
      instant(session.endedAt),
      session.endReason ?? null,
    ],
  );
}
