import { createHash } from "node:crypto";

import { Refusal } from "@kinerja/common/errors";
import { type Database } from "@kinerja/common/postgres";

const slice = 1_000;
const nobody = "00000000-0000-0000-0000-000000000000";
const everybody = "ffffffff-ffff-ffff-ffff-ffffffffffff";

type Row = { readonly person_id: string; readonly employment_id: string; readonly body: Buffer };

/**
 * The bytes of each sealed month in order of person and employment; at the end the count and hash of what was sent. A revision that was sealed is
 * served for good, also while its month is open again (ADR 0029); one that never was is refused with NOT_FOUND.
 */
export async function* sealedMonths(
  db: Pick<Database, "transaction">,
  month: { agencyId: string; period: string; revision: number; personId?: string | undefined },
): AsyncGenerator<Buffer, { count: number; sha256: string }> {
  const { agencyId, period, revision, personId } = month;
  const scope = { agencies: [agencyId] };
  const hash = createHash("sha256");
  let count = 0;
  let after = [personId ?? nobody, nobody];
  for (;;) {
    const from = after;
    const rows = await db.transaction(scope, async (tx) => {
      const known = await tx.query(
        "select 1 from period where agency_id = $1 and period = $2 and $3 between 1 and revision",
        [agencyId, period, revision],
      );
      if (known.length === 0) throw new Refusal("not-found", "NOT_FOUND");
      return tx.query<Row>(
        `select person_id, employment_id, body from sealed_month where agency_id = $1 and period = $2 and revision = $3
           and (person_id, employment_id) > ($4::uuid, $5::uuid) and person_id <= $6::uuid order by person_id, employment_id limit ${slice}`,
        [agencyId, period, revision, ...from, personId ?? everybody],
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
