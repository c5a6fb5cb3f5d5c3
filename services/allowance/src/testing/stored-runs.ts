import { createHash } from "node:crypto";

import { type Period, rupiah, type Rupiah } from "@kinerja/common/kernel";
import { type Database } from "@kinerja/common/postgres";
import { testDatabase, type TestDatabase } from "@kinerja/common/testing";
import { uuidV7 } from "@kinerja/common/kernel";

import { sha256 } from "../adapters/ids.ts";
import { bulkRows } from "../adapters/postgres/bulk-rows.ts";
import { postgresStore } from "../adapters/postgres/store.ts";
import { type Records, type Run, type Store, type StoredBatch } from "../app/ports.ts";
import { type BulkRows, type ComputedPerson, type NewDue } from "../app/range-ports.ts";
import { type FrozenPerson, packPeople } from "../domain/frozen.ts";
import { type PayoutDocument, payoutPacker } from "../domain/payout-document.ts";
import { type Flag } from "../domain/policy/outcome.ts";
import { sumsOf } from "../domain/range-totals.ts";
import { type BatchNumber, type BatchState } from "../domain/run.ts";
import { type Entitlement } from "../domain/statement.ts";
import { agency, employment, maker, person } from "./month.ts";

/** Runs in a database without what computes them. */
export type StoredRuns = {
  readonly database: TestDatabase;
  /** Of the service's own role. */
  readonly db: Database;
  /** Sees and writes everything. */
  readonly admin: Database;
  readonly store: Store;
  readonly bulk: BulkRows;
  in<T>(work: (records: Records) => Promise<T>, agencyId?: string): Promise<T>;
  /** A run that freezes, its months prepared. */
  run(
    more?: Partial<Pick<Run, "agencyId" | "period" | "payoutPeriod" | "kind" | "sequence" | "duesOnly">>,
  ): Promise<Run>;
  /** A run of these people, in ranges of so many, computed or further. */
  computed(people: readonly ComputedPerson[], more?: ComputedMore): Promise<Run>;
  stop(): Promise<void>;
};
export type ComputedMore = Parameters<StoredRuns["run"]>[0] & {
  readonly state?: BatchState;
  readonly rangeSize?: number;
};

const digest = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();
export const amount = (value: number): Rupiah => rupiah(BigInt(value));
export const month = (text: string): Period => text as Period;
const seal = { revision: 1, count: 0n, sha256: "0".repeat(64) };

export const frozenPerson = (n: number, more: Partial<FrozenPerson> = {}): FrozenPerson => ({
  personId: person(n),
  rows: [
    {
      ...{ personId: person(n), employmentId: employment(n), days: 2 ** 31 - 1, flags: [] },
      facts: { "roster.paid_days": n, "roster.class": "8" },
    },
  ],
  payout: undefined,
  ...more,
});

type Made = {
  readonly batch?: BatchNumber;
  readonly net?: number;
  /** Open items that it pays, with their amounts. */
  readonly dues?: readonly (readonly [id: string, amount: number])[];
  readonly recovered?: readonly (readonly [id: string, amount: number])[];
  readonly tax?: number;
  /** What the state bears beside. */
  readonly taxBorne?: number;
  readonly late?: readonly NewDue[];
  readonly flags?: readonly Flag[];
  /** Without a statement: only what is due is paid. */
  readonly isNotEarning?: boolean;
};

const sum = (pairs: readonly (readonly [string, number])[]): number => pairs.reduce((all, [, one]) => all + one, 0);

const nothing: Required<Omit<Made, "net">> = {
  ...{ batch: 1, dues: [], recovered: [], tax: 0, taxBorne: 0, late: [], flags: [], isNotEarning: false },
};

const packStored = payoutPacker(
  { policySha256: "0".repeat(64), agencyId: agency(1), period: month("2026-10"), payoutPeriod: month("2026-11") },
  digest,
);

/** A person who has earned so much, cut by 5, and is paid it with the items due, less tax and what is taken back. */
export function computedPerson(n: number, more: Made = {}): ComputedPerson {
  const { batch, net, dues, recovered, tax, taxBorne, late, flags, isNotEarning } = { ...nothing, net: 1_000 * n, ...more };
  const packed = Buffer.from(`statement of ${n}: ${net}`);
  const entitlement: Entitlement = {
    ...{ personId: person(n), employmentId: employment(n), status: "payable", components: [], flags: [] },
    ...{ gross: amount(net + 5), cut: amount(5), net: amount(net), late: amount(0), packed, sha256: digest(packed) },
  };
  const due = (isNotEarning ? 0 : net) + sum(dues);
  const settled = Math.max(due, 0);
  const paid = amount(settled - tax - sum(recovered));
  const statements = isNotEarning ? [] : [{ employmentId: employment(n), sha256: entitlement.sha256, net: amount(net) }];
  const items = dues.map(([id, of]) => ({ id, label: "Kekurangan", period: month("2026-09"), amount: amount(of) }));
  const rest = { dues: items, lines: [], pairs: [] };
  const document = packStored({ personId: person(n), statements, amount: paid, rest });
  const payout: PayoutDocument = {
    ...{ personId: person(n), payoutPeriod: month("2026-11"), gross: amount(due + 5), cut: amount(5), net: amount(settled) },
    ...{ contribution: amount(0), employer: amount(0), tax: amount(tax), taxBorne: amount(taxBorne), recovery: amount(sum(recovered)) },
    amount: paid,
    dues: dues.map(([id]) => id),
    recovered: recovered.map(([receivableId, taken]) => ({ receivableId, amount: amount(taken) })),
    ...document,
  };
  return { personId: person(n), batch, entitlements: isNotEarning ? [] : [entitlement], payout, flags, late };
} // prettier-ignore

async function insertPolicy(admin: Database, agencyId: string): Promise<string> {
  const [row] = await admin.query<{ id: string }>(
    `insert into policy (agency_id, key, version, kind, title, valid_from, document, sha256, state, drafted_by, drafted_at)
     values ($1, 'contoh', (select count(*) + 1 from policy where agency_id = $1), 'tukin', 'Contoh', '2026-01-01', '', '', 'DRAFT', $2, now()) returning id`,
    [agencyId, maker],
  );
  return row?.id ?? "";
}

const at = Date.UTC(2026, 10, 5);

/** What computing leaves of a run: its ranges, their sums in batches, each batch as far as it should be. */
async function compute(
  { bulk, in: inRun }: Pick<StoredRuns, "bulk" | "in">,
  run: Run,
  people: readonly ComputedPerson[],
  { state = "COMPUTED", rangeSize = 10 }: ComputedMore,
): Promise<Run> {
  const ranges = Array.from({ length: Math.ceil(people.length / rangeSize) }, (_, no) =>
    people.slice(no * rangeSize, (no + 1) * rangeSize),
  );
  for (const [no, own] of ranges.entries()) {
    const frozen = own.map(({ personId }) => ({ ...frozenPerson(1), personId }));
    await bulk.writeFrozen(run, no, packPeople(sha256, frozen));
  }
  const byId = new Map(people.map((one) => [one.personId, one]));
  for (const no of ranges.keys()) await bulk.compute(run, no, ({ personId }) => byId.get(personId) as ComputedPerson);
  return inRun(async (records) => {
    const all = await records.ranges.batches(run.id);
    for (const [number, parts] of Map.groupBy(all, ({ batch }) => batch)) {
      const isAt = (states: readonly BatchState[]): boolean => states.includes(state);
      const stored: StoredBatch = {
        ...{ batch: number, state: "COMPUTED", sha256: "f".repeat(64), makerId: maker, ...sumsOf(parts) },
        ...{ checkerId: undefined, approverId: undefined, settlerId: undefined },
        ...{ rows: parts.reduce((count, { rows }) => count + rows, 0), held: 0 },
      };
      await records.runs.insertBatch(run.id, run.agencyId, stored);
      const [checkerId, approverId, settlerId] = [2, 3, 4].map((n) => person(900_000 + n));
      const further = {
        ...(isAt(["CHECKED", "POSTED", "SETTLED"]) && { checkerId }),
        ...(isAt(["POSTED", "SETTLED"]) && { approverId }),
        ...(isAt(["SETTLED"]) && { settlerId }),
      };
      await records.runs.saveBatch(run.id, { ...stored, ...further, state }, at);
    }
    const earned = people.flatMap(({ entitlements }) => entitlements);
    const total = (of: (one: Entitlement) => Rupiah): Rupiah => rupiah(earned.reduce((all, one) => all + of(one), 0n));
    const done: Run = {
      ...{ ...run, state: state === "CHECKED" ? "COMPUTED" : state, ranges: ranges.length, statements: earned.length },
      ...{ gross: total(({ gross }) => gross), cut: total(({ cut }) => cut), net: total(({ net }) => net) },
      ...{ snapshotSha256: "a", sha256: "b", layout: "{}" },
    };
    await records.runs.save(done, at);
    return done;
  }, run.agencyId);
}

export async function startStoredRuns(): Promise<StoredRuns> {
  const database = await testDatabase("allowance");
  const [db, admin] = [await database.db("app"), await database.administrator()];
  const topic = { name: "kinerja.test.allowance.run.v1", partitions: 2, compacted: false };
  const store = postgresStore({ db, site: "test", topic, newId: () => uuidV7(at), told: () => undefined });
  const bulk = bulkRows({ url: database.url("bulk"), name: "test-bulk" });
  const inAgency: StoredRuns["in"] = (work, agencyId = agency(1)) => store.transaction({ agencies: [agencyId] }, work);
  const run: StoredRuns["run"] = async (more = {}) => {
    const { agencyId = agency(1), period = month("2026-10"), payoutPeriod = month("2026-11") } = more;
    const { kind = "REGULAR", sequence = 1, duesOnly = kind === "RAPEL" } = more;
    const policyId = await insertPolicy(admin, agencyId);
    return inAgency(async (records) => {
      await records.ranges.prepare(period, payoutPeriod);
      const fresh = {
        agencyId,
        period,
        payoutPeriod,
        kind,
        sequence,
        duesOnly,
        policyId,
        policySha256: "",
        makerId: maker,
      };
      const id = await records.runs.insert({ ...fresh, activity: seal, evaluation: seal, rangeSize: 10 }, at);
      const found = await records.runs.find(agencyId, id);
      if (!found) throw new Error("a run that was begun is there");
      return found;
    }, agencyId);
  };
  return {
    ...{ database, db, admin, store, bulk, in: inAgency, run },
    computed: async (people, more = {}) => compute({ bulk, in: inAgency }, await run(more), people, more),
    async stop() {
      await bulk.stop();
      await Promise.all([db.stop(), admin.stop()]);
      await database.drop();
    },
  };
}
