import { type Database, type Db } from "@kinerja/common/postgres";

import { type NoticeStore } from "../../app/stores.ts";
import { type Notice, type NoticeCode } from "../../domain/notice.ts";

export async function writeNotices(db: Db, notices: readonly Notice[], agencyId: string, at: number): Promise<void> {
  if (notices.length === 0) return;
  await db.query(
    `insert into notice (person_id, agency_id, code, params, at)
     select person_id, $4, code, params, $5 from unnest($1::uuid[], $2::text[], $3::jsonb[]) as n (person_id, code, params)`,
    [
      notices.map(({ personId }) => personId),
      notices.map(({ code }) => code),
      notices.map(({ params }) => JSON.stringify(params)),
      agencyId,
      new Date(at),
    ],
  );
}

type Row = { id: string; code: NoticeCode; params: Record<string, string>; at: Date };

export const postgresNoticeStore = (db: Database): NoticeStore => ({
  notices: (personId, limit) =>
    db.transaction({ agencies: [], person: personId }, async (tx) => {
      const rows = await tx.query<Row>(
        "select id, code, params, at from notice where person_id = $1 order by id desc limit $2",
        [personId, limit],
      );
      return rows.map(({ id, at, ...rest }) => ({ noticeId: id, at: at.getTime(), ...rest }));
    }),
});
