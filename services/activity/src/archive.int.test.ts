import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Day, type Period } from "@kinerja/common/kernel";

import { openArchiveStore } from "./adapters/postgres/archive-store.ts";
import { archivedWeeksOf } from "./adapters/postgres/archived.ts";
import { archiveWeeks, restoreWeek } from "./app/archive.ts";
import { type Manifest, weeksToArchive } from "./domain/archive.ts";
import {
  agencyId,
  callerOf,
  clock,
  employee,
  employmentId,
  now,
  officer,
  secondOfficer,
  startThinPath,
  superior,
} from "./testing/thin.ts";
import { entryOf } from "./testing/world.ts";

let use: Awaited<ReturnType<typeof startThinPath>>;
let folder: string;
let store: Awaited<ReturnType<typeof openArchiveStore>>;

beforeAll(async () => {
  use = await startThinPath();
  folder = await mkdtemp(join(tmpdir(), "archive-"));
  store = await openArchiveStore(use.database.url("owner"), folder);
}, 60_000);
afterAll(async () => {
  await store.stop();
  await rm(folder, { recursive: true });
  await use.stop();
}, 30_000);

const october = {
  personId: undefined,
  from: "2026-10-01",
  to: "2026-10-31",
  pageSize: undefined,
  pageToken: undefined,
};
const list = async (after?: string) => (await use.list(callerOf(employee), { ...october, after })).entries;
const month = (period: string) => use.month(callerOf(employee), { personId: undefined, period, after: undefined });
const archive = (keepWeeks = 20) => archiveWeeks({ store, now })(keepWeeks);
async function asOwner<Row>(sql: string): Promise<Row[]> {
  const owner = await use.database.administrator();
  return owner.query<Row>(sql).finally(() => owner.stop());
}

/** Tables of the week that are in the database. */
const parts = async (): Promise<string[]> =>
  (await asOwner<{ name: string }>("select relname as name from pg_class where relname ~ '^entry(_version|_conflict)?_2026w41$' order by 1"))
    .map(({ name }) => name); // prettier-ignore

describe("weeks of long ago", () => {
  const entry = entryOf(now(), {
    employmentId,
    workDate: "2026-10-05",
    description: "Rapat\tdengan \\ dan\nbaris baru",
  });

  it("stay while a month of theirs is not sealed", async () => {
    const results = await use.record([
      entry,
      { ...entry, description: "Isi lain" },
      { ...entry, version: 2, endsAt: "10:00" },
    ]);
    const last = results.at(-1)?.outcome;
    if (last?.$case !== "receipt") throw new Error(JSON.stringify(results));
    await list(last.value.position);
    const decision = { personId: employee, kind: "approved" as const, reason: undefined, note: undefined };
    await use.decide(callerOf(superior), { ...decision, seen: [{ entryId: entry.id, version: 2 }] });
    clock.set("2027-04-20T00:00:00Z");
    const [kept] = (await archive()).filter(({ openMonths }) => openMonths.length > 0);
    expect(kept).toMatchObject({ week: { name: "2026w41" }, tables: [], openMonths: [`${agencyId}/2026-10`] });
    expect(await list()).toHaveLength(1);
  });

  it("lie in files afterwards, each with a manifest that tells its rows and its hash", async () => {
    await use.close(callerOf(officer), { agencyId, period: "2026-10" });
    clock.advance(7 * 86_400_000);
    expect(await use.sealDue()).toBe(1);
    const archived = await archive();
    const week = archived.find(({ week: { name } }) => name === "2026w41");
    expect(week?.tables.map(({ table, rows }) => [table, rows])).toEqual([
      ["entry", 1],
      ["entry_version", 1],
      ["entry_conflict", 1],
    ]);
    expect((await readdir(folder)).filter((name) => name.includes("2026w41"))).toHaveLength(6);
    expect(await list()).toEqual([]);
    expect(await asOwner("select relname from pg_class where relname like 'entry%2026w41%'")).toEqual([]);
    expect(await archive()).toEqual([]);
    // What counted is still known.
    const { days, archivedWeeks } = await month("2026-10");
    expect(days).toMatchObject([{ workDate: "2026-10-05", approvedMinutes: 150 }]);
    expect(archivedWeeks).toEqual(["2026w41"]);
    expect((await month("2026-11")).archivedWeeks).toEqual([]);
  });

  it("keep their months sealed as they are: opening one again would count without them", async () => {
    const october = { agencyId, period: "2026-10" };
    const reason = "Gangguan jaringan 30 Oktober, SE Sekda 17/2026";
    await expect(use.proposeReopening(callerOf(officer), { ...october, reason })).rejects.toMatchObject({
      ...{ kind: "refused", code: "WEEKS_ARCHIVED", params: { period: "2026-10", weeks: "2026w41" } },
    });
    expect(await use.period(callerOf(officer), october)).toMatchObject({ state: "sealed", reopenings: [] });
    // Weeks in which a month, or another agency, has nothing are not asked for.
    const closer = await use.database.db("closer");
    const weeksOf = (agency: string, period: string) =>
      archivedWeeksOf(closer, { agencyId: agency, period: period as Period });
    expect(await weeksOf(agencyId, "2026-10")).toEqual(["2026w41"]);
    expect([await weeksOf(agencyId, "2026-11"), await weeksOf(randomUUID(), "2026-10")]).toEqual([[], []]);
    await closer.stop();
  });

  it("come back as they were, and stay for as long as somebody reads them", async () => {
    await restoreWeek({ store })("2026w41");
    const history = await use.history(callerOf(employee), { personId: undefined, entryId: entry.id });
    expect(history.current).toMatchObject({ version: 2, state: "approved", minutes: 150 });
    expect([history.others.length, history.conflicts.length]).toEqual([1, 1]);
    expect(await list()).toHaveLength(1);
    expect((await month("2026-10")).archivedWeeks).toEqual([]);
    expect(await archive()).toEqual([]);
  });

  it("let their month be opened again once they are back, and hold it when they went in between", async () => {
    const october = { agencyId, period: "2026-10" };
    const reason = "Gangguan jaringan 30 Oktober, SE Sekda 17/2026";
    const { reopenings } = await use.proposeReopening(callerOf(officer), { ...october, reason });
    const confirm = () =>
      use.decideReopening(callerOf(secondOfficer), {
        ...october,
        kind: "confirm",
        reopeningId: reopenings[0]?.id ?? "",
      });
    const setAside = (isAway: boolean) =>
      asOwner(`update archived_week set restored_at = ${isAway ? "null" : "now()"} where table_name = 'entry_version'`);
    await setAside(true);
    const archived = expect.objectContaining({ code: "WEEKS_ARCHIVED" });
    await expect(confirm()).rejects.toEqual(archived);
    await setAside(false);
    expect((await confirm()).state).toBe("reopened");
    await setAside(true);
    await expect(use.close(callerOf(officer), october)).rejects.toEqual(archived);
    await setAside(false);
    expect((await use.close(callerOf(officer), october)).state).toBe("closing");
    clock.advance(600_000);
    await setAside(true);
    expect(await use.look()).toMatchObject({ sealed: 0, held: [{ by: "archived", records: 1n }] });
    await setAside(false);
    expect(await use.sealDue()).toBe(1);
    expect(await use.period(callerOf(officer), october)).toMatchObject({ state: "sealed", revision: 2, count: 1n });
  });

  it("are dropped when the disk holds their files and the names of them, not before", async () => {
    await asOwner("update archived_week set restored_at = '2020-01-01'");
    const synced: string[] = [];
    const careful = await openArchiveStore(use.database.url("owner"), join(folder, "new", "deep"), async (path) => {
      const dropped = 3 - (await parts()).length;
      synced.push(`${relative(folder, path)} with ${dropped} dropped`);
    });
    await archiveWeeks({ store: careful, now })(20);
    await restoreWeek({ store: careful })("2026w41");
    await careful.stop();
    const filesOf = (table: string, dropped: number) =>
      [`/${table}_2026w41.copy.gz.part`, `/${table}_2026w41.json`, ""].map(
        (name) => `new/deep${name} with ${dropped} dropped`,
      );
    expect(synced).toEqual([
      "new with 0 dropped",
      " with 0 dropped",
      ...["entry", "entry_version", "entry_conflict"].flatMap(filesOf),
    ]);
  });

  it("are not taken back from a file that somebody has touched", async () => {
    await asOwner("update archived_week set restored_at = '2020-01-01'");
    const tables = (await archive()).flatMap((one) => one.tables);
    expect(tables).toHaveLength(3);
    const file = join(folder, "entry_2026w41.json");
    const manifest = JSON.parse(await readFile(file, "utf8")) as Manifest;
    await writeFile(file, JSON.stringify({ ...manifest, sha256: "0".repeat(64) }));
    await expect(restoreWeek({ store })("2026w41")).rejects.toThrow(/does not have the hash of its manifest/);
    await writeFile(file, JSON.stringify({ ...manifest, rows: manifest.rows + 1 }));
    await expect(restoreWeek({ store })("2026w41")).rejects.toThrow(/1 rows, its manifest says 2/);
    expect(await asOwner("select relname from pg_class where relname like 'entry%2026w41%'")).toEqual([]);
  });

  it("are gone on with where a run was cut off", async () => {
    await rm(join(folder, "entry_2026w41.json"));
    expect(await restoreWeek({ store })("2026w41")).toHaveLength(2);
    await asOwner("update archived_week set restored_at = '2020-01-01'");
    await store.detach("entry_version", { name: "2026w41", monday: "2026-10-05" as Day });
    const failing = await openArchiveStore(use.database.url("owner"), folder, () => Promise.reject(new Error("EIO")));
    await expect(archiveWeeks({ store: failing, now })(20)).rejects.toThrow("EIO");
    await failing.stop();
    expect(await parts()).toEqual(["entry_conflict_2026w41", "entry_version_2026w41"]);
    const [again] = await archive();
    expect(again?.tables.map(({ table }) => table)).toEqual(["entry_version", "entry_conflict"]);
  });
});

describe("which weeks are old", () => {
  const weeks = ["2026-03-02", "2026-02-23", "2026-01-05"].map((monday) => ({ name: monday, monday: monday as Day }));
  it.each<[number, string[]]>([
    [105, []],
    [24, ["2026-01-05"]],
    [0, ["2026-01-05", "2026-02-23"]],
  ])("when %s are kept", (keep, old) =>
    expect(weeksToArchive(weeks, "2026-07-21" as Day, keep).map(({ name }) => name)).toEqual(old),
  );
});
