import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { type Database } from "@kinerja/common/postgres";
import { openArchiveStore } from "../../services/activity/src/adapters/postgres/archive-store.ts";
import { archiveWeeks } from "../../services/activity/src/app/archive.ts";
import { agencyId, callerOf, clock, employee, employmentId, now, officer, startThinPath } from "../../services/activity/src/testing/thin.ts"; // prettier-ignore
import { entryOf } from "../../services/activity/src/testing/world.ts";
import { type Finding, type Query } from "./finding.ts";
import { type HistoryLine } from "./history.ts";
import { checkLog } from "./log.ts";
import { checkDays } from "./months.ts";
import { checkOrder } from "./order.ts";
import { readFacts, type Facts } from "./records.ts";

jest.setTimeout(60_000);

const history: HistoryLine[] = [];
let use: Awaited<ReturnType<typeof startThinPath>>;
let store: Awaited<ReturnType<typeof openArchiveStore>>;
let folder: string;
let all: Database;
let facts: Facts;

/** An entry that was changed and has a twin; its month is sealed, and its week lies in files half a year later. */
beforeAll(async () => {
  use = await startThinPath();
  folder = await mkdtemp(join(tmpdir(), "archive-"));
  store = await openArchiveStore(use.database.url("owner"), folder);
  all = await use.database.administrator();
  const entry = entryOf(now(), { employmentId, workDate: "2026-10-05", description: "Rapat\tdengan \\ dan\nbaris" });
  const results = await use.record([
    entry,
    { ...entry, description: "Dari gawai lain" },
    { ...entry, version: 2, endsAt: "10:00" },
  ]);
  let after = "";
  for (const { id, version, outcome } of results) {
    if (outcome?.$case !== "receipt") throw new Error(JSON.stringify(outcome));
    after = outcome.value.position;
    const who = { person: employee, agency: agencyId, id, version };
    history.push({ op: "invoke", ...who }, { op: "ok", ...who, sha256: outcome.value.bodySha256 });
  }
  const paging = { personId: undefined, pageSize: undefined, pageToken: undefined };
  await use.list(callerOf(employee), { ...paging, from: "2026-10-05", to: "2026-10-05", after });
  clock.set("2027-04-20T00:00:00Z");
  await use.close(callerOf(officer), { agencyId, period: "2026-10" });
  clock.advance(7 * 86_400_000);
  await use.sealDue();
  await archiveWeeks({ store, now })(20);
  const [told] = await all.query<{ topic: string }>("select topic from outbox");
  const brokers = (process.env["TEST_KAFKA_BROKERS"] ?? "").split(",");
  facts = await readFacts({ brokers, site: told?.topic.split(".")[1] ?? "" });
}, 60_000);
afterAll(async () => {
  await Promise.all([store.stop(), all.stop(), rm(folder, { recursive: true })]);
  await use.stop();
}, 30_000);

const look = async (archive?: string): Promise<Finding[]> => {
  const activity: Query = (sql, params = []) => all.query(sql, [...params]);
  const { I1, I2 } = await checkLog(activity, history, archive);
  return [I1, I2, await checkDays(activity), await checkOrder(activity, facts, archive)];
};
const violations = (findings: readonly Finding[]): number[] => findings.map((one) => one.violations);
const healthy = [0, 0, 0, 0];
/** Of four weeks; all but one are empty. */
const tables = 12;

describe("weeks that were archived", () => {
  it("are stored like any other", async () => {
    expect(await all.query("select from entry")).toEqual([]);
    const findings = await look(folder);
    expect(violations(findings)).toEqual(healthy);
    // Three receipts and twelve files; two versions, one with a twin.
    expect(findings.slice(0, 2).map(({ checked }) => checked)).toEqual([3 + tables, 2]);
  });

  it("are missed when nobody says where they lie", async () => {
    expect(violations(await look())).toEqual([tables, 0, 0, 0]);
  });

  const [data, manifest] = ["entry_2026w41.copy.gz", "entry_2026w41.json"];
  it.each<[string, (copy: string) => Promise<unknown>, RegExp]>([
    ["a file that is gone", (copy) => rm(join(copy, data)), /entry_2026w41: Error: ENOENT/],
    ["a file that is no archive", (copy) => writeFile(join(copy, data), "?"), /entry_2026w41: Error: unexpected end/],
    [
      "a file with other rows",
      (copy) => changed(join(copy, data)),
      /entry_2026w41: its file is not what was taken out/,
    ],
    ["a manifest that is gone", (copy) => rm(join(copy, manifest)), /entry_2026w41: Error: ENOENT/],
    ["a row less than was taken out", () => countRows(2), /entry_2026w41: its file has 1 rows, 2 were taken out/],
  ])("are missed, once, for %s", async (_, harm, why) => {
    const copy = await mkdtemp(join(tmpdir(), "archive-"));
    await cp(folder, copy, { recursive: true });
    await harm(copy);
    const findings = await look(copy);
    await countRows(1);
    await rm(copy, { recursive: true });
    expect(violations(findings)).toEqual([1, 0, 0, 0]);
    expect(findings[0]?.examples).toEqual([expect.stringMatching(why)]);
  });
  const countRows = (rows: number) =>
    all.query("update archived_week set row_count = $1 where table_name = 'entry' and week = '2026w41'", [rows]);
  const changed = async (file: string): Promise<void> => {
    const rows = gunzipSync(await readFile(file)).toString();
    await writeFile(file, gzipSync(rows.replace("\t150\t", "\t151\t")));
  };

  it("hold what was acknowledged, or somebody lost it", async () => {
    const [line] = history.filter(({ op }) => op === "ok");
    history.push({ ...line, sha256: "0".repeat(64) } as HistoryLine);
    expect(violations(await look(folder))).toEqual([1, 0, 0, 0]);
    history.pop();
  });
});
