import { describe, expect, it } from "@jest/globals";
import { type OutgoingBatch } from "./produce.ts";
import fc from "fast-check";

import { inParts } from "./in-parts.ts";

const messageOf = (size: number) => ({ key: Buffer.from("k"), value: Buffer.alloc(size) });

async function sendsOf(sizes: readonly number[]): Promise<OutgoingBatch[]> {
  const sent: OutgoingBatch[] = [];
  const publish = inParts((batches) => Promise.resolve(sent.push(...batches)));
  await publish({ topic: "t", partition: 1, messages: sizes.map(messageOf) });
  return sent;
}
const lengths = (batch: OutgoingBatch): number[] => batch.messages.map(({ value }) => value?.length ?? 0);

describe("publishing in parts", () => {
  it.each([
    [[], []],
    [[10, 20], [[10, 20]]],
    [[500_000, 300_000, 200_000], [[500_000, 300_000], [200_000]]],
    [[950_000, 10], [[950_000], [10]]],
  ])("%j goes as %j", async (sizes, parts) => expect((await sendsOf(sizes)).map(lengths)).toEqual(parts)); // prettier-ignore

  it("keeps the order and sends no part that is too large", async () => {
    const sizes = fc.array(fc.nat(800_000), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(sizes, async (given) => {
        const sent = await sendsOf(given);
        expect(sent.flatMap(lengths)).toEqual(given);
        for (const part of sent)
          expect(lengths(part).reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(900_000);
        for (const { topic, partition } of sent) expect([topic, partition]).toEqual(["t", 1]);
      }),
      { numRuns: 30 },
    );
  });
});
