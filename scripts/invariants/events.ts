import { finding, type Finding, type Query } from "./finding.ts";

/** I5, told: nothing waits in an outbox once the platform is quiet. */
export async function checkOutbox(service: string, query: Query): Promise<Finding> {
  const [row] = await query<{ count: bigint }>("select count(*) from outbox");
  const waiting = Number(row?.count ?? 0);
  return finding(1, waiting === 0 ? [] : [`${service}: ${waiting} events wait in the outbox`]);
}

/** I5, heard: activity's copy of the employments equals identity's own. */
export async function checkEmploymentCopy(identity: Query, activity: Query): Promise<Finding> {
  type Row = { readonly id: string; readonly version: bigint };
  const owned = await identity<Row>("select id, version from employment");
  const copied = new Map(
    (await activity<Row>("select id, version from employment_copy")).map((row) => [row.id, row.version]),
  );
  const wrong = owned.filter(({ id, version }) => copied.get(id) !== version);
  return finding(
    owned.length,
    wrong.map(({ id, version }) => `employment ${id}: version ${version}, the copy has ${String(copied.get(id))}`),
  );
}

/** I5, parked: no record was set aside as unreadable. */
export async function checkParked(service: string, query: Query): Promise<Finding> {
  const rows = await query<{ topic: string; cause: string }>("select topic, cause from inbox_parked limit 20");
  return finding(1, rows.map(({ topic, cause }) => `${service} parked a record of ${topic}: ${cause}`)); // prettier-ignore
}
