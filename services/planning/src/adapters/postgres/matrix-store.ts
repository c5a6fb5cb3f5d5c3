import { type Database, lockKey } from "@kinerja/common/postgres";

import { type MatrixStore } from "../../app/stores.ts";
import { auditAct, type Clockwork, runOnce } from "./commands.ts";

type Leading = { readonly id: string; readonly agency_id: string };

export const postgresMatrixStore = ({ db, now }: Pick<Clockwork, "now"> & { readonly db: Database }): MatrixStore => ({
  replace: (act, { leaderId, year }, cells, check) =>
    runOnce(db, act, async (tx) => {
      await lockKey(tx, `matrix/${leaderId}/${year}`);
      const results = await tx.query<Leading>(
        "select distinct id, agency_id from cascade_node where person_id = $1 and year = $2 and kind = 'RHK'",
        [leaderId, year],
      );
      check(new Set(results.map(({ id }) => id)));
      const agencyOf = new Map(results.map(({ id, agency_id }) => [id, agency_id]));
      await tx.query("delete from matrix_cell where leader_id = $1 and year = $2", [leaderId, year]);
      await tx.query(
        `insert into matrix_cell (leader_id, year, nr, agency_id, leader_rhk_id, person_id, result)
         select $1, $2, c.nr, c.agency_id, c.rhk, c.person, c.result
         from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[]) with ordinality as c (agency_id, rhk, person, result, nr)`,
        [
          leaderId,
          year,
          cells.map(({ leaderRhkId }) => agencyOf.get(leaderRhkId)),
          cells.map(({ leaderRhkId }) => leaderRhkId),
          cells.map(({ personId }) => personId),
          cells.map(({ result }) => result),
        ],
      );
      await auditAct(tx, act, { id: `${leaderId}/${year}` }, now());
      return cells.length;
    }),
});
