import { letterOf } from "../demo/letters.ts";
import { casesOf } from "../demo/cases.ts";
import { demoPassword } from "../demo/constants.ts";
import { agencyIdOf } from "../demo/ids.ts";
import { officersOf } from "../demo/officers.ts";
import { type DemoPerson, type Province } from "../demo/province.ts";
import { type Month } from "../demo/stage.ts";
import { together, type Finding, type Queries } from "./finding.ts";
import { checkResponses, markersFrom, type Markers, type Prober } from "./isolation.ts";
import { readRoutes, type ForeignObjects } from "./probes.ts";
import { type Facts } from "./records.ts";
import { checkFactTexts, checkLogs } from "./scan.ts";

export interface DemoWorld {
  readonly province: Province;
  readonly month: Month;
  /** Address of the gateway. */
  readonly url: string;
  /** Where the services write their logs. */
  readonly logs: string;
}

interface Owned {
  readonly id: string;
  readonly agency: string;
}

/** Objects of each database that belong to one agency. */
const owned: Readonly<Record<string, string>> = {
  identity: `select id::text, agency_id::text as agency from unit union all select id::text, agency_id::text from employment
    union all select min(person_id::text), min(agency_id::text) from employment group by person_id having count(distinct agency_id) = 1`,
  planning: "select skp_id::text as id, agency_id::text as agency from skp_owner",
  activity:
    "select id::text, agency_id::text as agency from entry union all select id::text, agency_id::text from corrected_day",
  allowance: `select id::text, agency_id::text as agency from run union all select id::text, agency_id::text from policy
    union all select id::text, agency_id::text from export_file union all select id::text, agency_id::text from correction_case
    union all select id::text, agency_id::text from objection`,
};

async function markersOf(queries: Queries, { province }: DemoWorld): Promise<Markers> {
  const markers = new Map(province.agencies.map((agency) => [letterOf(agency), agencyIdOf(agency.siasnId)]));
  for (const [service, sql] of Object.entries(owned))
    for (const { id, agency } of (await queries[service]?.<Owned>(sql)) ?? []) markers.set(id, agency);
  return markersFrom(markers);
}

/** The newest object of each kind. */
const samples: readonly (readonly [name: string, service: string, sql: string])[] = [
  ["unitId", "identity", "select id::text from unit where agency_id = $1 order by parent_id nulls last, id limit 1"],
  ["employmentId", "identity", "select id::text from employment where agency_id = $1 order by id limit 1"],
  // Whoever holds a role in another agency is named there with good reason.
  [
    "personId",
    "identity",
    `select person_id::text as id from employment where person_id not in (select person_id from role_grant) group by person_id
       having count(distinct agency_id) = 1 and min(agency_id::text) = $1::text order by person_id limit 1`,
  ],
  ["importId", "identity", "select id::text from import where $1 = any (agency_ids) order by id limit 1"],
  ["skpId", "planning", "select skp_id::text as id from skp_owner where agency_id = $1 order by skp_id limit 1"],
  ["entryId", "activity", "select id::text from entry where agency_id = $1 order by id limit 1"],
  ["fileId", "activity", "select file_id as id from evidence_file where agency_id = $1 order by file_id limit 1"],
  ["correctionId", "activity", "select id::text from corrected_day where agency_id = $1 order by id limit 1"],
  ["runId", "allowance", "select id::text from run where agency_id = $1 order by id limit 1"],
  ["policyId", "allowance", "select id::text from policy where agency_id = $1 order by id limit 1"],
  // The same one, in an agency that has no other.
  ["otherId", "allowance", "select id::text from policy where agency_id = $1 order by id desc limit 1"],
  ["exportFileId", "allowance", "select id::text from export_file where agency_id = $1 order by id limit 1"],
  ["caseId", "allowance", "select id::text from correction_case where agency_id = $1 order by id limit 1"],
  ["objectionId", "allowance", "select id::text from objection where agency_id = $1 order by id limit 1"],
];

async function objectsOf(queries: Queries, { month }: DemoWorld, agencyId: string): Promise<ForeignObjects> {
  const found: Record<string, string> = {};
  for (const [name, service, sql] of samples) {
    const [row] = (await queries[service]?.<{ id: string }>(sql, [agencyId])) ?? [];
    if (row !== undefined) found[name] = row.id;
  }
  const { period, workingDays } = month;
  const days = { fromDate: workingDays[0] ?? "", toDate: workingDays.at(-1) ?? "", weekStart: `${period}-05` };
  return { ...found, ...days, agencyId, period, year: period.slice(0, 4), batch: "1" };
}

async function signIn(url: string, { nip }: DemoPerson): Promise<string> {
  const answer = await fetch(`${url}/v1/auth:signIn`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ nip, password: demoPassword }),
    signal: AbortSignal.timeout(20_000),
  });
  if (!answer.ok) throw new Error(`a prober cannot sign in: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { tokens: { accessToken: string } }).tokens.accessToken;
}

/** Of each agency an employee, a superior and the personnel officer; whoever has something to do with two agencies asks nothing. */
async function probersOf({ province, month, url }: DemoWorld): Promise<Prober[]> {
  const moved = new Set(casesOf({ province, month }).moves.map(({ before }) => before.nip));
  const officers = officersOf({ province });
  const probers = province.agencies.map(async ({ siasnId }): Promise<Prober[]> => {
    const own = officers[siasnId];
    const busy = new Set([...moved, ...Object.values(own ?? {}).map(({ nip }) => nip)]);
    const people = province.people.filter(({ agency, nip }) => agency.siasnId === siasnId && !busy.has(nip));
    const chosen = [
      ["an employee", people.find(({ head }) => !head)],
      ["a superior", people.find(({ head, positionClass }) => head && positionClass === 11)],
      ["a personnel officer", own?.personnel],
    ] as const;
    const agencyId = agencyIdOf(siasnId);
    const signedIn = chosen.map(async ([who, person]) =>
      person === undefined ? [] : [{ agencyId, who: `${who} of ${siasnId}`, token: await signIn(url, person) }],
    );
    return (await Promise.all(signedIn)).flat();
  });
  return (await Promise.all(probers)).flat();
}

/** I10: no answer, record of Kafka or log line shows anybody what belongs to an agency that they may not see. */
export async function checkIsolation(queries: Queries, world: DemoWorld, facts: Facts): Promise<Finding> {
  const agencies = world.province.agencies.map(({ siasnId }) => agencyIdOf(siasnId));
  const objects = new Map<string, ForeignObjects>();
  for (const [index, agency] of agencies.entries())
    objects.set(agency, await objectsOf(queries, world, agencies[(index + 1) % agencies.length] ?? ""));
  const markers = await markersOf(queries, world);
  const responses = await checkResponses(world.url, {
    routes: readRoutes(),
    probers: await probersOf(world),
    markers,
    objectsOf: (agencyId) => objects.get(agencyId) ?? {},
  });
  const nips = new Set(world.province.people.map(({ nip }) => nip));
  return together([
    responses,
    await checkFactTexts(facts, markers, nips),
    checkLogs(world.logs, world.province.agencies.map(letterOf)),
  ]);
}
