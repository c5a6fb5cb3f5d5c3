import { type Period, rupiah, type Rupiah } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { type Confirmation, type GovernanceRecords, type StoredImpact } from "../../app/ports.ts";
import { type ImpactRow } from "../../domain/policy-impact.ts";

type ConfirmationRow = {
  policy_id: string;
  policy_sha256: string;
  place: string;
  quote: string;
  source: string;
  confirmed_by: string;
  confirmed_at: Date;
};

const confirmationOf = (row: ConfirmationRow): Confirmation => ({
  policyId: row.policy_id,
  policySha256: row.policy_sha256,
  place: row.place,
  quote: row.quote,
  source: row.source,
  confirmedBy: row.confirmed_by,
  confirmedAt: row.confirmed_at,
});

/** Person, before, after, codes. */
type PackedRow = readonly [string, string, string, readonly string[]];
const pack = ({ personId, before, after, codes }: ImpactRow): PackedRow => [
  personId,
  String(before),
  String(after),
  codes,
];
const unpack = ([personId, before, after, codes]: PackedRow): ImpactRow => ({
  personId,
  before: rupiah(BigInt(before)),
  after: rupiah(BigInt(after)),
  codes,
});

type ImpactDbRow = {
  policy_id: string;
  policy_sha256: string;
  run_id: string;
  agency_id: string;
  period: Period;
  people: number;
  people_compared: number;
  cursor_person: string | null;
  people_changed: number;
  net_before: Rupiah;
  net_after: Rupiah;
  largest_increase: Rupiah;
  largest_decrease: Rupiah;
  blocked: Record<string, number>;
  rows: readonly PackedRow[];
  reported_by: string;
  reported_at: Date;
  completed_at: Date | null;
};

const impactOf = (row: ImpactDbRow): StoredImpact => ({
  policyId: row.policy_id,
  policySha256: row.policy_sha256,
  runId: row.run_id,
  agencyId: row.agency_id,
  period: row.period,
  people: row.people,
  peopleCompared: row.people_compared,
  cursorPerson: row.cursor_person ?? undefined,
  peopleChanged: row.people_changed,
  netBefore: row.net_before,
  netAfter: row.net_after,
  largestIncrease: row.largest_increase,
  largestDecrease: row.largest_decrease,
  blocked: row.blocked,
  rows: row.rows.map(unpack),
  reportedBy: row.reported_by,
  reportedAt: row.reported_at,
  isComplete: row.completed_at !== null,
});

async function saveImpact(db: Db, impact: StoredImpact, at: number): Promise<void> {
  await db.query(
    `update policy_impact set people_compared = $3, cursor_person = $4, people_changed = $5, net_before = $6, net_after = $7,
       largest_increase = $8, largest_decrease = $9, blocked = $10, rows = $11, completed_at = $12
     where policy_id = $1 and run_id = $2 and completed_at is null`,
    [
      impact.policyId,
      impact.runId,
      impact.peopleCompared,
      impact.cursorPerson ?? null,
      impact.peopleChanged,
      impact.netBefore,
      impact.netAfter,
      impact.largestIncrease,
      impact.largestDecrease,
      JSON.stringify(impact.blocked),
      JSON.stringify(impact.rows.map(pack)),
      impact.isComplete ? new Date(at) : null,
    ],
  );
}

export function governanceRecords(db: Db): GovernanceRecords {
  const impacts = async (where: string, params: readonly unknown[]): Promise<StoredImpact | undefined> => {
    const [row] = await db.query<ImpactDbRow>(
      `select i.*, r.period from policy_impact i join run r on r.id = i.run_id where ${where}`,
      params,
    );
    return row && impactOf(row);
  };
  return {
    async confirm(agencyId, { policyId, policySha256, place, quote, source, confirmedBy, confirmedAt }) {
      await db.query(
        `insert into policy_confirmation (agency_id, policy_id, policy_sha256, place, quote, source, confirmed_by, confirmed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [agencyId, policyId, policySha256, place, quote, source, confirmedBy, confirmedAt],
      );
    },
    confirmations: async (policyId) => {
      const rows = await db.query<ConfirmationRow>(
        `select distinct on (place) policy_id, policy_sha256, place, quote, source, confirmed_by, confirmed_at
         from policy_confirmation where policy_id = $1 order by place, id desc`,
        [policyId],
      );
      return new Map(rows.map((row) => [row.place, confirmationOf(row)]));
    },
    async beginImpact({ policyId, runId, agencyId, policySha256, people, reportedBy, reportedAt }) {
      await db.query(
        `insert into policy_impact (policy_id, run_id, agency_id, policy_sha256, people, reported_by, reported_at)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [policyId, runId, agencyId, policySha256, people, reportedBy, reportedAt],
      );
    },
    saveImpact: (impact, at) => saveImpact(db, impact, at),
    findImpact: (policyId, runId) => impacts("i.policy_id = $1 and i.run_id = $2", [policyId, runId]),
    latestImpact: (policyId) => impacts("i.policy_id = $1 order by r.period desc limit 1", [policyId]),
  };
}
