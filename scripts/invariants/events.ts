import { finding, queryOf, together, type Finding, type Queries } from "./finding.ts";
import { type Facts } from "./records.ts";
import { eventIdsOf } from "./versions.ts";

/** I5, told: nothing waits in an outbox once the platform is quiet. */
async function checkOutboxes(queries: Queries): Promise<Finding> {
  const findings = Object.entries(queries).map(async ([service, query]) => {
    const [row] = await query<{ count: bigint }>("select count(*) from outbox");
    const waiting = Number(row?.count ?? 0);
    return finding(1, waiting === 0 ? [] : [`${service}: ${waiting} events wait in the outbox`]);
  });
  return together(await Promise.all(findings));
}

/** I5, understood: no service that reads from Kafka has put a record aside that nobody has settled. */
async function checkParked(queries: Queries): Promise<Finding> {
  const findings = Object.entries(queries).map(async ([service, query]) => {
    const [there] = await query<{ has: boolean }>("select to_regclass('inbox_parked') is not null as has");
    if (there?.has !== true) return finding(0, []);
    const rows = await query<{ topic: string; cause: string }>(
      "select topic, cause from inbox_parked p where to_jsonb(p) ->> 'settled_at' is null",
    );
    return finding(1, rows.map(({ topic, cause }) => `${service} parked a record of ${topic}: ${cause}`)); // prettier-ignore
  });
  return together(await Promise.all(findings));
}

/** The one consumer whose effect is more than a newer copy, what it hears, and the row that each effect leaves. */
const closings = { consumer: "evaluation-closings", fact: "activity.period" };

/** I5, once: each closing that was told has one row in the inbox and had one effect. */
async function checkInbox(queries: Queries, facts: Facts): Promise<Finding> {
  const evaluation = queryOf(queries, "evaluation");
  const told = await eventIdsOf(facts, closings.fact);
  const rows = await evaluation<{ id: string; effects: bigint }>(
    `select event_id::text as id, (select count(*) from audit where action = 'take' and request_id = event_id::text) as effects
     from inbox where consumer = $1`,
    [closings.consumer],
  );
  const heard = new Map(rows.map(({ id, effects }) => [id, effects]));
  const wrong = [...new Set([...told, ...heard.keys()])].flatMap((id) => {
    const effects = heard.get(id);
    if (effects === undefined) return [`closing ${id} was told and not taken`];
    if (!told.has(id)) return [`closing ${id} was taken and never told`];
    return effects === 1n ? [] : [`closing ${id} had ${effects} effects`];
  });
  return finding(told.size, wrong);
}

export async function checkEvents(queries: Queries, facts: Facts): Promise<Finding> {
  return together([await checkOutboxes(queries), await checkParked(queries), await checkInbox(queries, facts)]);
}
