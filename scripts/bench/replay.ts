import { type ReportRow } from "../reports.ts";
import { type Effort } from "./edge.ts";
import { makeBatch } from "./logged.ts";
import { rowOf } from "./rows.ts";
import { interleaved, ratios } from "./sample.ts";
import { onPostgres, openStore, storeAll, writerBatch } from "./store.ts";
import { withOwner } from "./owner.ts";

interface Counts {
  readonly entries: number;
  readonly minutes: number;
}

/** T6: what is stored already comes once more, as after a writer that lost its offsets: nothing is added, and it costs less. */
export const benchReplay = ({ rounds, divisor }: Effort): Promise<ReportRow[]> =>
  onPostgres(async () => {
    const { database, store, people, positions, close } = await openStore();
    const counts = (): Promise<Counts> =>
      withOwner(database, async (client) => {
        const { rows } = await client.query<{ entries: bigint; minutes: bigint }>(
          "select (select count(*) from entry) as entries, (select coalesce(sum(minutes), 0)::int8 from day) as minutes",
        );
        return { entries: Number(rows[0]?.entries), minutes: Number(rows[0]?.minutes) };
      });
    const batchCount = Math.ceil(20 / divisor);
    let last: ReturnType<typeof makeBatch>[] = [];
    let before: Counts = { entries: 0, minutes: 0 };
    let added = 0;
    const rates = await interleaved(rounds, {
      fresh: async () => {
        last = Array.from({ length: batchCount }, () => makeBatch(people, positions, writerBatch));
        const rate = await storeAll(store, last);
        before = await counts();
        return rate;
      },
      replay: async () => {
        const again = last.map((batches) =>
          batches.map((batch) => {
            const from = positions[batch.partition] ?? 0n;
            positions[batch.partition] = from + 1n;
            return { ...batch, from, next: from + 1n };
          }),
        );
        const rate = await storeAll(store, again);
        const after = await counts();
        added += after.entries - before.entries + (after.minutes - before.minutes);
        return rate;
      },
    });
    await close();
    return [
      rowOf({
        id: "T6",
        what: "a stored batch once more: rate of a fresh one",
        unit: "times",
        values: ratios(rates.replay, rates.fresh),
        atLeast: 1.5,
      }),
      rowOf({ id: "T6", what: "rows and minutes that it added", unit: "", values: [added], atMost: 0 }),
    ];
  });
