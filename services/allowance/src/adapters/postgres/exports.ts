import { type Rupiah } from "@kinerja/common/kernel";
import { type Db } from "@kinerja/common/postgres";

import { type ExportRecords, type StoredExport, type StoredSetting, type UnpaidRow } from "../../app/exports-ports.ts";
import { factsReader } from "../../domain/frozen-facts.ts";
import { accounts } from "../../domain/ledger.ts";
import { type Said } from "../../domain/exports/settings.ts";
import { type Facts } from "../../domain/policy/sources.ts";
import { insertRows } from "./bulk.ts";
import { entitlementsOfRun, isHeld, payoutsOfRun } from "./held.ts";

type Run = Parameters<ExportRecords["facts"]>[0];

/** The frozen rows of people, the first employment of each. Their range is that of their payout. */
const frozenSql = `select distinct on (f.person_id) f.person_id, f.range_no, f.facts
  from payout p join frozen f on f.period = $3 and f.run_id = p.run_id and f.range_no = p.range_no and f.person_id = p.person_id
  where ${payoutsOfRun} and p.person_id = any($2::uuid[]) order by f.person_id, f.employment_id`;

async function facts(db: Db, run: Run, personIds: readonly string[]): Promise<ReadonlyMap<string, Facts>> {
  const rows = await db.query<{ person_id: string; range_no: number; facts: string }>(frozenSql, [
    ...[run.id, personIds, run.period],
  ]);
  const numbers = [...new Set(rows.map(({ range_no }) => range_no))];
  const ranges = await db.query<{ no: number; shapes: string }>(
    "select no, shapes from run_range where run_id = $1 and no = any($2::int[])",
    [run.id, numbers],
  );
  const readers = new Map(ranges.map(({ no, shapes }) => [no, factsReader(shapes)]));
  return new Map(rows.map((row) => [row.person_id, readers.get(row.range_no)?.(row.facts) ?? {}]));
}

async function unpaid(
  db: Db,
  [run, batch, { limit, after }]: Parameters<ExportRecords["unpaid"]>,
): Promise<UnpaidRow[]> {
  // prettier-ignore
  const rows = await db.query<{ person_id: string; batch: UnpaidRow["batch"]; reason: string | null }>(
    `select p.person_id, p.batch, case when ${isHeld("p")} then h.reason end as reason
     from payout p left join run_hold h on h.run_id = p.run_id and h.person_id = p.person_id
     where ${payoutsOfRun} and (p.batch <> $2 or ${isHeld("p")}) and ($3::uuid is null or p.person_id > $3)
     order by p.person_id limit $4`,
    [run.id, batch, after ?? null, limit],
  );
  return rows.map(({ person_id, reason, ...row }) => ({ ...row, personId: person_id, reason: reason ?? undefined }));
}

async function owed(db: Db, [runId, batch]: Parameters<ExportRecords["owed"]>): Promise<Rupiah | undefined> {
  const [row] = await db.query<{ amount: Rupiah }>(
    `select coalesce(sum(-p.amount), 0)::bigint as amount from transfer t left join posting p on p.transfer_id = t.id and p.account = $3
     where t.run_id = $1 and t.batch = $2 and t.phase = 'POSTED' having count(t.id) > 0`,
    [runId, batch, accounts.payable],
  );
  return row?.amount;
}

type StatementRow = { person_id: string; employment_id: string; packed: Buffer; sha256: string };

async function statements(db: Db, run: Run, personIds: readonly string[]) {
  const rows = await db.query<StatementRow>(
    `select e.person_id, e.employment_id, e.packed, encode(e.sha256, 'hex') as sha256 from entitlement e
     where ${entitlementsOfRun} and e.person_id = any($2::uuid[]) order by e.person_id, e.employment_id`,
    [run.id, personIds],
  );
  return rows.map(({ person_id, employment_id, ...row }) => ({
    ...row,
    personId: person_id,
    employmentId: employment_id,
  }));
}

type FileRow = Omit<StoredExport, "exportId" | "agencyId" | "runId" | "mediaType" | "size" | "madeBy" | "madeAt"> & {
  export_id: string;
  agency_id: string;
  run_id: string;
  media_type: string;
  size: bigint;
  made_by: string;
  made_at: Date;
};

const fileOf = ({
  export_id,
  agency_id,
  run_id,
  media_type,
  size,
  made_by,
  made_at,
  ...row
}: FileRow): StoredExport => ({
  // prettier-ignore
  ...row,
  ...{ exportId: export_id, agencyId: agency_id, runId: run_id, mediaType: media_type, size: Number(size) },
  ...{ madeBy: made_by, madeAt: made_at },
});

const insert = (db: Db, files: readonly StoredExport[]): Promise<void> =>
  insertRows(
    db,
    "export_file",
    {
      id: ["uuid", (file) => file.id],
      export_id: ["uuid", (file) => file.exportId],
      agency_id: ["uuid", (file) => file.agencyId],
      run_id: ["uuid", (file) => file.runId],
      batch: ["smallint", (file) => file.batch],
      format: ["text", (file) => file.format],
      options: ["text", (file) => file.options],
      part: ["int", (file) => file.part],
      parts: ["int", (file) => file.parts],
      name: ["text", (file) => file.name],
      media_type: ["text", (file) => file.mediaType],
      rows: ["int", (file) => file.rows],
      gross: ["bigint", (file) => file.gross],
      cut: ["bigint", (file) => file.cut],
      net: ["bigint", (file) => file.net],
      amount: ["bigint", (file) => file.amount],
      sha256: ["text", (file) => file.sha256],
      size: ["bigint", (file) => file.size],
      watermark: ["text", (file) => file.watermark],
      reason: ["text", (file) => file.reason],
      made_by: ["uuid", (file) => file.madeBy],
      made_at: ["timestamptz", (file) => file.madeAt],
    },
    files,
  );

type SettingRow = Omit<StoredSetting, "validFrom" | "setBy" | "setAt" | "inForce" | "proposedBy"> & {
  id: string;
  in_force: boolean;
  valid_from: StoredSetting["validFrom"];
  set_by: string;
  set_at: Date;
  proposed_by: string | null;
};

const columns = `id, export_id, agency_id, run_id, batch, format, options, part, parts, name, media_type, rows, gross, cut, net, amount, sha256, size,
  watermark, reason, made_by, made_at`;

function files(db: Db) {
  const select = async (where: string, params: readonly unknown[]): Promise<StoredExport[]> =>
    (await db.query<FileRow>(`select ${columns} from export_file where ${where}`, params)).map(fileOf);
  return {
    ofExport: (exportId: string) => select("export_id = $1 order by part", [exportId]),
    latest: ({ runId, batch, format, options }: Parameters<ExportRecords["latest"]>[0]) =>
      select(
        `export_id = (select l.export_id from export_file l where l.run_id = $1 and l.batch = $2 and l.format = $3 and l.options = $4
           order by l.position desc limit 1) order by part`,
        [runId, batch, format, options],
      ),
    find: async (runId: string, id: string) => (await select("run_id = $1 and id = $2", [runId, id]))[0],
    page: (runId: string, { limit, after }: Parameters<ExportRecords["page"]>[1]) =>
      select(
        `run_id = $1 and ($2::uuid is null or position < (select a.position from export_file a where a.id = $2))
         order by position desc limit $3`,
        [runId, after ?? null, limit],
      ),
  };
}

/** The last of each key and first day, and the last day up to today that holds. */
const heldSql = `with last as (
    select distinct on (key, valid_from, in_force) * from export_setting where agency_id = $1 order by key, valid_from, in_force, id desc),
  held as (select key, max(valid_from) as day from last where in_force and valid_from <= $2::date group by key)`;

async function saidSoFar(
  db: Db,
  agencyId: string,
  { key, validFrom, setBy, today }: Parameters<ExportRecords["saidSoFar"]>[1],
): Promise<Said> {
  const [row] = await db.query<Said>(
    `${heldSql}, counted as (
       select distinct key from last left join held h using (key)
       where value <> '' and valid_from < h.day is not true or set_at >= $2::date::timestamp at time zone 'Asia/Jakarta')
     select (select count(*)::int from counted) as keys, exists (select from counted where key = $3) as "isCounted",
       count(distinct valid_from) filter (where valid_from >= $2 or valid_from < (set_at at time zone 'Asia/Jakarta')::date)::int as days,
       count(*) filter (where valid_from = $4 and set_by = $5 and value <> '')::int as "values"
     from export_setting where agency_id = $1 and key = $3`,
    [agencyId, today, key, validFrom, setBy],
  );
  if (!row) throw new Error("nothing was counted");
  return row;
}

const settingOf = ({ id, key, value, valid_from, set_by, set_at, in_force, proposed_by }: SettingRow) => ({
  ...{ id, key, value, validFrom: valid_from, setBy: set_by, setAt: set_at, inForce: in_force },
  proposedBy: proposed_by ?? undefined,
});

function settings(db: Db) {
  const select = async (sql: string, params: readonly unknown[]) =>
    (await db.query<SettingRow>(sql, params)).map(settingOf);
  const said = `s.id, key, value, valid_from, s.set_by, set_at, in_force,
    (select p.set_by from export_setting p where p.id = s.confirms) as proposed_by`;
  return {
    settings: (agencyId: string, prefix = "") =>
      select(
        `select distinct on (key, valid_from) ${said} from export_setting s
         where agency_id = $1 and in_force and starts_with(key, $2) order by key, valid_from, s.id desc`,
        [agencyId, prefix],
      ),
    saidSettings: (agencyId: string, { today, most }: Parameters<ExportRecords["saidSettings"]>[1]) =>
      select(
        `${heldSql}
         select ${said} from (
           select s.* from last s left join held h using (key)
           where in_force or not exists (select from export_setting l
             where l.agency_id = $1 and l.key = s.key and l.valid_from = s.valid_from and l.in_force and l.id > s.id)
           order by valid_from < h.day is true,
             row_number() over (partition by key, valid_from < h.day is true order by abs(valid_from - coalesce(h.day, $2::date)))
           limit $3) s
         order by key, valid_from desc, in_force`,
        [agencyId, today, most],
      ),
    saidSoFar: (agencyId: string, of: Parameters<ExportRecords["saidSoFar"]>[1]) => saidSoFar(db, agencyId, of),
    lastSaid: async (agencyId: string, key: string, validFrom: StoredSetting["validFrom"]) =>
      (
        await select(
          `select ${said} from export_setting s where agency_id = $1 and key = $2 and valid_from = $3 order by s.id desc limit 1`,
          [agencyId, key, validFrom],
        )
      )[0],
    setting: async (agencyId: string, id: string) =>
      (await select(`select ${said} from export_setting s where agency_id = $1 and s.id = $2`, [agencyId, id]))[0],
    async set(agencyId: string, setting: Parameters<ExportRecords["set"]>[1]) {
      const { key, value, validFrom, setBy, setAt, confirms } = setting;
      const [row] = await db.query<{ id: string }>(
        `insert into export_setting (agency_id, key, value, valid_from, set_by, set_at, confirms)
         values ($1, $2, $3, $4, $5, $6, $7) returning id`,
        [agencyId, key, value, validFrom, setBy, setAt, confirms ?? null],
      );
      if (!row) throw new Error("no setting was written");
      return row.id;
    },
  };
}

/** What exports read of a run beside its payouts, and what is written down of their files. */
export function exportRecords(db: Db): ExportRecords {
  return {
    ...files(db),
    unpaid: (...asked) => unpaid(db, asked),
    owed: (...asked) => owed(db, asked),
    facts: (run, personIds) => facts(db, run, personIds),
    statements: (run, personIds) => statements(db, run, personIds),
    insert: (made) => insert(db, made),
    ...settings(db),
  };
}
