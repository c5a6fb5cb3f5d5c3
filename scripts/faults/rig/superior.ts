import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "@kinerja/common/errors";
import { call } from "@kinerja/common/grpc";
import { queryOf } from "../../invariants/finding.ts";
import { type RigPerson } from "./people.ts";
import { openQuery } from "./query-client.ts";
import { type Rig } from "./row.ts";

export interface Seen {
  readonly person: RigPerson;
  readonly entryIds: readonly string[];
}

/** Entries that are stored, of several people, none of them the superior's own. */
export async function storedEntries({ site }: Pick<Rig, "site">, people: number): Promise<Seen[]> {
  const superior = site.people[0]?.personId;
  const rows = await queryOf(site.queries, "activity")<{ person: string; ids: string[] }>(
    `select person_id as person, array_agg(id::text) as ids from entry where version = 1 and person_id <> $2
     group by person_id limit $1`,
    [people, superior],
  );
  return rows.flatMap(({ person: personId, ids }) => {
    const person = site.people.find((one) => one.personId === personId);
    return person ? [{ person, entryIds: ids }] : [];
  });
}

export interface Superior {
  /** Lets what was seen go; "" when it was done, else the kind of the refusal. */
  approve(seen: Seen, requestKey: string): Promise<string>;
  /** Again with the same key until it is done; returns the refusals on the way. */
  approveUntilDone(seen: Seen): Promise<string[]>;
  close(): void;
}

const mostTries = 100;

export function openSuperior(rig: Pick<Rig, "site" | "processes">): Superior {
  const { client, by, close } = openQuery(rig);
  const approve: Superior["approve"] = async ({ person, entryIds }, requestKey) => {
    const request = { personId: person.personId, seen: entryIds.map((entryId) => ({ entryId, version: 1 })) };
    try {
      await call(client, client.approveWeek.bind(client), request, by(requestKey));
      return "";
    } catch (error) {
      return error instanceof Refusal ? error.kind : String(error);
    }
  };
  return {
    approve,
    async approveUntilDone(seen) {
      const [requestKey, refusals] = [randomUUID(), [] as string[]];
      while (refusals.length < mostTries) {
        const refusal = await approve(seen, requestKey);
        if (refusal === "") return refusals;
        refusals.push(refusal);
        await sleep(100);
      }
      throw new Error(`a decision was refused ${mostTries} times: ${refusals.at(-1) ?? ""}`);
    },
    close,
  };
}
