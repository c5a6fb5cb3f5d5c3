import { describe, expect, it } from "@jest/globals";
import { allHold, controlsAreNoticed, seedsDecide } from "@kinerja/common/testing/histories";
import { createCrew, createWorld } from "@kinerja/common/testing/simulation";

import { checks } from "./checks.ts";
import { controls } from "./controls.ts";
import { play } from "./history.ts";
import { createPlant, realParts, writer } from "./plant.ts";

describe("the promises of ingest and writer", () => {
  const felt = [
    ...["has ended", "is frozen", "asked to end", "request lost", "answer lost", "commit lost", "brokers are away"],
    ...[
      "database is killed",
      "spool is killed",
      "NOT_LEADER",
      "is refused",
      "spool keeps",
      "unreadable",
      "stranger goes",
    ],
  ];
  allHold(play, 250, felt);
  seedsDecide(play);
  controlsAreNoticed(play, { controls, checks }, 300);
});

describe("a log that has lost what is not stored", () => {
  it("stops the writer instead of being skipped", async () => {
    const world = createWorld(1);
    const plant = createPlant(world, { partitions: 1, brokers: 1 }, realParts);
    plant.log.append(
      0,
      [1, 2, 3].map((byte) => ({ key: null, value: Buffer.from([byte]) })),
    );
    plant.log.deleteBefore(0, 2n);
    createCrew(world, "writer", writer(plant));
    const crash = "writer crashes: Partition 0 goes on at 2, the database is at 0.";
    const hasCrashed = (): boolean => world.trace.some((line) => line.endsWith(crash));
    expect(await world.run(hasCrashed, { ms: 20_000, steps: 2_000 })).toBe(true);
    expect(plant.store.tables.journal.filter(({ kind }) => kind === "batch")).toEqual([]);
  });
});
