import { type Db } from "@kinerja/common/postgres";

import { type PolicyRecords } from "../../app/ports.ts";
import { type PolicyRecord, type PolicyState } from "../../domain/policy-state.ts";

type Row = {
  id: string;
  agency_id: string;
  key: string;
  version: number;
  title: string;
  kind: PolicyRecord["kind"];
  state: PolicyState;
  valid_from: string;
  valid_to: string | null;
  sha256: string;
  document: string;
  drafted_by: string;
  reviewed_by: string | null;
  approved_by: string | null;
  activated_by: string | null;
  drafted_at: Date;
  reviewed_at: Date | null;
  approved_at: Date | null;
  activated_at: Date | null;
};

const columns =
  "id, agency_id, key, version, title, kind, state, valid_from, valid_to, sha256, document, drafted_by, reviewed_by, approved_by, activated_by, drafted_at, reviewed_at, approved_at, activated_at";

const recordOf = (row: Row): PolicyRecord => ({
  id: row.id,
  agencyId: row.agency_id,
  key: row.key,
  version: row.version,
  title: row.title,
  kind: row.kind,
  state: row.state,
  validFrom: row.valid_from,
  validTo: row.valid_to ?? undefined,
  sha256: row.sha256,
  document: row.document,
  draftedBy: row.drafted_by,
  reviewedBy: row.reviewed_by ?? undefined,
  approvedBy: row.approved_by ?? undefined,
  activatedBy: row.activated_by ?? undefined,
  draftedAt: row.drafted_at,
  reviewedAt: row.reviewed_at ?? undefined,
  approvedAt: row.approved_at ?? undefined,
  activatedAt: row.activated_at ?? undefined,
});

async function saveState(db: Db, policy: PolicyRecord, at: number): Promise<void> {
  await db.query(
    `update policy set state = $2, reviewed_by = $3, approved_by = $4, activated_by = $6,
       reviewed_at = case when $3::uuid is null then null else coalesce(reviewed_at, $5) end,
       approved_at = case when $4::uuid is null then null else coalesce(approved_at, $5) end,
       activated_at = case when $6::uuid is null then activated_at else coalesce(activated_at, $5) end
     where id = $1`,
    [
      policy.id,
      policy.state,
      policy.reviewedBy ?? null,
      policy.approvedBy ?? null,
      new Date(at),
      policy.activatedBy ?? null,
    ],
  );
}

export function policyRecords(db: Db): PolicyRecords {
  const select = async (where: string, params: readonly unknown[]): Promise<PolicyRecord[]> =>
    (await db.query<Row>(`select ${columns} from policy where ${where}`, params)).map(recordOf);
  return {
    find: async (agencyId, id) => (await select("agency_id = $1 and id = $2", [agencyId, id]))[0],
    findVersion: async (agencyId, key, version) =>
      (await select("agency_id = $1 and key = $2 and version = $3", [agencyId, key, version]))[0],
    async insert(policy, at) {
      const [row] = await db.query<{ id: string }>(
        `insert into policy (agency_id, key, version, title, kind, state, valid_from, valid_to, sha256, document, drafted_by, drafted_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id`,
        [
          policy.agencyId,
          policy.key,
          policy.version,
          policy.title,
          policy.kind,
          policy.state,
          policy.validFrom,
          policy.validTo ?? null,
          policy.sha256,
          policy.document,
          policy.draftedBy,
          new Date(at),
        ],
      );
      return row?.id ?? "";
    },
    saveState: (policy, at) => saveState(db, policy, at),
    async retireReplaced({ id, agencyId, key, validFrom }) {
      await db.query(
        "update policy set state = 'RETIRED' where agency_id = $1 and key = $2 and id <> $3 and valid_from >= $4 and state = 'ACTIVE'",
        [agencyId, key, id, validFrom],
      );
    },
    page: (agencyId, { limit, after }) =>
      select(`agency_id = $1 and ($3::uuid is null or id < $3) order by id desc limit $2`, [
        agencyId,
        limit,
        after ?? null,
      ]),
    active: (agencyId) => select("agency_id = $1 and state = 'ACTIVE'", [agencyId]),
    async noteOfficer(agencyId, personId, at) {
      await db.query(
        "insert into pay_officer (agency_id, person_id, seen_at) values ($1, $2, $3) on conflict do nothing",
        [agencyId, personId, new Date(at)],
      );
    },
    officers: async (agencyId) =>
      (await db.query<{ person_id: string }>("select person_id from pay_officer where agency_id = $1", [agencyId])).map(
        ({ person_id }) => person_id,
      ),
  };
}
