import type { EachBatchPayload } from "../../messaging/kafkajs.ts";
import { type Group, groupError, typeOf } from "./group.ts";
import type { SimulatedLog } from "./log.ts";
import type { Membership } from "./membership.ts";

export type FetchedBatch = EachBatchPayload["batch"];

/** Records that one fetch brings of a partition at most. */
const fetchLimit = 6;

/** Whoever asks for what was deleted goes on at the beginning: fromBeginning. */
function batchOf(log: SimulatedLog, partition: number, asked: bigint): FetchedBatch {
  const records = log.partitions[partition] ?? [];
  const begin = log.beginOf(partition);
  const from = Number(asked < begin ? begin : asked);
  const messages = records.slice(from, from + fetchLimit).map((record) => ({
    ...record,
    offset: String(record.offset),
    timestamp: String(record.timestamp),
  }));
  const batch = { topic: log.topic, partition, highWatermark: String(records.length), messages };
  return batch as unknown as FetchedBatch;
}

/** kafkajs asks for committed offsets of whatever it knows none; a seek only says where to go on. */
async function seekAndResolve(member: Membership, group: Group, isHere: (partition: number) => boolean): Promise<void> {
  const { place } = member;
  for (const partition of place.assigned.filter(isHere)) {
    const offset = place.seeks.get(partition);
    place.seeks.delete(partition);
    if (offset !== undefined) place.next.set(partition, offset);
  }
  const { assigned, next } = place;
  const unknown = assigned.filter((partition) => !next.has(partition));
  if (unknown.length === 0) return;
  const known = await member.ask("committed offsets", () => unknown.map((one) => group.committed(one) ?? 0n));
  for (const [index, partition] of unknown.entries()) if (!next.has(partition)) next.set(partition, known[index] ?? 0n);
}

export interface FetchParts {
  readonly log: SimulatedLog;
  readonly group: Group;
  readonly waitMs: number;
  readonly handle: (batch: FetchedBatch) => Promise<void>;
}

async function fetch(member: Membership, broker: number, { log, group, waitMs }: FetchParts): Promise<FetchedBatch[]> {
  const isHere = (partition: number): boolean => log.leaderOf(partition) === broker;
  await seekAndResolve(member, group, isHere);
  const { assigned, next, paused } = member.place;
  const wanted = assigned
    .filter((partition) => isHere(partition) && next.has(partition) && !paused.has(partition))
    .map((partition) => ({ partition, from: next.get(partition) ?? 0n }));
  if (wanted.length === 0) {
    await member.sleep(waitMs);
    return [];
  }
  const batches = await member.ask(
    `fetch ${wanted.map(({ partition, from }) => `${partition}:${from}`).join()}`,
    async () => {
      await log.read(wanted, waitMs);
      if (!wanted.every(({ partition }) => isHere(partition))) throw groupError("NOT_LEADER_FOR_PARTITION");
      return wanted.map(({ partition, from }) => batchOf(log, partition, from));
    },
  );
  const { place } = member;
  const isHeld = (partition: number): boolean => place.seeks.has(partition) || place.paused.has(partition);
  return batches.filter(({ partition, messages }) => messages.length > 0 && !isHeld(partition));
}

/** Where a leader has moved, kafkajs joins the group again from within this fetch, while other fetchers go on. */
async function fetchOrJoin(member: Membership, broker: number, parts: FetchParts): Promise<FetchedBatch[]> {
  try {
    return await fetch(member, broker, parts);
  } catch (error) {
    if (typeOf(error) !== "NOT_LEADER_FOR_PARTITION") throw error;
    await member.join();
    return [];
  }
}

/**
 * A fetcher for each broker, each of which waits for all of its batches and takes no partition that another one is handling; when one fails the
 * others end what they have begun.
 */
export async function fetchAll(member: Membership, parts: FetchParts): Promise<void> {
  const failures: unknown[] = [];
  const handling = new Map<number, number>();
  const goesOn = (): boolean => member.isRunning && failures.length === 0;
  const turn = async (broker: number): Promise<void> => {
    const fetched = await fetchOrJoin(member, broker, parts);
    if (!goesOn()) return;
    if (fetched.length === 0) await member.beat();
    const batches = fetched.filter(({ partition }) => (handling.get(partition) ?? broker) === broker);
    for (const { partition } of batches) handling.set(partition, broker);
    const handled = await Promise.allSettled(batches.map(parts.handle));
    for (const { partition } of batches) handling.delete(partition);
    for (const one of handled) if (one.status === "rejected") throw one.reason;
  };
  const fetchers = Array.from({ length: parts.log.brokers }, async (_, broker) => {
    while (goesOn()) await turn(broker).catch((error: unknown) => failures.push(error));
  });
  await Promise.all(fetchers);
  if (failures.length > 0) throw failures[0];
}
