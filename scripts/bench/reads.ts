import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { type Day, type Period } from "@kinerja/common/kernel";
import { partitionFor } from "@kinerja/common/messaging";
import { type testDatabase } from "@kinerja/common/testing";
import type { AccessTo, Caller } from "../../services/activity/src/app/authorise.ts";
import type * as Inbox from "../../services/activity/src/app/inbox.ts";
import type * as Read from "../../services/activity/src/app/read.ts";
import type * as TeamWork from "../../services/activity/src/app/team-work.ts";
import type * as ReadStore from "../../services/activity/src/adapters/postgres/read-store.ts";
import { type ReportRow } from "../reports.ts";
import { type Effort } from "./edge.ts";
import { partitions } from "./logged.ts";
import { withOwner } from "./owner.ts";
import { rowOf } from "./rows.ts";
import { onPostgres, openStore } from "./store.ts";

const require = createRequire(import.meta.url);
const built = (name: string): unknown => require(`../../services/activity/dist/${name}.js`);
const { getTeamInbox } = built("app/inbox") as typeof Inbox;
const { getMonth, listEntries } = built("app/read") as typeof Read;
const { getTeamWork } = built("app/team-work") as typeof TeamWork;
const { postgresReadStore } = built("adapters/postgres/read-store") as typeof ReadStore;

const agencyId = randomUUID();
const teamSize = 30;

/** A month of an agency: three entries on each working day of everybody, by the server itself. */
const entriesSql = `
  insert into entry (bucket, person_id, id, version, agency_id, employment_id, work_date, starts, ends, minutes, state, flags, zone,
    accepted_at, log_offset, body_sha256, body)
  select k.bucket, k.person, uuidv7(), 1, $3, $3, d::date, 450 + n * 120, 540 + n * 120, 90, case when d < current_date - 5 then 2 else 1 end, 0, 1,
    now(), 0, decode(repeat('a3', 32), 'hex'), decode('0a2430313839306135642d616339362d373734622d626363652d623330323039396138303537', 'hex')
  from unnest($1::int2[], $2::uuid[]) as k (bucket, person)
  cross join generate_series(date_trunc('month', current_date), current_date, '1 day') as d cross join generate_series(0, 2) as n
  where extract(isodow from d) < 6`;
const daysSql = `
  insert into day (agency_id, person_id, work_date, bucket, minutes, entries, approved_minutes, approved_entries, open_entries, late_entries, first_id, last_id)
  select agency_id, person_id, work_date, bucket, sum(minutes), count(*), sum(minutes) filter (where state = 2), count(*) filter (where state = 2),
    count(*) filter (where state = 1), 0, (array_agg(id order by id))[1], (array_agg(id order by id desc))[1]
  from entry group by 1, 2, 3, 4`;

async function fillAgency(
  database: Awaited<ReturnType<typeof testDatabase>>,
  people: readonly string[],
): Promise<void> {
  await withOwner(database, async (client) => {
    await client.query("select make_partitions(date_trunc('month', current_date)::date, current_date)");
    for (let at = 0; at < people.length; at += 5_000) {
      const some = people.slice(at, at + 5_000);
      await client.query(entriesSql, [some.map((person) => partitionFor(person, partitions)), some, agencyId]);
    }
    await client.query(
      daysSql.replaceAll("sum(minutes) filter (where state = 2)", "coalesce(sum(minutes) filter (where state = 2), 0)"),
    );
    await client.query("analyze entry; analyze day");
  });
}

const allowed: AccessTo = () => Promise.resolve({ verdict: "allow", agencies: [agencyId], role: "superior" });
const callerOf = (personId: string): Caller => ({
  ...{ personId, agencyIds: [agencyId], token: "", requestId: "bench", requestKey: undefined },
});

/** p95 of calls one after another, in ms. */
async function p95(calls: number, call: (turn: number) => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let turn = -5; turn < calls; turn++) {
    const started = performance.now();
    await call(turn + 5);
    if (turn >= 0) took.push(performance.now() - started);
  }
  return took.sort((one, other) => one - other)[Math.floor(took.length * 0.95)] ?? 0;
}

const isoDay = (ms: number): Day => new Date(ms).toISOString().slice(0, 10) as Day;

/** S4: what a superior and an employee open, in an agency of 100,000 people with a month of entries. */
export const benchReads = ({ rounds, divisor }: Effort): Promise<ReportRow[]> =>
  onPostgres(async () => {
    const { database, close } = await openStore();
    const people = Array.from({ length: Math.round(100_000 / divisor) }, () => randomUUID());
    await fillAgency(database, people);
    const db = await database.db("app");
    const now = (): number => Date.now();
    const store = postgresReadStore(db, partitions, now);
    const teamOf = (turn: number) => people.slice((turn * teamSize) % (people.length - teamSize)).slice(0, teamSize);
    let turnNow = 0;
    const subordinatesOf = () => Promise.resolve(teamOf(turnNow).map((personId) => ({ personId, agencyId })));
    const workingDays = () => Promise.resolve([]);
    const read = { store, accessTo: allowed, isStoredUpTo: () => Promise.resolve(true), deadlineDays: 3 };
    const use = {
      inbox: getTeamInbox({ store, subordinatesOf, workingDays, now }),
      work: getTeamWork({ store, subordinatesOf, now }),
      month: getMonth(read),
      list: listEntries(read),
    };
    const today = now();
    const monday = isoDay(today - ((new Date(today).getUTCDay() + 6) % 7) * 86_400_000);
    const [from, to] = [`${isoDay(today).slice(0, 7)}-01`, isoDay(today)];
    const page = { pageSize: undefined, pageToken: undefined };
    const period = from.slice(0, 7) as Period;
    const calls = Math.round(200 / divisor);
    const rows: Record<"inbox" | "work" | "month" | "list", number[]> = { inbox: [], work: [], month: [], list: [] };
    for (let round = 0; round < rounds; round++) {
      const person = (turn: number): string => people[(turn * 7_919) % people.length] ?? "";
      const on = <T>(work: (turn: number) => Promise<T>) => (turn: number) => ((turnNow = turn), work(turn));
      rows.inbox.push(await p95(calls, on(() => use.inbox(callerOf(randomUUID()), { weekStart: monday, ...page }))));
      rows.work.push(await p95(calls, on(() => use.work(callerOf(randomUUID()), { from, to, ...page }))));
      rows.month.push(await p95(calls, (turn) => use.month(callerOf(person(turn)), { personId: undefined, period, after: undefined })));
      rows.list.push(await p95(calls, (turn) => use.list(callerOf(person(turn)), { personId: undefined, from, to, after: undefined, ...page })));
    }
    await db.stop();
    await close();
    const what = { inbox: "a week's inbox of 30 people", work: "a month of 30 people (GetTeamWork)", month: "the own month", list: "the own entries of the month" };
    return (Object.keys(rows) as (keyof typeof rows)[]).map((name) =>
      rowOf({ id: "S4", what: `${what[name]} in an agency of ${people.length.toLocaleString("en")}, p95`, unit: "ms", values: rows[name], atMost: 50 }),
    );
  }); // prettier-ignore
