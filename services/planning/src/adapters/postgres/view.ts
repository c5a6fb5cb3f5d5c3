import { firstDay, lastDay, type Period } from "@kinerja/common/kernel";
import { type Tx } from "@kinerja/common/postgres";
import { MoreThan } from "typeorm";

import { type MonthPlan, type Page, type View } from "../../app/views.ts";
import { type Cell } from "../../domain/matrix.ts";
import { type PlanItem } from "../../domain/plan.ts";
import { readParents, readStandings } from "./choices.ts";
import { agreementSchema, noticeSchema, toAgreement } from "./schemas.ts";
import { readSetting, type SkpRow, toSkp } from "./skp-rows.ts";
import { readChains, readTree } from "./tree.ts";

function pageOf<T>(rows: readonly T[], size: number, cursorOf: (row: T) => string): Page<T> {
  const items = rows.slice(0, size);
  const last = items.at(-1);
  return { items, next: last !== undefined && rows.length > size ? cursorOf(last) : "" };
}

async function readSkp(tx: Tx, skpId: string, revision: number | undefined) {
  const [row] = await tx.query<SkpRow>("select * from skp where id = $1", [skpId]);
  if (row === undefined || revision === undefined) return row && toSkp(row);
  return readSetting(tx, skpId, revision, row.set_revision);
}

type TeamRow = SkpRow & { readonly place: string };

/** The cursor is the place: rank and id as one text. */
async function teamSkps(
  tx: Tx,
  { personIds, year }: Parameters<View["teamSkps"]>[0],
  page: Parameters<View["teamSkps"]>[1],
) {
  const rows = await tx.query<TeamRow>(
    `select * from (select s.*, case state when 'SUBMITTED' then '0' else '1' end || id::text as place
       from skp s where person_id = any ($1::uuid[]) and year = $2) ranked
     where place > $3 order by place limit $4`,
    [personIds, year, page.after ?? "", page.size + 1],
  );
  const { items, next } = pageOf(rows, page.size, ({ place }) => place);
  return { items: items.map(toSkp), next };
}

async function monthPlan(
  tx: Tx,
  personId: string,
  period: Period,
  skpId: string | undefined,
): Promise<MonthPlan | undefined> {
  const [row] = await tx.query<SkpRow & { items: PlanItem[] | null }>(
    `select s.*, m.items from skp s left join plan_month m on m.skp_id = s.id and m.period = $2
     where s.person_id = $1 and s.valid_from <= $4 and s.valid_to >= $3 and ($5::uuid is null or s.id = $5)
     order by s.valid_from desc, s.id desc limit 1`,
    [personId, period, firstDay(period), lastDay(period), skpId ?? null],
  );
  if (row === undefined) return undefined;
  const skp = toSkp(row);
  const holding = skp.setRevision > 0 ? await readSetting(tx, skp.id, skp.setRevision, skp.setRevision) : undefined;
  const items = row.items ?? [];
  const served = new Set(items.map(({ rhkId }) => rhkId));
  const known = new Map(
    [skp, ...(holding ? [holding] : [])].flatMap(({ content }) => content.results.map((one) => [one.id, one])),
  );
  return { skp, items, results: [...known.values()].filter(({ id }) => served.has(id)) };
}

async function agreements(tx: Tx, query: Parameters<View["agreements"]>[0], page: Parameters<View["agreements"]>[1]) {
  const { agencyId, year, unitId } = query;
  const after = page.after === undefined ? {} : { unitId: MoreThan(page.after) };
  const rows = await tx.entities.find(agreementSchema, {
    where: { agencyId, year, ...after, ...(unitId === undefined ? {} : { unitId }) },
    order: { unitId: "ASC" },
    take: page.size + 1,
  });
  const { items, next } = pageOf(rows, page.size, (row) => row.unitId);
  return { items: items.map(toAgreement), next };
}

const cellColumns = `leader_rhk_id as "leaderRhkId", person_id as "personId", result`;

/** The questions of `View` within one transaction, under its row-level security. */
export const viewOf = (tx: Tx): View => ({
  skp: (skpId, setRevision) => readSkp(tx, skpId, setRevision),
  async skpsOf(personId, year) {
    const sql = "select * from skp where person_id = $1 and year = $2 order by valid_from desc, id desc limit 20";
    return (await tx.query<SkpRow>(sql, [personId, year])).map(toSkp);
  },
  teamSkps: (query, page) => teamSkps(tx, query, page),
  async withSkp(personIds, year) {
    const sql = "select distinct person_id as id from skp where person_id = any ($1::uuid[]) and year = $2";
    return (await tx.query<{ id: string }>(sql, [personIds, year])).map(({ id }) => id);
  },
  monthPlan: (personId, period, skpId) => monthPlan(tx, personId, period, skpId),
  chains: (skp) => readChains(tx, skp),
  agreements: (query, page) => agreements(tx, query, page),
  cellsOf: (leaderId, year) =>
    tx.query<Cell>(`select ${cellColumns} from matrix_cell where leader_id = $1 and year = $2 order by nr`, [
      leaderId,
      year,
    ]),
  cellsNaming: (personId, year) =>
    tx.query<Cell>(
      `select ${cellColumns} from matrix_cell where person_id = $1 and year = $2 order by leader_id, nr limit 500`,
      [personId, year],
    ),
  standings: (employmentIds, year) => readStandings(tx, employmentIds, year),
  parents: (query, limit) => readParents(tx, query, limit),
  tree: (query, limit) => readTree(tx, query, limit),
  async notices(personId, limit) {
    const rows = await tx.entities.find(noticeSchema, {
      where: { personId },
      order: { at: "DESC", id: "DESC" },
      take: limit,
    });
    return rows.map(({ id, code, params, at }) => ({ id, code, params, at: at.getTime() }));
  },
});
