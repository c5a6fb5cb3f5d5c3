import { expect, it } from "@jest/globals";

import { type EvidenceKeep, keepEvidence, type NamedFile, type WaitingFile } from "./keep-evidence.ts";

/** Those that were tried longest ago first, as the table has it. */
function waitingRoom(fileIds: readonly string[]) {
  let waiting: WaitingFile[] = fileIds.map((fileId) => ({ fileId, personId: "siti", isOwn: fileId === "known" }));
  const kept: string[] = [];
  const without = (gone: NamedFile): WaitingFile[] => waiting.filter(({ fileId }) => fileId !== gone.fileId);
  const store: EvidenceKeep = {
    waiting: (limit) => Promise.resolve(waiting.slice(0, limit)),
    kept: (file) => {
      waiting = without(file);
      kept.push(file.fileId);
      return Promise.resolve();
    },
    missed: (file) => {
      waiting = [...without(file), ...waiting.filter(({ fileId }) => fileId === file.fileId)];
      return Promise.resolve();
    },
  };
  return { store, kept, waiting: () => waiting.map(({ fileId }) => fileId) };
}

const files = {
  keep: (fileId: string) => (fileId.startsWith("bad") ? Promise.reject(new Error(fileId)) : Promise.resolve(fileId !== "late")),
  isFrom: (fileId: string, personId: string) => Promise.resolve(personId === "siti" && !["foreign", "known"].includes(fileId)),
}; // prettier-ignore

it("keeps only what its person has uploaded, now or before", async () => {
  const room = waitingRoom(["foreign", "known", "a"]);
  const keep = keepEvidence({ files, store: room.store, onTrouble: () => undefined });
  expect(await keep()).toBe(2);
  expect([room.kept, room.waiting()]).toEqual([["known", "a"], ["foreign"]]);
});

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
