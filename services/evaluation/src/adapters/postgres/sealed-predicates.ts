import { createHash } from "node:crypto";

import { Refusal } from "@kinerja/common/errors";
import { type Database } from "@kinerja/common/postgres";

import { type MonthKey } from "../../app/stores.ts";

const slice = 1_000;
const nobody = "00000000-0000-0000-0000-000000000000";
const everybody = "ffffffff-ffff-ffff-ffff-ffffffffffff";

type Row = { readonly person_id: string; readonly employment_id: string; readonly body: Buffer };

/** The bytes of each sealed predicate in order of person and employment; at the end count and hash of what was sent. */
export async function* sealedPredicates(
  db: Database,
  {
    agencyId,
    period,
    revision,
    personId,
  }: MonthKey & { readonly revision: number; readonly personId?: string | undefined },
): AsyncGenerator<Buffer, { count: number; sha256: string }> {
  const key = [agencyId, period, revision];
  const hash = createHash("sha256");
  let [count, after] = [0, [personId ?? nobody, nobody]];
  for (;;) {
    const from = after;
    const rows = await db.transaction({ agencies: [agencyId] }, async (tx) => {
      const found = await tx.query(
        "select 1 from evaluation_period where agency_id = $1 and period = $2 and revision = $3",
        key,
      );
      if (found.length === 0) throw new Refusal("not-found", "NOT_FOUND");
      return tx.query<Row>(
        `select person_id, employment_id, body from sealed_predicate where agency_id = $1 and period = $2 and revision = $3
           and (person_id, employment_id) > ($4::uuid, $5::uuid) and person_id <= $6::uuid order by person_id, employment_id limit ${slice}`,
        [...key, ...from, personId ?? everybody],
      );
    });
    for (const { body } of rows) {
      hash.update(body);
      count++;
      yield body;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < slice) return { count, sha256: hash.digest("hex") };
    after = [last.person_id, last.employment_id];
  }
}
