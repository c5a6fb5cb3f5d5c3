import { describe, expect, it } from "@jest/globals";
import { type Period } from "@kinerja/common/kernel";

import { type Closing, type CopyProgress, createSealing } from "./seal.ts";

const period = "2026-10" as Period;
const graceMs = 120_000;

/** Months in closing, the log and one copy, as a test moves them. */
function openWorld(agencies: readonly string[] = ["a"]) {
  const months = new Map<string, Closing>(
    agencies.map((agencyId) => [agencyId, { agencyId, period, deadline: 0, offsets: undefined }]),
  );
  const world = {
    now: graceMs,
    end: 5n,
    position: 5n,
    copyEnd: 7n,
    copyTaken: 7n,
    spooled: 0n,
    parked: 0n,
    archived: 0n,
    decided: [] as string[],
    asked: 0,
    fixed: 0,
    sealed: [] as string[],
    broken: "",
    troubles: [] as string[],
  };
  const copies = (): Promise<CopyProgress[]> => {
    world.asked++;
    return Promise.resolve([{ name: "employments", ends: [world.copyEnd], taken: [world.copyTaken] }]);
  };
  const look = createSealing({
    store: {
      closings: () => Promise.resolve([...months.values()]),
      fixEnds: (closings, ends) => {
        world.fixed++;
        const offsets = ends.map((end) => (end > world.position ? end : world.position));
        const fixed = closings.map((closing) => ({ ...closing, offsets }));
        for (const closing of fixed) months.set(closing.agencyId, closing);
        return Promise.resolve(fixed);
      },
      positions: () => Promise.resolve(new Map([[0, world.position]])),
      parked: () => Promise.resolve(world.parked),
      archived: () => Promise.resolve(world.archived),
      seal: ({ agencyId }) => {
        if (agencyId === world.broken) return Promise.reject(new Error("a row that no statement takes"));
        months.delete(agencyId);
        return Promise.resolve(void world.sealed.push(agencyId));
      },
    },
    endOffsets: () => Promise.resolve([world.end]),
    spooledUpTo: (instant) => Promise.resolve(instant === 0 ? world.spooled : -1n),
    copies,
    beforeSeal: ({ agencyId }) => Promise.resolve(world.decided.push([agencyId, ...world.sealed].join(" after "))),
    now: () => world.now,
    graceMs,
    onTrouble: (error, agencyId) => void world.troubles.push(`${agencyId}: ${(error as Error).message}`),
  });
  return { world, look };
}

describe("a month that is due", () => {
  it("is sealed when the log and the copies have come so far", async () => {
    const { world, look } = openWorld(["a", "b"]);
    expect(await look()).toEqual({ sealed: 2, held: [] });
    expect(world).toMatchObject({ sealed: ["a", "b"], asked: 1, fixed: 1 });
  });

  it("waits for a copy that lags, up to what was there when it was first due, and is sealed then", async () => {
    const { world, look } = openWorld();
    world.copyTaken = 4n;
    expect(await look()).toEqual({ sealed: 0, held: [{ agencyId: "a", period, by: "employments", records: 3n }] });
    // A topic that goes on growing holds nothing back.
    Object.assign(world, { copyEnd: 900n, copyTaken: 6n });
    expect(await look()).toMatchObject({ sealed: 0, held: [{ records: 1n }] });
    world.copyTaken = 7n;
    expect(await look()).toEqual({ sealed: 1, held: [] });
  });

  it("waits until the spool is in the log, and only then for the log's end", async () => {
    const { world, look } = openWorld();
    world.spooled = 2n;
    expect(await look()).toEqual({ sealed: 0, held: [{ agencyId: "a", period, by: "spool", records: 2n }] });
    Object.assign(world, { spooled: 0n, end: 8n });
    expect(await look()).toMatchObject({ sealed: 0, held: [{ by: "log", records: 3n }] });
    // What the spool takes from now on was not accepted in time, whatever it says: the end stands.
    Object.assign(world, { spooled: 9n, position: 8n });
    expect(await look()).toEqual({ sealed: 1, held: [] });
  });

  it("waits for the log, and one that is due later for what is there later", async () => {
    const { world, look } = openWorld();
    world.position = 3n;
    expect(await look()).toMatchObject({ sealed: 0, held: [{ by: "log", records: 2n }] });
    Object.assign(world, { end: 9n, position: 5n });
    expect(await look()).toEqual({ sealed: 1, held: [] });
  });

  it("waits for what was put aside, once everything before its end is handled", async () => {
    const { world, look } = openWorld();
    Object.assign(world, { position: 4n, parked: 2n });
    expect(await look()).toMatchObject({ sealed: 0, held: [{ by: "log", records: 1n }] });
    world.position = 5n;
    expect(await look()).toEqual({ sealed: 0, held: [{ agencyId: "a", period, by: "parked", records: 2n }] });
    world.parked = 0n;
    expect(await look()).toEqual({ sealed: 1, held: [] });
  });

  it("waits for weeks that lie in the archive", async () => {
    const { world, look } = openWorld();
    world.archived = 2n;
    expect(await look()).toEqual({ sealed: 0, held: [{ agencyId: "a", period, by: "archived", records: 2n }] });
    world.archived = 0n;
    expect(await look()).toEqual({ sealed: 1, held: [] });
  });

  it("has its last open entries decided right before it is sealed, and not while anything holds it", async () => {
    const { world, look } = openWorld(["a", "b"]);
    world.parked = 1n;
    await look();
    expect(world.decided).toEqual([]);
    world.parked = 0n;
    await look();
    expect(world.decided).toEqual(["a", "b after a"]);
  });

  it("that meets an error is held by it, told and tried again; those behind it are sealed", async () => {
    const { world, look } = openWorld(["a", "b"]);
    world.broken = "a";
    expect(await look()).toEqual({ sealed: 1, held: [{ agencyId: "a", period, by: "error", records: 0n }] });
    expect(world).toMatchObject({ sealed: ["b"], troubles: ["a: a row that no statement takes"] });
    world.broken = "";
    expect(await look()).toEqual({ sealed: 1, held: [] });
  });

  it("is not looked at before the grace is over, and nobody asks for the copies", async () => {
    const { world, look } = openWorld();
    world.now = graceMs - 1;
    expect(await look()).toEqual({ sealed: 0, held: [] });
    expect(world.asked).toBe(0);
  });
});
