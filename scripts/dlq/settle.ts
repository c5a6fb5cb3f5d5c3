import { randomUUID } from "node:crypto";
import { UsageError } from "../command-line.ts";
import { type Query } from "../invariants/finding.ts";
import { type SettleRequest } from "./options.ts";
import { placeParams, placeText, settles } from "./parked.ts";

/** The mark and its audit row leave together. */
const settleSql = `
  with settled as (
    update inbox_parked set settled_at = now(), settled_by = $4, settled_reason = $5
    where topic = $1 and partition = $2 and record_offset = $3 and settled_at is null
    returning consumer, cause, value
  )
  insert into audit (at, actor, role, action, resource, object_id, request_id, detail)
  select now(), 'operator/' || $4, 'operator', 'settle', 'parked-record', $6, $7,
    jsonb_build_object('consumer', consumer, 'cause', left(cause, 500), 'sha256', coalesce(encode(sha256(value), 'hex'), ''), 'reason', $5::text)
  from settled returning object_id`;

/** What was named is settled whole or refused whole: a person says that nothing of these records counts, and months go on without them. */
export async function settle(query: Query, request: SettleRequest, say: (line: string) => void): Promise<void> {
  if (!(await settles(query)))
    throw new UsageError(`${request.service}: nothing waits for its parked records, so there is nothing to settle`);
  await query("begin");
  try {
    const wrong: string[] = [];
    for (const place of request.places) {
      const text = placeText(place);
      const params = [...placeParams(place), request.by, request.reason, text, randomUUID()];
      if ((await query(settleSql, params)).length === 0) wrong.push(`${text} is not parked in this service, or settled already`);
    }
    if (wrong.length > 0) throw new UsageError(wrong.join("\n"));
    await query("commit");
  } catch (error) {
    await query("rollback");
    throw error;
  }
  for (const place of request.places) say(`${placeText(place)} is settled`);
} // prettier-ignore
