import { type Db } from "@kinerja/common/postgres";

import { type Hold, type HoldRecords } from "../../app/ports.ts";
import { type BatchNumber } from "../../domain/run.ts";

type Row = { person_id: string; batch: BatchNumber; held_by: string; reason: string };

const holdOf = ({ person_id, batch, held_by, reason }: Row): Hold => ({
  personId: person_id,
  batch,
  by: held_by,
  reason,
});

export function holdRecords(db: Db): HoldRecords {
  return {
    /** Whoever is held already stays held by whom it was; one who was released into the run again is held anew. */
    async insert(run, { personId, batch, by, reason }, at) {
      await db.query(
        `insert into run_hold as known (run_id, person_id, agency_id, batch, held_by, held_at, reason) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (run_id, person_id) do update set held_by = excluded.held_by, held_at = excluded.held_at, reason = excluded.reason,
           released_by = null, released_at = null where known.released_at is not null and known.release_due is null`,
        [run.id, personId, run.agencyId, batch, by, new Date(at), reason],
      );
    },
    async find(runId, personId) {
      const [row] = await db.query<Row>(
        "select person_id, batch, held_by, reason from run_hold where run_id = $1 and person_id = $2 and released_at is null",
        [runId, personId],
      );
      return row && holdOf(row);
    },
  };
}
