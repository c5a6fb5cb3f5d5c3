import { type Database } from "@kinerja/common/postgres";

import { type ReadStore } from "../../app/read.ts";
import { noteReading } from "./note-reading.ts";
import { viewOf } from "./view.ts";

export const postgresReadStore = (db: Database, partitions: number, now: () => number): ReadStore => ({
  look: (grant, note, work) =>
    db.transaction({ agencies: grant.agencies, person: grant.person, byKey: true }, async (tx) => {
      const result = await work(viewOf(tx, partitions, now()));
      await noteReading(tx, grant, note, now());
      return result;
    }),
});
