import { type Day, firstDay, lastDay } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { type AsOfQuery, type FactPage, type FactQuery, type FactRecords } from "../../app/facts/ports.ts";
import { factKinds, specOf } from "../../domain/facts/kinds.ts";
import { lookbackOf } from "../../domain/facts/month.ts";
import { type FactRow } from "../../domain/facts/row.ts";
import { insertRows } from "./bulk.ts";
import { columns, columnsThen, factOf, insertColumns, knownThen, type Row } from "./facts-rows.ts";

/** Kinds of which a month asks for earlier rows too. */
const lookingBack = factKinds.filter((kind) => specOf(kind).looksBack);

/**
 * What was known before $2 and reaches a month: $3 its last day, $4 its first, $5 how far back some kinds ($6) are asked for. A row that was rejected
 * later was a proposal then.
 */
const reachingThen = `(f.state <> 'REJECTED' or f.decided_at >= $2) and not f.withdraws and f.valid_from <= $3
  and (f.valid_to is null or f.valid_to >= case when f.kind = any($6::text[]) then $5::date else $4::date end)`;

const monthOf = ({ agencyId, period, payoutPeriod = period, recordedBefore }: AsOfQuery): unknown[] => {
  const [first, last] = period < payoutPeriod ? [period, payoutPeriod] : [payoutPeriod, period];
  return [agencyId, new Date(recordedBefore), lastDay(last), firstDay(first), lookbackOf(first), lookingBack];
};

async function asOf(db: Db, query: AsOfQuery, people: readonly string[]): Promise<FactRow[]> {
  const rows = await db.query<Row>(
    `select ${columnsThen} from fact f
     where f.agency_id = $1 and f.person_id = any($7::uuid[]) and ${knownThen} and ${reachingThen}
     order by f.person_id, f.id`,
    [...monthOf(query), people],
  );
  return rows.map(factOf);
}

/** The clock of the agency's facts goes on by at least a millisecond; its row is locked until the end of the transaction. */
async function moment(db: Db, agencyId: string, at: number): Promise<number> {
  const [row] = await db.query<{ at: Date }>(
    `insert into fact_moment (agency_id, at) values ($1, $2)
     on conflict (agency_id) do update set at = greatest(fact_moment.at + interval '1 millisecond', excluded.at)
     returning at`,
    [agencyId, new Date(at)],
  );
  return row?.at.getTime() ?? at;
}

async function affectedFrom(db: Db, agencyId: string, personId: string, since: number): Promise<Day | undefined> {
  const [row] = await db.query<{ day: Day | null }>(
    `select min(valid_from) as day from fact
     where agency_id = $1 and (person_id = $2 or person_id is null) and state = 'CONFIRMED'
       and (decided_at >= $3 or superseded_at >= $3)`,
    [agencyId, personId, new Date(since)],
  );
  return row?.day ?? undefined;
}

function readings(db: Db) {
  const select = async (where: string, params: readonly unknown[]): Promise<FactRow[]> =>
    (await db.query<Row>(`select ${columns} from fact f where f.agency_id = $1 and ${where}`, params)).map(factOf);
  return {
    find: (agencyId: string, ids: readonly string[]) =>
      select("f.id = any($2::uuid[]) order by array_position($2::uuid[], f.id)", [agencyId, ids]),
    ofFile: (agencyId: string, fileId: string) =>
      select("f.file_sha256 = $2 order by f.line, f.id", [agencyId, fileId]),
    known: (agencyId: string, kind: string, personIds: readonly string[] | undefined) =>
      select(
        `f.kind = $2 and case when $3::uuid[] is null then f.person_id is null else f.person_id = any($3) end
         order by f.id`,
        [agencyId, kind, personIds ?? null],
      ),
    replacementsOf: (agencyId: string, ids: readonly string[]) =>
      select("f.replaces = any($2::uuid[]) and f.state = 'PROPOSED' and f.superseded_at is null", [agencyId, ids]),
    page: (agencyId: string, { kind, personId, fileId, open, limit, after }: FactQuery) =>
      select(
        `($2::text is null or f.kind = $2) and ($3::uuid is null or f.person_id = $3)
         and ($4::text is null or f.file_sha256 = $4)
         and (not $5 or (f.state = 'PROPOSED' and f.superseded_at is null)) and ($6::uuid is null or f.id < $6)
         order by f.id desc limit $7`,
        [agencyId, kind ?? null, personId ?? null, fileId ?? null, open, after ?? null, limit],
      ),
    async pageOfPerson(personId: string, { kind, limit, after }: FactPage) {
      const rows = await db.query<Row>(
        `select ${columns} from fact f where f.person_id = $1 and ($2::text is null or f.kind = $2)
         and ($3::uuid is null or f.id < $3) order by f.id desc limit $4`,
        [personId, kind ?? null, after ?? null, limit],
      );
      return rows.map(factOf);
    },
  };
}

export function factRecords(db: Db): FactRecords {
  return {
    ...readings(db),
    moment: (agencyId, at) => moment(db, agencyId, at),
    insert: (facts) => insertRows(db, "fact", insertColumns, facts),
    async decide(agencyId, ids, state, by, at) {
      await db.query(
        "update fact set state = $3, decided_by = $4, decided_at = $5 where agency_id = $1 and id = any($2::uuid[])",
        [agencyId, ids, state, by, new Date(at)],
      );
    },
    async end(agencyId, ids, at) {
      if (ids.length === 0) return;
      await db.query("update fact set superseded_at = $3 where agency_id = $1 and id = any($2::uuid[])", [
        agencyId,
        ids,
        new Date(at),
      ]);
    },
    asOf: (query, people) => asOf(db, query, people),
    async sharedAsOf(query) {
      const rows = await db.query<Row>(
        `select ${columnsThen} from fact f
         where f.agency_id = $1 and f.person_id is null and ${knownThen} and ${reachingThen} order by f.id`,
        monthOf(query),
      );
      return rows.map(factOf);
    },
    affectedFrom: (agencyId, personId, since) => affectedFrom(db, agencyId, personId, since),
  };
}
