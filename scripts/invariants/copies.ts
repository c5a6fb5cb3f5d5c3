import { finding, queryOf, together, type Finding, type Queries } from "./finding.ts";

interface Row {
  readonly key: string;
  readonly content: string;
}
type Read = (queries: Queries) => Promise<readonly Row[]>;

const from =
  (service: string, sql: string): Read =>
  (queries) =>
    queryOf(queries, service)<Row>(sql);

interface Copy {
  readonly what: string;
  readonly owner: Read;
  readonly copy: Read;
  /** The copy holds some of the owner's rows. */
  readonly isPart?: true;
}

const employments: Copy = {
  what: "activity's copy of employment",
  owner: from(
    "identity",
    `select id::text as key, concat_ws('|', version, agency_id, person_id, case zone when 'WIB' then 1 when 'WITA' then 2 else 3 end,
       valid_from, valid_to, unit_id) as content from employment`,
  ),
  copy: from(
    "activity",
    `select id::text as key, concat_ws('|', version, agency_id, person_id, zone, valid_from, valid_to, unit_id) as content from employment_copy`,
  ),
};

/** While a newer version is written, the setting before it holds. */
const plans: Copy = {
  what: "activity's copy of plan",
  owner: from(
    "planning",
    `select s.id::text as key, concat_ws('|', s.facts, s.agency_id, s.person_id, s.state = 'SET' or h.skp_id is not null,
       coalesce(h.valid_from, s.valid_from), coalesce(h.valid_to, s.valid_to),
       (select string_agg(item ->> 'id', ',' order by item ->> 'id')
        from plan_month m, jsonb_array_elements(m.items) as item where m.skp_id = s.id)) as content
     from skp s left join skp_setting h on h.skp_id = s.id and h.revision = s.set_revision and s.state <> 'SET'`,
  ),
  copy: from(
    "activity",
    `select skp_id::text as key, concat_ws('|', version, agency_id, person_id, is_set, valid_from, valid_to,
       (select string_agg(i::text, ',' order by i::text) from unnest(item_ids) as i)) as content from plan_copy`,
  ),
};

const closings: Copy = {
  what: "evaluation's copy of the closing",
  owner: from(
    "activity",
    `select concat_ws('/', agency_id, period) as key, concat_ws('|', revision, count, sha256) as content from period
     where state = 'sealed'`,
  ),
  copy: from(
    "evaluation",
    `select concat_ws('/', agency_id, period) as key, concat_ws('|', revision, count, sha256) as content from activity_month`,
  ),
};

const monthKey = "concat_ws('/', agency_id, period, revision, person_id, employment_id)";

async function sealedMonths(queries: Queries): Promise<Row[]> {
  const { SealedMonth } = await import("@kinerja/proto/activity/v1/activity_service");
  const rows = await queryOf(
    queries,
    "activity",
  )<{ key: string; body: Buffer }>(`select ${monthKey} as key, body from sealed_month`);
  return rows.map(({ key, body }) => {
    const { approvedMinutes, openMinutes, daysWithEntries } = SealedMonth.decode(body);
    return { key, content: [approvedMinutes, openMinutes, daysWithEntries].join("|") };
  });
}

const months: Copy = {
  what: "evaluation's copy of the sealed month",
  owner: sealedMonths,
  copy: from(
    "evaluation",
    `select ${monthKey} as key, concat_ws('|', approved_minutes, open_minutes, days_with_entries) as content from sealed_month`,
  ),
};

interface FrozenRow {
  readonly key: string;
  readonly facts: string;
  readonly shapes: string;
}

/** What a run has frozen of the months, in the words of those who sealed it. */
async function frozenMonths(queries: Queries): Promise<Row[]> {
  const { factsReader } = await import("@kinerja/allowance/recompute");
  const rows = await queryOf(
    queries,
    "allowance",
  )<FrozenRow>(
    `select concat_ws('/', r.agency_id, r.period, r.activity_revision, f.person_id, f.employment_id) as key, f.facts, g.shapes
     from frozen f join run r on r.id = f.run_id join run_range g on g.run_id = f.run_id and g.no = f.range_no where f.facts <> ''`,
  );
  return rows.flatMap(({ key, facts, shapes }) => {
    const read = factsReader(shapes)(facts);
    if (read["activity.approved_minutes"] === undefined) return [];
    const month = [read["activity.approved_minutes"], read["activity.open_minutes"], read["activity.days_with_entries"]]; // prettier-ignore
    return [{ key, content: month.map((value) => JSON.stringify(value)).join("|") }];
  });
}

const paidMonths: Copy = {
  what: "allowance's frozen rows of the sealed month",
  isPart: true,
  owner: sealedMonths,
  copy: frozenMonths,
};

/** Which sealed revision of another service a run says that it was computed from. */
const sealOf = (service: "activity" | "evaluation", table: string): Copy => ({
  what: `the run's seal of ${service}`,
  isPart: true,
  owner: from(
    service,
    `select concat_ws('/', agency_id, period, revision) as key, concat_ws('|', count, sha256) as content from ${table}`,
  ),
  copy: from(
    "allowance",
    `select concat_ws('/', agency_id, period, ${service}_revision) as key, concat_ws('|', ${service}_count, ${service}_sha256) as content
     from run where state <> 'FAILED'`,
  ),
});
const seals = [sealOf("activity", "period"), sealOf("evaluation", "evaluation_period")];

const copies = [employments, plans, closings, months, paidMonths, ...seals];

async function compare(queries: Queries, { what, owner, copy, isPart }: Copy): Promise<Finding> {
  const [owned, copied] = (await Promise.all([owner(queries), copy(queries)])).map(
    (rows) => new Map(rows.map(({ key, content }) => [key, content])),
  );
  const keys = new Set([...(isPart ? [] : (owned?.keys() ?? [])), ...(copied?.keys() ?? [])]);
  const wrong = [...keys].filter((key) => owned?.get(key) !== copied?.get(key));
  return finding(
    keys.size,
    wrong.map((key) => `${what} ${key}: ${String(copied?.get(key))}, the owner has ${String(owned?.get(key))}`),
  );
}

/** I5, heard: each copy that one service keeps of another's has the owner's versions and content. */
export async function checkCopies(queries: Queries): Promise<Finding> {
  return together(await Promise.all(copies.map((copy) => compare(queries, copy))));
}
