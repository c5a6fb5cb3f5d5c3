import { randomUUID } from "node:crypto";
import { UsageError } from "../command-line.ts";
import { type Query } from "../invariants/finding.ts";
import { type Address } from "../platform/address.ts";
import { type Keyed, reasonsAgainst } from "./newer.ts";
import { most, type Place, type RedriveRequest } from "./options.ts";
import { atPlace, placeParams, placeText, rawRecordAt, settles } from "./parked.ts";

type Candidate = Keyed & { readonly isRedriven: boolean };

/** One row a record, however many consumers parked it; what was re-driven comes last, the longest ago first. */
const candidatesSql = (isOpen: string): string => `
  select topic, partition, record_offset as "offset", (array_agg(key order by key is null))[1] as key,
    bool_and(redriven_at is not null) as "isRedriven"
  from inbox_parked
  where ${isOpen} and ($1::text is null or strpos(cause, $1) > 0)
    and ($2::text[] is null or (topic, partition, record_offset) in (select * from unnest($2::text[], $3::int[], $4::bigint[])))
  group by topic, partition, record_offset
  order by bool_and(redriven_at is not null), max(redriven_at), min(parked_at), topic, partition, record_offset`;

/** What somebody has settled is published only where its place is named. */
async function candidatesOf(query: Query, { places, cause }: RedriveRequest): Promise<Candidate[]> {
  const isOpen = places === undefined && (await settles(query)) ? "settled_at is null" : "true";
  return query<Candidate>(candidatesSql(isOpen), [
    cause ?? null,
    places?.map(({ topic }) => topic) ?? null,
    places?.map(({ partition }) => partition) ?? null,
    places?.map(({ offset }) => String(offset)) ?? null,
  ]);
}

/** What was named is published whole or refused whole, before anything is. */
function checkNamed(
  places: readonly Place[],
  found: readonly Candidate[],
  reasons: ReadonlyMap<string, string>,
  again: boolean,
): void {
  const known = new Map(found.map((one) => [placeText(one), one]));
  const wrong = places.map(placeText).flatMap((text) => {
    const one = known.get(text);
    if (one === undefined) return [`${text} is not parked in this service`];
    const reason = one.isRedriven && !again ? "re-driven already (--again does it once more)" : reasons.get(text);
    return reason === undefined ? [] : [`${text}: ${reason}`];
  });
  if (wrong.length > 0) throw new UsageError(wrong.join("\n"));
} // prettier-ignore

/** Which of the records are published now, and what is to be said of the others. */
async function choose(query: Query, address: Address, request: RedriveRequest) {
  const found = await candidatesOf(query, request);
  const fresh = found.filter(({ isRedriven }) => request.again || !isRedriven);
  const reasons = await reasonsAgainst(address, fresh);
  if (request.places !== undefined) checkNamed(request.places, found, reasons, request.again);
  const good = fresh.filter((one) => !reasons.has(placeText(one)));
  const left = good.length - most;
  return {
    chosen: good.slice(0, most),
    notes: [
      ...[...Map.groupBy(reasons.values(), (reason) => reason)].map(([reason, { length }]) => `${length} left alone: ${reason}`),
      ...(left > 0 ? [`${left} more wait for another call`] : []),
    ],
  };
} // prettier-ignore

/** What is done to a record and its audit row leave together: the row keeps what the mark wrote over. */
const audited = (action: string, act: string, detail: string): string => `
  with done as (${act})
  insert into audit (at, actor, role, action, resource, object_id, request_id, detail)
  select now(), 'operator/' || $4, 'operator', '${action}', 'parked-record', $5, $6, jsonb_build_object('consumer', consumer, ${detail}) from done`;

/**
 * Before it is published: no month goes on without it while it is on its way. Its last place is forgotten, too, which is passed already and would
 * settle it at once.
 */
const waitSql = audited(
  "unsettle",
  `update inbox_parked set settled_at = null, settled_by = null, settled_reason = null, redriven_offset = null
   where ${atPlace} and settled_at is not null
   returning consumer, old.settled_at as at, old.settled_by as by, old.settled_reason as reason`,
  "'settledAt', at, 'settledBy', by, 'reason', reason",
);

/** Where something waits for it, it waits from now on until the record is taken in at its new place. */
const markSql = (isWaitedFor: boolean): string =>
  audited(
    "redrive",
    `update inbox_parked set redriven_at = now(), redriven_by = $4
       ${isWaitedFor ? ", settled_at = null, settled_by = null, settled_reason = null, redriven_offset = $7::bigint, redriven_offsets = redriven_offsets || $7::bigint" : ""}
     where ${atPlace}
     returning consumer, cause, value, old.redriven_at as last_at, old.redriven_by as last_by`,
    `'cause', left(cause, 500), 'sha256', coalesce(encode(sha256(value), 'hex'), ''), 'offset', $7::bigint, 'lastAt', last_at, 'lastBy', last_by`,
  );

/**
 * Publishes parked records once more, as they were but for a header that says so, at the end of their partitions, and marks each when all replicas have it. A crash between the
 * two leaves a record unmarked, which may then be published twice. That is harmless, as are the new order and the consumers that had read it before:
 * all of them drop doubles by id and compare versions; for compacted topics see `reasonsAgainst`. A record that fails again is parked again,
 * at its new offset, as a new row.
 */
export async function redrive(
  query: Query,
  address: Address,
  request: RedriveRequest,
  say: (line: string) => void,
): Promise<void> {
  const { chosen, notes } = await choose(query, address, request);
  const { connectProducer, redrivenFrom } = await import("@kinerja/common/messaging");
  const producer = connectProducer({ brokers: address.brokers, clientId: "dlq" });
  const isWaitedFor = await settles(query);
  let published = 0;
  try {
    for (const place of chosen) {
      const { topic, partition } = place;
      const { firstOffset, ...raw } = await rawRecordAt(query, place);
      const act = [...placeParams(place), request.by, placeText(place), randomUUID()];
      if (isWaitedFor) await query(waitSql, act);
      const headers = { ...raw.headers, [redrivenFrom]: placeText({ ...place, offset: firstOffset }) };
      const [stored] = await producer.send([{ topic, partition, messages: [{ ...raw, headers }] }]);
      published++;
      // Without its new place it would wait for ever: that is told by the producer.
      await query(markSql(isWaitedFor), [...act, stored?.baseOffset]);
      say(`${placeText(place)} is at ${stored?.baseOffset ?? "?"} now`);
    }
  } finally {
    for (const note of notes) say(note);
    say(`${published} published`);
    await producer.close();
  }
}
