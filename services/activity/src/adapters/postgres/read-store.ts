import { appendAudit } from "@kinerja/common/audit";
import { type Database } from "@kinerja/common/postgres";

import { type ReadStore } from "../../app/read.ts";
import { viewOf } from "./view.ts";

export const postgresReadStore = (db: Database, partitions: number, now: () => number): ReadStore => ({
  look: (grant, note, work) =>
    db.transaction({ agencies: grant.agencies, person: grant.person, byKey: true }, async (tx) => {
      const result = await work(viewOf(tx, partitions, now()));
      if (note !== undefined) {
        const { caller, action, resource, objectId } = note;
        await appendAudit(tx, {
          at: new Date(now()),
          actor: caller.personId,
          role: grant.role,
          action,
          resource,
          objectId,
          ...(grant.agencies[0] === undefined ? {} : { agencyId: grant.agencies[0] }),
          requestId: caller.requestId,
        });
      }
      return result;
    }),
});
