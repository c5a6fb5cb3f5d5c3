import { expect, it } from "@jest/globals";

import { type EvidenceKeep, keepEvidence } from "./keep-evidence.ts";

/** Those that were tried longest ago first, as the table has it. */
function waitingRoom(fileIds: readonly string[]) {
  let waiting = [...fileIds];
  const kept: string[] = [];
  const without = (gone: readonly string[]): string[] => waiting.filter((fileId) => !gone.includes(fileId));
  const store: EvidenceKeep = {
    waiting: (limit) => Promise.resolve(waiting.slice(0, limit)),
    kept: (ids) => {
      waiting = without(ids);
      kept.push(...ids);
      return Promise.resolve();
    },
    missed: (ids) => {
      waiting = [...without(ids), ...ids];
      return Promise.resolve();
    },
  };
  return { store, kept, waiting: () => waiting };
}

const files = { keep: (fileId: string) => (fileId.startsWith("bad") ? Promise.reject(new Error(fileId)) : Promise.resolve(fileId !== "late")) }; // prettier-ignore

it("goes on behind a file that the store has trouble with, and lets it wait behind the others", async () => {
  const room = waitingRoom(["bad", "late", "a", "b"]);
  const troubles: unknown[] = [];
  const keep = keepEvidence({ files, store: room.store, onTrouble: (error) => troubles.push(error) });
  expect(await keep()).toBe(2);
  expect([room.kept, room.waiting()]).toEqual([["a", "b"], ["bad", "late"]]); // prettier-ignore
  expect(troubles).toEqual([new Error("bad")]);
});

it("asks a store that is away ten times a look, and for others the next time", async () => {
  const bad = Array.from({ length: 12 }, (_, index) => `bad ${index}`);
  const room = waitingRoom([...bad, "a"]);
  let troubles = 0;
  const keep = keepEvidence({ files, store: room.store, onTrouble: () => (troubles += 1) });
  expect([await keep(), troubles]).toEqual([0, 10]);
  expect([await keep(), room.kept]).toEqual([1, ["a"]]);
});
