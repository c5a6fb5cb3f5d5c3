import { type Period, rupiah, type Rupiah } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { type PaidBy, type PaidItem, placeShifts, type ShiftsByRun } from "../../domain/corrections/shifts.ts";
import { type MonthSetRight } from "../../domain/payout/so-far.ts";
import { isHeld, isOfPosted } from "./held.ts";

type OfPeople<Of> = ReadonlyMap<string, Of>;
type PersonRow = { person_id: string };
const byPerson = <Row extends PersonRow>(rows: readonly Row[]) => Map.groupBy(rows, ({ person_id }) => person_id);

/** By person and run: what its corrections changed and no item pays that contributes where it is paid. */
export async function shiftsOf(db: Db, agencyId: string, personIds: readonly string[]): Promise<OfPeople<ShiftsByRun>> {
  const rows = await db.query<PersonRow & { run_id: string; shift: Rupiah }>(
    `select m.person_id, m.run_id, sum(m.delta - coalesce(d.amount, 0) - coalesce(l.amount, 0))::bigint as shift from correction_month m
       left join due d on d.id = m.due_id and d.contributes left join due l on l.id = m.late_due_id and l.contributes
     where m.agency_id = $1 and m.person_id = any($2::uuid[]) group by m.person_id, m.run_id order by m.person_id, m.run_id`,
    [agencyId, personIds],
  );
  return new Map(
    [...byPerson(rows)].map(([personId, some]) => [personId, new Map(some.map((row) => [row.run_id, row.shift]))]),
  );
}

/** Of these people ($1) and runs ($2) items that belong to the run's month, whatever has made them. */
const itemsSql = `
  select i.person_id, i.of_run, d.settled_run, d.amount from (
    select m.person_id, m.run_id as of_run, unnest(array[m.due_id, m.late_due_id]) as id from correction_month m
      where m.person_id = any($1::uuid[]) and m.run_id = any($2::uuid[])
    union all
    select h.person_id, h.run_id, h.release_due from run_hold h where h.person_id = any($1::uuid[]) and h.run_id = any($2::uuid[])
    union all
    select l.person_id, l.from_run, l.id from due l where l.person_id = any($1::uuid[]) and l.from_run = any($2::uuid[]) and l.kind = 'LATE'
  ) i join due d on d.id = i.id
  join run r on r.id = d.settled_run
  where d.contributes group by i.person_id, i.of_run, d.id, d.settled_run, d.amount, r.payout_period order by r.payout_period, d.settled_run, d.id`;

/** What has paid the months of these runs to people. */
export async function paidByOf(
  db: Db,
  personIds: readonly string[],
  runIds: readonly string[],
): Promise<(personId: string) => PaidBy> {
  const own = await db.query<PersonRow & { run_id: string; own: Rupiah }>(
    `select p.person_id, p.run_id, sum(e.net - e.late)::bigint as own from run r
       join payout p on p.payout_period = r.payout_period and p.run_id = r.id
       join entitlement e on e.period = r.period and e.run_id = r.id and e.person_id = p.person_id
     where r.id = any($2::uuid[]) and p.person_id = any($1::uuid[]) and ${isOfPosted("p")} and not ${isHeld("p")}
     group by p.person_id, p.run_id`,
    [personIds, runIds],
  );
  const items = await db.query<PersonRow & { of_run: string; settled_run: string; amount: Rupiah }>(itemsSql, [
    personIds,
    runIds,
  ]);
  const [ownOf, itemsOf] = [byPerson(own), byPerson(items)];
  return (personId) => ({
    own: new Map((ownOf.get(personId) ?? []).map((row) => [row.run_id, row.own])),
    items: (itemsOf.get(personId) ?? []).map(({ of_run, settled_run, amount }): PaidItem => ({
      ofRun: of_run,
      paidBy: settled_run,
      amount,
    })),
  });
}

/** Differences of statements, by the runs in whose payouts they count. */
async function placedOf(db: Db, agencyId: string, personIds: readonly string[]): Promise<OfPeople<ShiftsByRun>> {
  const shifts = await shiftsOf(db, agencyId, personIds);
  if (shifts.size === 0) return shifts;
  const runIds = [...new Set([...shifts.values()].flatMap((some) => [...some.keys()]))];
  const paidBy = await paidByOf(db, [...shifts.keys()], runIds);
  return new Map([...shifts].map(([personId, some]) => [personId, placeShifts(some, paidBy(personId))]));
}

type ItemRow = PersonRow & { contribution: string; own: Rupiah; employer: Rupiah };

/** Of people whom a month of payment has paid already, by these runs: what corrections have made of its contributions, taken and given back by now or not. */
export async function setRightOf(
  db: Db,
  agencyId: string,
  payoutPeriod: Period,
  paid: ReadonlyMap<string, readonly string[]>,
): Promise<OfPeople<MonthSetRight>> {
  const personIds = [...paid.keys()];
  if (personIds.length === 0) return new Map();
  const placed = await placedOf(db, agencyId, personIds);
  const items = byPerson(
    await db.query<ItemRow>(
      `select person_id, contribution, -sum(amount)::bigint as own, sum(employer)::bigint as employer from due
       where kind = 'CONTRIBUTION' and agency_id = $1 and person_id = any($2::uuid[]) and period = $3
       group by person_id, contribution order by person_id, contribution`,
      [agencyId, personIds, payoutPeriod],
    ),
  );
  const touched = personIds.filter((personId) => placed.has(personId) || items.has(personId));
  return new Map(
    touched.map((personId) => [
      personId,
      {
        shifts: (paid.get(personId) ?? []).map((runId) => placed.get(personId)?.get(runId) ?? rupiah(0n)),
        contributions: (items.get(personId) ?? []).map(({ contribution: id, own, employer }) => ({
          id,
          own,
          employer,
        })),
      },
    ]),
  );
}
