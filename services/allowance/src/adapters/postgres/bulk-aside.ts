import { noRupiah } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { type Aside, type RangeRun, type RangeTotals } from "../../app/range-ports.ts";
import { type RunKind } from "../../domain/run.ts";
import { insertRows } from "./bulk.ts";
import { ranks } from "./flags.ts";
import { sumColumns, sumValues } from "./sums.ts";

/** What a run pays, and when it was started. */
export type Started = { readonly kind: RunKind; readonly at: Date };

const ofPeople = <Item>(
  people: readonly Aside[],
  items: (person: Aside) => readonly Item[],
): (Item & Pick<Aside, "personId" | "batch">)[] =>
  people.flatMap((person) =>
    items(person).map((item) => ({ ...item, personId: person.personId, batch: person.batch })),
  );

const insertFlags = (db: Db, run: RangeRun, people: readonly Aside[]): Promise<void> =>
  insertRows(
    db,
    "run_flag",
    {
      run_id: ["uuid", () => run.id],
      agency_id: ["uuid", () => run.agencyId],
      person_id: ["uuid", (flag) => flag.personId],
      batch: ["smallint", (flag) => flag.batch],
      code: ["text", (flag) => flag.code],
      severity: ["smallint", (flag) => ranks[flag.severity]],
      params: ["jsonb", (flag) => JSON.stringify(flag.params)],
    },
    ofPeople(people, ({ flags }) => flags),
  );

const insertLate = (db: Db, run: RangeRun, people: readonly Aside[], { kind, at }: Started): Promise<void> =>
  insertRows(
    db,
    "due",
    {
      agency_id: ["uuid", () => run.agencyId],
      person_id: ["uuid", (item) => item.personId],
      employment_id: ["uuid", (item) => item.employmentId ?? null],
      period: ["text", (item) => item.period],
      component: ["text", (item) => item.component],
      label: ["text", (item) => item.label],
      kind: ["text", (item) => item.kind],
      origin: ["text", () => kind],
      amount: ["bigint", (item) => item.amount],
      due_period: ["text", (item) => item.duePeriod],
      from_run: ["uuid", () => run.id],
      from_batch: ["smallint", (item) => item.batch],
      created_at: ["timestamptz", () => at],
    },
    ofPeople(people, ({ late }) => late),
  );

const insertDuePayments = (db: Db, run: RangeRun, people: readonly Aside[]): Promise<void> =>
  insertRows(
    db,
    "due_payment",
    {
      run_id: ["uuid", () => run.id],
      due_id: ["uuid", (item) => item.id],
      batch: ["smallint", (item) => item.batch],
      agency_id: ["uuid", () => run.agencyId],
      person_id: ["uuid", (item) => item.personId],
      billed: ["bigint", (item) => item.billed],
    },
    ofPeople(people, ({ dues, billed = [] }) =>
      dues.map((id) => ({ id, billed: billed.find(({ dueId }) => dueId === id)?.amount ?? noRupiah })),
    ),
  );

const insertRecoveries = (db: Db, run: RangeRun, people: readonly Aside[]): Promise<void> =>
  insertRows(
    db,
    "recovery",
    {
      run_id: ["uuid", () => run.id],
      receivable_id: ["uuid", (one) => one.receivableId],
      batch: ["smallint", (one) => one.batch],
      agency_id: ["uuid", () => run.agencyId],
      person_id: ["uuid", (one) => one.personId],
      amount: ["bigint", (one) => one.amount],
    },
    ofPeople(people, ({ recovered }) => recovered.filter(({ amount }) => amount > 0n)),
  );

/** What most people of a range do not have. */
export async function insertAside(db: Db, run: RangeRun, people: readonly Aside[], started: Started): Promise<void> {
  await insertFlags(db, run, people);
  await insertLate(db, run, people, started);
  await insertDuePayments(db, run, people);
  await insertRecoveries(db, run, people);
}

/** The sums of a range and of its part of each batch: it is computed. */
export async function insertTotals(db: Db, run: RangeRun, totals: RangeTotals): Promise<void> {
  const { no, statements, gross, cut, net } = totals;
  for (const batch of totals.batches)
    await db.query(
      `insert into range_batch (run_id, no, batch, agency_id, rows, held, sha256, ${sumColumns})
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
      [run.id, no, batch.batch, run.agencyId, batch.rows, batch.held, batch.sha256, ...sumValues(batch)],
    );
  await db.query(
    "update run_range set state = 'COMPUTED', statements = $3, gross = $4, cut = $5, net = $6 where run_id = $1 and no = $2",
    [run.id, no, statements, gross, cut, net],
  );
}
