import { copyIn, type CopyMemory, copyMemory, copyOut, type CopyWriter, copyWriter, fieldsOf } from "@kinerja/common/postgres"; // prettier-ignore
import { isUuid, type Period } from "@kinerja/common/kernel";

import { type BulkRows, type ComputedPerson, type FreezingRun, type RangeRun } from "../../app/range-ports.ts";
import { type FrozenPerson, type FrozenRange, noEmployment, readPeople, type Wanted } from "../../domain/frozen.ts";
import { RangeCount } from "../../domain/run-documents.ts";
import { sha256 } from "../ids.ts";
import { insertAside, insertTotals, type Started } from "./bulk-aside.ts";
import { bulkConnection, type BulkTx } from "./bulk-connection.ts";
import { entitlementColumns, payoutColumns, type Shared, writeEntitlements, writePayout } from "./computed-rows.ts";
import { frozenColumns, readFrozenRows, writeFrozenRows } from "./frozen-rows.ts";

export type BulkOptions = {
  /** Of the role `bulk`. */
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly name: string;
  /** Of one statement: the COPY of a range takes about a second. */
  readonly statementTimeoutMs?: number;
};

/** COPY goes past the policies of rows and thus into the table of the month itself. */
const tableOf = (name: "frozen" | "entitlement" | "payout", month: Period): string =>
  `${name}_${month.replace("-", "_")}`;

type DocumentsOf = (person: FrozenPerson) => ComputedPerson;

/** COPY takes no parameters: nothing but digits and dashes stands in its text. */
function uuidLiteral(id: string): string {
  if (!isUuid(id)) throw new Error(`${id} is no UUID`);
  return `'${id}'`;
}

const frozenShared = ({ id, period }: RangeRun, no: number): Shared => ({
  count: 3,
  bytes: fieldsOf((to) => {
    to.text(period);
    to.uuid(id);
    to.int4(no);
  }),
});

const entitlementShared = ({ id, agencyId, period }: RangeRun, no: number): Shared => ({
  count: 4,
  bytes: fieldsOf((to) => {
    to.text(period);
    to.uuid(id);
    to.uuid(agencyId);
    to.int4(no);
  }),
});

const payoutShared = ({ id, agencyId, period, payoutPeriod }: RangeRun, no: number): Shared => ({
  count: 5,
  bytes: fieldsOf((to) => {
    to.text(payoutPeriod);
    to.text(period);
    to.uuid(id);
    to.uuid(agencyId);
    to.int4(no);
  }),
});

/**
 * The range itself comes first: from then on a freeze that begins anew waits for this transaction (`discard`). One that began anew before it has given
 * the run another version: this freeze is over then.
 */
async function insertRange({ db }: BulkTx, run: FreezingRun, no: number, range: FrozenRange): Promise<void> {
  const { rows, people, shapes, sha256 } = range;
  const [first, last] = [rows[0]?.personId, rows.at(-1)?.personId];
  const employments = rows.filter(({ employmentId }) => employmentId !== noEmployment).length;
  await db.query(
    `insert into run_range (run_id, no, agency_id, first_person, last_person, people, rows, frozen_sha256, shapes)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [run.id, no, run.agencyId, first, last, people, employments, sha256, shapes],
  );
  const [row] = await db.query<{ state: string; version: number; follows: boolean }>(
    `select r.state, r.version, $2::int = 0 or exists (select from run_range g where g.run_id = $1 and g.no = $2::int - 1 and g.last_person < $3) as follows
     from run r where r.id = $1`,
    [run.id, no, first],
  );
  if (row?.state !== "FREEZING" || row.version !== run.version || !row.follows)
    throw new Error(`range ${no} of run ${run.id} follows nothing: its freeze was given up`);
}

/** By the key, whatever the server knows of a fresh table. */
const byKey = "set local enable_seqscan = off; set local enable_bitmapscan = off";

/** Reads the people of a range one by one; throws at their end when they are not as many as were frozen. */
async function readRange(
  { client, db }: BulkTx,
  run: RangeRun,
  no: number,
  { memory, wanted }: { readonly memory: CopyMemory; readonly wanted?: Wanted | undefined },
): Promise<Iterable<FrozenPerson>> {
  const [range] = await db.query<{ shapes: string; rows: number; people: number }>(
    "select shapes, rows, people from run_range where run_id = $1 and no = $2",
    [run.id, no],
  );
  if (!range) throw new Error(`run ${run.id} has no range ${no}`);
  await client.query(byKey);
  const table = tableOf("frozen", run.period);
  const data = await copyOut(
    client,
    `select ${frozenColumns} from ${table} where run_id = ${uuidLiteral(run.id)} and range_no = ${no} order by person_id, employment_id`,
    memory,
  );
  return (function* () {
    let [people, rows] = [0, 0];
    for (const person of readPeople(readFrozenRows(data), range.shapes, wanted)) {
      people += 1;
      rows += person.rows.length;
      yield person;
    }
    if (people !== range.people || rows !== range.rows)
      throw new Error(`range ${no} of run ${run.id} does not have the rows that were frozen`);
  })();
}

/** How the run was started, if the range still waits; it waits for nobody else until the end of the transaction. */
async function lockWaiting({ db }: BulkTx, { id }: RangeRun, no: number): Promise<Started | undefined> {
  const [row] = await db.query<Started & { state: string }>(
    "select g.state, r.kind, r.started_at as at from run_range g join run r on r.id = g.run_id where g.run_id = $1 and g.no = $2 for update of g",
    [id, no],
  );
  if (!row) throw new Error(`run ${id} has no range ${no}`);
  return row.state === "FROZEN" ? { kind: row.kind, at: row.at } : undefined;
}

/** Buffers that one range after the other uses. */
type Memory = { readonly frozen: CopyMemory; readonly earned: CopyWriter; readonly paid: CopyWriter };

async function computeRange(
  tx: BulkTx,
  { frozen, earned, paid }: Memory,
  run: RangeRun,
  no: number,
  { documentsOf, wanted }: { readonly documentsOf: DocumentsOf; readonly wanted: Wanted | undefined },
): Promise<boolean> {
  const started = await lockWaiting(tx, run, no);
  if (!started) return false;
  const count = new RangeCount(sha256);
  const [ofEntitlement, ofPayout] = [entitlementShared(run, no), payoutShared(run, no)];
  earned.begin();
  paid.begin();
  for (const person of await readRange(tx, run, no, { memory: frozen, wanted })) {
    const computed = documentsOf(person);
    count.add(computed);
    writeEntitlements(earned, ofEntitlement, computed);
    writePayout(paid, ofPayout, computed);
  }
  const totals = count.end(no);
  const keys = "run_id, agency_id, range_no";
  const entitlements = `${tableOf("entitlement", run.period)} (period, ${keys}, ${entitlementColumns})`;
  await copyIn(tx.client, entitlements, earned.end(), totals.statements);
  const payouts = `${tableOf("payout", run.payoutPeriod)} (payout_period, period, ${keys}, ${payoutColumns})`;
  await copyIn(tx.client, payouts, paid.end(), totals.people);
  await insertAside(tx.db, run, count.asides, started);
  await insertTotals(tx.db, run, totals);
  return true;
}

const defaultTimeoutMs = 60_000;

/** One connection and a few buffers of some megabytes; calls wait for each other. A server that is away is SERVICE_UNAVAILABLE. */
export function bulkRows({ url, name, statementTimeoutMs = defaultTimeoutMs }: BulkOptions): BulkRows {
  const connection = bulkConnection({ url, name, statementTimeoutMs });
  const memory: Memory = { frozen: copyMemory(), earned: copyWriter(), paid: copyWriter() };
  return {
    writeFrozen: (run, no, range) =>
      connection.transaction(run.agencyId, async (tx) => {
        await insertRange(tx, run, no, range);
        writeFrozenRows(memory.earned, frozenShared(run, no), range.rows);
        const into = `${tableOf("frozen", run.period)} (period, run_id, range_no, ${frozenColumns})`;
        await copyIn(tx.client, into, memory.earned.end(), range.rows.length);
      }),
    readFrozen: (run, no) =>
      connection.transaction(run.agencyId, async (tx) => [
        ...(await readRange(tx, run, no, { memory: memory.frozen })),
      ]),
    compute: (run, no, documentsOf, wanted) =>
      connection.transaction(run.agencyId, (tx) => computeRange(tx, memory, run, no, { documentsOf, wanted })),
    stop: () => connection.stop(),
  };
}
