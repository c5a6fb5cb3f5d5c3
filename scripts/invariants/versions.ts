import { finding, queryOf, together, type Finding, type Queries } from "./finding.ts";
import { factOf, type Fact, type Facts } from "./records.ts";

interface Told {
  readonly eventId: string;
  readonly version: bigint;
  readonly isGone: boolean;
}

/** Which aggregates of a service a topic tells of, and their versions in its database. */
interface Rule {
  readonly fact: string;
  readonly states: string;
  /** How versions follow each other: each one is told, from the first or from later on; or the newest alone, whatever lies between. */
  readonly steps: "from 1" | "each" | "newest";
}

const rules: readonly Rule[] = [
  { fact: "identity.person", steps: "from 1", states: "select id::text as key, version from person" },
  { fact: "identity.employment", steps: "from 1", states: "select id::text as key, version from employment" },
  { fact: "identity.unit", steps: "from 1", states: "select id::text as key, version from unit" },
  { fact: "identity.relation", steps: "from 1", states: "select id::text as key, version from relation" },
  { fact: "identity.calendar", steps: "newest", states: "select concat(agency_id, '/', year) as key, version from calendar" },
  { fact: "identity.revocation", steps: "newest", states: "select id::text as key, 1::bigint as version from session where ended_at is not null" },
  { fact: "identity.signing-key", steps: "newest", states: "select kid as key, 1::bigint as version from signing_key" },
  { fact: "planning.skp", steps: "from 1", states: "select id::text as key, facts::bigint as version from skp" },
  { fact: "activity.period", steps: "from 1", states: "select concat_ws('/', agency_id, period) as key, revision::bigint as version from period where revision > 0" },
  { fact: "evaluation.document", steps: "newest", states: "select concat_ws('/', person_id, term, agency_id) as key, max(version)::bigint as version from document group by 1" },
  { fact: "allowance.run", steps: "each", states: "select id::text as key, version::bigint from run where exists (select from batch where run_id = run.id and batch.state in ('POSTED', 'SETTLED'))" },
]; // prettier-ignore

type Decode = (value: Buffer) => { id: string; aggregateId: string; version: bigint; agencyId: string } | undefined;

/** Field 1 of every fact is its EventMeta; this message has little else. */
async function metaDecoder(): Promise<Decode> {
  const { PersonChanged } = await import("@kinerja/proto/identity/v1/identity_events");
  return (value) => PersonChanged.decode(value).meta;
}

/** What a topic tells of each aggregate, in the order of the log. */
function toldBy({ records }: Fact, fact: string, decode: Decode): { told: Map<string, Told[]>; wrong: string[] } {
  const told = new Map<string, Told[]>();
  const wrong: string[] = [];
  const add = (key: string, one: Told): void => void told.set(key, [...(told.get(key) ?? []), one]);
  for (const { key, value, partition, offset } of records) {
    const meta = value === null ? undefined : decode(value);
    if (value === null) add(key, { eventId: "", version: 0n, isGone: true });
    else if (meta === undefined) wrong.push(`${fact} ${partition}:${offset} says nothing about itself`);
    else {
      // A person's document of a term belongs to one agency.
      const aggregate = fact === "evaluation.document" ? `${meta.aggregateId}/${meta.agencyId}` : meta.aggregateId;
      add(aggregate, { eventId: meta.id, version: meta.version, isGone: false });
    }
  }
  return { told, wrong };
}

/** A relay that was killed sends again: of an event that stands twice, the last one counts. */
const withoutDoubles = (told: readonly Told[]): Told[] =>
  told.filter(
    ({ eventId, isGone }, index) => isGone || !told.slice(index + 1).some((later) => later.eventId === eventId),
  );

function orderFault(told: readonly Told[], steps: Rule["steps"], isWhole: boolean): string | undefined {
  const versions = withoutDoubles(told).flatMap(({ version, isGone }) => (isGone ? [] : [version]));
  const pairs = versions.slice(1).map((version, index) => [versions[index] ?? 0n, version] as const);
  const back = pairs.find(([one, next]) => next <= one);
  if (back !== undefined) return `version ${back[1]} comes after ${back[0]}`;
  if (steps === "newest" || !isWhole) return undefined;
  const gap = pairs.find(([one, next]) => next !== one + 1n);
  if (gap !== undefined) return `version ${gap[1]} follows ${gap[0]}`;
  return steps === "from 1" && versions[0] !== 1n ? `begins with version ${String(versions[0])}` : undefined;
}

function faultOf(told: readonly Told[], owned: bigint | undefined, { steps }: Rule, isWhole: boolean): string | undefined {
  const newest = told.at(-1);
  if (newest?.isGone) return owned === undefined ? undefined : `the topic says that it is gone, the owner has version ${owned}`;
  if (newest?.version !== owned) return `the topic's newest version is ${String(newest?.version)}, the owner's ${String(owned)}`;
  return orderFault(told, steps, isWhole);
} // prettier-ignore

/**
 * I5, told: the newest version that a topic has of each aggregate is the owner's, versions never go back, and they have no gap. A compacted topic may
 * have dropped older versions: gaps are looked for where every record that was ever written is still there. A year's calendar, an ended session and a
 * document are told in their newest state alone.
 */
export async function checkVersions(queries: Queries, facts: Facts): Promise<Finding> {
  const decode = await metaDecoder();
  const findings = rules.map(async (rule) => {
    const { fact, states } = rule;
    const topic = factOf(facts, fact);
    const { told, wrong } = toldBy(topic, fact, decode);
    const rows = await queryOf(queries, fact.split(".")[0] ?? "")<{ key: string; version: bigint }>(states);
    const owned = new Map(rows.map(({ key, version }) => [key, version]));
    const keys = new Set([...owned.keys(), ...told.keys()]);
    const faults = [...keys].flatMap((key) => {
      const fault = faultOf(told.get(key) ?? [], owned.get(key), rule, topic.isWhole);
      return fault === undefined ? [] : [`${fact} ${key}: ${fault}`];
    });
    return finding(keys.size, [...wrong, ...faults]);
  });
  return together(await Promise.all(findings));
}

/** Ids of the events on a topic, each once. */
export async function eventIdsOf(facts: Facts, fact: string): Promise<Set<string>> {
  const decode = await metaDecoder();
  const ids = factOf(facts, fact).records.flatMap(({ value }) => (value === null ? [] : (decode(value)?.id ?? [])));
  return new Set(ids);
}
