import { type Day, type Rupiah } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import {
  type CaseQuery,
  type CorrectionRecords,
  type NewCase,
  type StoredCase,
  type StoredReceivable,
} from "../../app/corrections/ports.ts";
import { type CorrectionCase } from "../../domain/corrections/case.ts";
import { deductionRecords } from "./corrections-deductions.ts";
import { monthRecords } from "./corrections-months.ts";
import { seenRecords } from "./corrections-seen.ts";
import { triggerRecords } from "./corrections-triggers.ts";

type CaseRow = {
  id: string;
  agency_id: string;
  person_id: string;
  trigger_kind: StoredCase["triggerKind"];
  trigger_key: string;
  affected_from: Day;
  note: string;
  opened_at: Date;
  opened_by: string | null;
  state: StoredCase["state"];
  preview_sha256: string | null;
  previewed_by: string | null;
  previewed_at: Date | null;
  decided_by: string | null;
  decided_at: Date | null;
  reason: string;
  letter: string;
};

const columns = `id, agency_id, person_id, trigger_kind, trigger_key, affected_from, note, opened_at, opened_by, state, preview_sha256,
  previewed_by, previewed_at, decided_by, decided_at, reason, letter`;

const caseOf = (row: CaseRow): StoredCase => ({
  id: row.id,
  agencyId: row.agency_id,
  personId: row.person_id,
  triggerKind: row.trigger_kind,
  triggerKey: row.trigger_key,
  affectedFrom: row.affected_from,
  note: row.note,
  openedAt: row.opened_at,
  openedBy: row.opened_by ?? undefined,
  state: row.state,
  previewSha256: row.preview_sha256 ?? undefined,
  previewedBy: row.previewed_by ?? undefined,
  previewedAt: row.previewed_at ?? undefined,
  decidedBy: row.decided_by ?? undefined,
  decidedAt: row.decided_at ?? undefined,
  reason: row.reason,
  letter: row.letter,
});

async function open(db: Db, fresh: NewCase, at: number): Promise<string | undefined> {
  const [row] = await db.query<{ id: string }>(
    `insert into correction_case (agency_id, person_id, trigger_kind, trigger_key, affected_from, note, opened_at, opened_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (agency_id, person_id, trigger_kind, trigger_key) do nothing returning id`,
    [
      fresh.agencyId,
      fresh.personId,
      fresh.triggerKind,
      fresh.triggerKey,
      fresh.affectedFrom,
      fresh.note,
      new Date(at),
      fresh.openedBy ?? null,
    ],
  );
  return row?.id;
}

async function page(db: Db, agencyId: string, { state, personId, limit, after }: CaseQuery): Promise<StoredCase[]> {
  const rows = await db.query<CaseRow>(
    `select ${columns} from correction_case where agency_id = $1 and ($2::text is null or state = $2)
     and ($3::uuid is null or person_id = $3) and ($4::uuid is null or id < $4) order by id desc limit $5`,
    [agencyId, state ?? null, personId ?? null, after ?? null, limit],
  );
  return rows.map(caseOf);
}

/** `decided_at` is the act's; a case that was decided meanwhile is not found, since its key is locked. */
async function save(db: Db, found: CorrectionCase, at: number): Promise<void> {
  await db.query(
    `update correction_case set state = $2, decided_by = $3, decided_at = $4, reason = $5, letter = $6 where id = $1`,
    [
      found.id,
      found.state,
      found.decidedBy ?? null,
      found.decidedBy === undefined ? null : new Date(at),
      found.reason,
      found.letter,
    ],
  );
}

type ReceivableRow = {
  id: string;
  person_id: string;
  label: string;
  since: Day;
  amount: Rupiah;
  recovered: Rupiah;
  letter: string;
  cause: string | null;
};

/** Taken back by payments that are posted and not held. */
const recovered = `coalesce((select sum(v.amount) from recovery v join batch b on b.run_id = v.run_id and b.batch = v.batch
  where v.receivable_id = r.id and b.state in ('POSTED', 'SETTLED') and not exists (
    select from run_hold h where h.run_id = v.run_id and h.person_id = v.person_id and (h.released_at is null or h.release_due is not null))), 0)::bigint`;

async function receivables(
  db: Db,
  agencyId: string,
  { personId, limit, after }: Parameters<CorrectionRecords["receivables"]>[1],
): Promise<StoredReceivable[]> {
  const rows = await db.query<ReceivableRow>(
    `select id, person_id, label, since, amount, ${recovered} as recovered, letter, cause from receivable r
     where agency_id = $1 and ($2::uuid is null or person_id = $2) and ($3::uuid is null or id > $3) order by id limit $4`,
    [agencyId, personId ?? null, after ?? null, limit],
  );
  return rows.map(({ person_id, cause, ...row }) => ({ ...row, personId: person_id, caseId: cause ?? undefined }));
}

export function correctionRecords(db: Db): CorrectionRecords {
  return {
    ...monthRecords(db),
    ...deductionRecords(db),
    ...triggerRecords(db),
    ...seenRecords(db),
    open: (fresh, at) => open(db, fresh, at),
    async standing({ agencyId, personId, triggerKind, affectedFrom }) {
      const [row] = await db.query<{ id: string }>(
        `select id from correction_case where agency_id = $1 and person_id = $2 and trigger_kind = $3 and affected_from = $4
         and state in ('OPEN', 'PREVIEWED') order by id limit 1`,
        [agencyId, personId, triggerKind, affectedFrom],
      );
      return row?.id;
    },
    async find(agencyId, id) {
      const [row] = await db.query<CaseRow>(`select ${columns} from correction_case where agency_id = $1 and id = $2`, [
        agencyId,
        id,
      ]);
      return row && caseOf(row);
    },
    page: (agencyId, query) => page(db, agencyId, query),
    save: (found, at) => save(db, found, at),
    async savePreview(found, packed, at) {
      await db.query(
        `update correction_case set state = $2, preview = $3, preview_sha256 = $4, previewed_by = $5, previewed_at = $6 where id = $1`,
        [found.id, found.state, packed, found.previewSha256, found.previewedBy, new Date(at)],
      );
    },
    async packedPreview(caseId) {
      const [row] = await db.query<{ preview: string | null }>("select preview from correction_case where id = $1", [
        caseId,
      ]);
      return row?.preview ?? undefined;
    },
    receivables: (agencyId, query) => receivables(db, agencyId, query),
  };
}
