import { expect, it } from "@jest/globals";

import { type Entry } from "../api/types.ts";
import { differingParts, type VersionPart } from "./versions.ts";

const entry: Entry = {
  ...{ id: "i", version: 2, employmentId: "e", workDate: "2026-11-18", kind: "PLANNED", description: "Rapat" },
  ...{ planItemId: "p", startsAt: "08:00", endsAt: "09:00", place: "OFFICE" },
};

it.each<[VersionPart, Partial<Entry>]>([
  ["employment", { employmentId: "other" }],
  ["kind", { kind: "FREE" }],
  ["planItem", { planItemId: "q" }],
  ["task", { taskId: "t" }],
  ["reason", { reason: "Diminta camat" }],
  ["place", { place: "HOME" }],
  ["links", { evidenceUrls: ["https://drive.example/a"] }],
  ["files", { evidenceFileIds: ["0a"], evidenceFileNames: ["Notulen.pdf"] }],
])("two versions differ by %s", (part, more) => {
  expect(differingParts([entry, { ...entry, ...more }])).toEqual([part]);
});

it("versions that are alike but for what is always shown differ by nothing else", () => {
  expect(differingParts([entry, { ...entry, endsAt: "10:00", quantity: 3, description: "Rapat dinas" }])).toEqual([]);
  const named = { ...entry, evidenceFileIds: ["0a"], evidenceFileNames: ["Notulen.pdf"] };
  expect(differingParts([named, { ...named, evidenceFileNames: ["Foto.jpg"] }])).toEqual(["files"]);
});
