import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Admin, connectAdmin, ensureTopics, partitionFor, readTopics, topicName } from "@kinerja/common/messaging";
import { createLog } from "@kinerja/common/telemetry";
import { Entry } from "@kinerja/proto/activity/v1/ingest_service";
import { createFramer, sealEnvelope } from "../../services/activity/src/adapters/kafka/envelope.ts";
import { submittedTopic } from "../../services/activity/src/adapters/kafka/topics.ts";
import { brokersOfTests, entryOf, makeSite } from "../../services/activity/src/testing/world.ts";
import { startWriter } from "../../services/activity/src/writer.ts";
import { type Query } from "../invariants/finding.ts";
import { openStores, type Stores } from "../invariants/stores.ts";
import { type Address, writeAddress } from "../platform/address.ts";
import { makeDatabases } from "../platform/provision.ts";
import { removeSite } from "../platform/remove-site.ts";
import { type ParkedOf } from "./parked.ts";

jest.setTimeout(60_000);

const partitions = 2;
const brokers = brokersOfTests();
const adminUrl = process.env["TEST_DATABASE_URL"] ?? "";
const dir = mkdtempSync(join(tmpdir(), "dlq-"));
let site: Awaited<ReturnType<typeof makeSite>>;
let writer: Awaited<ReturnType<typeof startWriter>>;
let stores: Stores;
let admin: Admin;
let [activity, evaluation]: Query[] = [];
let [log, plain, compact] = ["", "", ""];

const crash = (error: Error): never => {
  throw error;
};

beforeAll(async () => {
  site = await makeSite();
  const secrets = { nipKeys: "", nipIndexKey: "", keyEncryptionKey: "", databaseSeed: "seed" };
  const databases = await makeDatabases(adminUrl, site.site, secrets);
  const address: Address = { adminUrl, brokers, databases, site: site.site, url: "" };
  writeAddress(dir, address);
  stores = await openStores(address);
  [activity, evaluation] = [stores.queries["activity"]!, stores.queries["evaluation"]!];
  log = submittedTopic(site.site, partitions).name;
  [plain, compact] = ["plain", "compact"].map((fact) => topicName(site.site, "test", fact)) as [string, string];
  admin = await connectAdmin({ brokers, clientId: "test" });
  await ensureTopics(admin, [plain, compact].map((name) => ({ name, partitions: 2, compacted: name === compact })));
  const config = {
    ...{ site: site.site, siteKind: "test" as const, brokers, clockFile: undefined, redisUrl: undefined, tlsDir: "", serviceName: "activity" },
    ...{ partitions, grpcHost: "", httpPort: 0, databaseUrl: databases["activity"]!["writer"]!, deadlineDays: 3 },
    ...{ gatherMs: 10, gatherBusyMs: 10, instance: "test", sessionMs: 10_000 },
  };
  writer = await startWriter(config, createLog("test"), crash);
}); // prettier-ignore

afterAll(async () => {
  await writer.stop();
  await Promise.all([stores.close(), admin.close(), site.stop()]);
  await removeSite({ adminUrl, brokers }, site.site);
  rmSync(dir, { recursive: true });
});

interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command itself. */
const run = (...args: string[]): Promise<Said> =>
  new Promise((resolve) => {
    const all = args.includes("--dir") ? args : [...args, "--dir", dir];
    execFile(process.execPath, [join(import.meta.dirname, "../dlq.ts"), ...all], (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
  });

const by = ["--by", "Siti"];

type Listed = Omit<ParkedOf, "offset"> & { readonly offset: string };
async function list(...args: string[]): Promise<{ total: number; records: Listed[] }> {
  const { stdout } = await run("--json", ...args);
  return JSON.parse(stdout) as { total: number; records: Listed[] };
}

interface Row {
  readonly consumer?: string;
  readonly key?: Buffer | null;
  readonly value: Buffer | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause: string;
}

/** Puts a row there by hand, as a consumer would have. */
async function park(query: Query, [topic, partition, offset]: [string, number, number], row: Row): Promise<string> {
  const { consumer = "test", key = null, value, headers = {}, cause } = row;
  await query(
    `insert into inbox_parked (consumer, topic, partition, record_offset, key, value, headers, cause)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [consumer, topic, partition, offset, key, value, JSON.stringify(headers), cause],
  );
  return `${topic}/${partition}:${offset}`;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(20);
}

const personId = randomUUID();
const home = partitionFor(personId, partitions);
const day = new Date().toISOString().slice(0, 10);

/** An envelope of one entry of the person. */
function envelope(): { id: string; value: Buffer } {
  const entry = entryOf(Date.now(), { employmentId: randomUUID(), workDate: day });
  const slice = Buffer.from(Entry.encode(entry).finish());
  const frame = createFramer({ personId, sessionId: randomUUID(), sessionEnded: false, employments: [] }, Date.now());
  const accepted = { slice, bodySha256: createHash("sha256").update(slice).digest("hex"), agencyId: randomUUID(), zone: "WIB" as const }; // prettier-ignore
  return { id: entry.id, value: sealEnvelope([frame([accepted])]) };
}

const send = (value: Buffer): Promise<unknown> =>
  site.producer.send([{ topic: log, partition: home, messages: [{ key: null, value }] }]);

const rowsOf = async (id: string): Promise<number> => {
  const [row] = await activity!<{ n: number }>(
    `select ((select count(*) from entry where id = $1) + (select count(*) from entry_version where id = $1)
       + (select count(*) from entry_conflict where id = $1))::int as n`,
    [id],
  );
  return row?.n ?? 0;
};

/** Everything that the person's partition held before is handled when this is there. */
async function sendAndAwait(): Promise<void> {
  const { id, value } = envelope();
  await send(value);
  await until(async () => (await rowsOf(id)) === 1);
}

/** What a topic holds, by partition. */
async function heldBy(topic: string) {
  const read = await readTopics({ brokers, clientId: "test" }, (name) => name === topic);
  return read.flatMap(({ partition, messages }) =>
    messages.map(({ offset, key, value, headers }) => ({ partition, offset, key, value, headers })),
  );
}

describe("a record that a consumer cannot understand", () => {
  const secret = "no envelope, but somebody's name";
  const value = Buffer.from(secret);

  it("is listed, shown, re-driven and parked again where it lies then, while its partition goes on", async () => {
    await send(value);
    await sendAndAwait();
    const sha256 = createHash("sha256").update(value).digest("hex");
    const { total, records } = await list();
    expect(total).toBe(1);
    const [first] = records;
    expect(first).toEqual({
      ...{ service: "activity", consumer: "activity-writer", topic: log, partition: home, offset: "0" },
      ...{ parkedAt: expect.stringMatching(/^\d{4}-.*\.\d{6}Z$/), size: value.length, sha256, cause: expect.any(String) },
      ...{ redrivenAt: null, redrivenBy: null, settledAt: null, settledBy: null, settledReason: null },
    });
    const place = `${log}/${home}:0`;
    const shown = await run("show", "activity", place);
    expect(shown).toMatchObject({ code: 0, stderr: "" });
    expect(shown.stdout).toContain(sha256);

    expect(await run("redrive", "activity", place, ...by)).toEqual({
      ...{ code: 0, stderr: "", stdout: `${place} is at 2 now\n1 published\n` },
    });
    await sendAndAwait();
    const after = await list();
    expect(after.records).toMatchObject([
      { offset: "2", size: value.length, sha256, redrivenAt: null, redrivenBy: null },
      { offset: "0", redrivenAt: expect.any(String), redrivenBy: "Siti" },
    ]);

    const refused = await run("redrive", "activity", `${log}/${home}:2`, place, ...by);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain(`${place}: re-driven already`);
    expect((await run("redrive", "activity", place, "--again", "--by", "Budi")).stdout).toMatch(/1 published\n$/);
    await sendAndAwait();
    expect((await list()).records).toMatchObject([{ offset: "4" }, { offset: "2", redrivenBy: null }, { redrivenBy: "Budi" }]);
    for (const { stdout } of [shown, await run(), await run("--json")]) expect(stdout).not.toContain(secret);
  }); // prettier-ignore

  it("is written out raw, into a new file for its owner alone", async () => {
    const file = join(dir, "value");
    const show = ["show", "activity", `${log}/${home}:0`, "--out", file];
    expect(await run(...show)).toMatchObject({ code: 0 });
    expect(readFileSync(file)).toEqual(value);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, "another's");
    const again = await run(...show);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain(file);
    expect(readFileSync(file, "utf8")).toBe("another's");
  });
});

describe("a record that is good by now", () => {
  it("is stored once, however often it is re-driven", async () => {
    const { id, value } = envelope();
    const place = await park(activity!, [log, home, 1_000_000], {
      ...{ consumer: "activity-writer", value, cause: "a bug of before" },
    });
    await sendAndAwait();
    expect(await rowsOf(id)).toBe(0);
    const parkedBefore = (await list()).total;
    const minutes = async (): Promise<unknown> => {
      const [row] = await activity!<{ n: number }>("select sum(entries)::int as n from day where person_id = $1", [personId]); // prettier-ignore
      return row?.n;
    };
    const before = Number(await minutes());
    expect((await run("redrive", "activity", place, ...by)).stdout).toMatch(/^1 published$/m);
    await until(async () => (await rowsOf(id)) > 0);
    expect((await run("redrive", "activity", place, "--again", ...by)).stdout).toMatch(/^1 published$/m);
    await sendAndAwait();
    expect(await rowsOf(id)).toBe(1);
    expect(await minutes()).toBe(before + 2); // this entry and the one that was awaited
    expect((await list()).total).toBe(parkedBefore);
  });
});

describe("a record that is published once more", () => {
  it("is what it was, in its partition, once for all consumers that parked it", async () => {
    const raw = { key: Buffer.from([0, 255]), value: Buffer.from([1, 2, 3]), headers: { ce_id: "x", ce_type: "Told" } };
    const place = await park(evaluation!, [plain, 1, 7], { ...raw, consumer: "one", cause: "no key" });
    await park(evaluation!, [plain, 1, 7], { ...raw, key: null, consumer: "another", cause: "no zone" });
    const shown = await run("show", "evaluation", place);
    expect(shown.stdout).toMatch(/by another\n[^]*no zone[^]*by one\n[^]*no key/);
    expect(shown.stdout).toContain('{"ce_id":"x","ce_type":"Told"}');
    expect((await run("redrive", "--all", "evaluation", "--cause", "no zone", ...by)).stdout).toMatch(/1 published\n$/);
    const headers = { ...raw.headers, "redriven-from": `${plain}/1:7` };
    expect(await heldBy(plain)).toEqual([{ partition: 1, offset: 0n, ...raw, headers }]);
    const audit = await evaluation!(
      "select actor, detail ->> 'consumer' as consumer from audit where object_id = $1 order by 2",
      [place],
    );
    expect(audit).toEqual(["another", "one"].map((consumer) => ({ actor: "operator/Siti", consumer })));
    const { records } = await list("--limit", "2");
    expect(records.map(({ consumer, redrivenBy }) => [consumer, redrivenBy])).toEqual([["another", "Siti"], ["one", "Siti"]]); // prettier-ignore
  });

  it("never stands behind a newer state of its key in a compacted topic", async () => {
    const told = (key: string, value: string | null) => ({
      ...{ key: Buffer.from(key), value: value === null ? null : Buffer.from(value) },
    });
    const cause = "compacted";
    const messages = [told("a", "a1"), told("b", "b1"), told("a", "a2"), told("c", null)];
    await site.producer.send([{ topic: compact, partition: 1, messages }]);
    const places: string[] = [];
    for (const offset of [0, 1, 3])
      places.push(await park(evaluation!, [compact, 1, offset], { ...messages[offset]!, cause }));
    const [older = ""] = places;
    const refused = await run("redrive", "evaluation", ...places, ...by);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr.trim()).toBe(`${older}: the topic holds a newer state of its key`);
    const { stdout } = await run("redrive", "--all", "evaluation", "--cause", cause, ...by);
    expect(stdout).toMatch(/1 left alone: the topic holds a newer state of its key\n2 published\n$/);
    const held = await heldBy(compact);
    const last = new Map(held.map(({ key, value }) => [key?.toString(), value?.toString()]));
    expect(last).toEqual(new Map([["a", "a2"], ["b", "b1"], ["c", undefined]])); // prettier-ignore
    expect(held.slice(-2).map(({ offset }) => offset)).toEqual([4n, 5n]);
  });

  it("is not marked when the log did not take it", async () => {
    const place = await park(evaluation!, [plain, 0, 0], { value: Buffer.alloc(1_100_000), cause: "too large" });
    const failed = await run("redrive", "evaluation", place, ...by);
    expect(failed).toMatchObject({ code: 1, stdout: "0 published\n" });
    expect((await list("--limit", "1")).records).toMatchObject([{ cause: "too large", redrivenAt: null }]);
  });

  it("is one of a thousand a call, and not again in the next call", async () => {
    const [before = 0n] = await admin.endOffsets(plain);
    await evaluation!(
      `insert into inbox_parked (consumer, topic, partition, record_offset, value, headers, cause)
       select 'test', $1, 0, 5000 + n, 'x', '{}', 'a flood' from generate_series(1, 1002) as n`,
      [plain],
    );
    const flood = ["redrive", "--all", "evaluation", "--cause", "flood", ...by];
    expect((await run(...flood)).stdout).toMatch(/\n2 more wait for another call\n1000 published\n$/);
    expect((await run(...flood)).stdout).toMatch(/^2 published$/m);
    expect((await run(...flood)).stdout).toBe("0 published\n");
    expect((await admin.endOffsets(plain))[0]).toBe(before + 1_002n);
  });
});

describe("a record that holds nothing of value", () => {
  const why = ["--reason", "random bytes of a test"];
  it("is settled by somebody with a reason, once, and the list says so", async () => {
    const place = await park(activity!, [plain, 0, 77], { value: Buffer.from("x"), cause: "worthless" });
    expect(await run("settle", "activity", place, `${plain}/0:78`, ...by, ...why)).toMatchObject({ code: 2, stdout: "" });
    expect((await list("--limit", "1")).records).toMatchObject([{ cause: "worthless", settledAt: null }]);
    expect((await run("settle", "activity", place, ...by, ...why)).stdout).toBe(`${place} is settled\n`);
    expect((await run("--limit", "1")).stdout).toMatch(/not re-driven; settled .* by Siti: random bytes of a test/);
    expect((await run("settle", "activity", place, ...by, ...why)).stderr).toContain("or settled already");
    const [row] = await activity!<{ actor: string; object_id: string }>("select actor, object_id from audit where action = 'settle'");
    expect(row).toEqual({ actor: "operator/Siti", object_id: place });
  });

  it("waits again when it is re-driven after all, and the audit keeps who had settled it, and why", async () => {
    const place = `${plain}/0:77`;
    expect((await run("redrive", "activity", place, ...by)).stdout).toMatch(/^1 published$/m);
    const acts = await activity!("select actor, action, detail from audit where object_id = $1 and action <> 'settle' order by id", [place]);
    const [before = 0n] = await admin.endOffsets(plain);
    expect(acts).toEqual([
      { actor: "operator/Siti", action: "unsettle", detail: { consumer: "test", settledAt: expect.any(String), settledBy: "Siti", reason: why[1] } },
      { actor: "operator/Siti", action: "redrive", detail: { consumer: "test", cause: "worthless", sha256: expect.any(String), offset: Number(before) - 1, lastAt: null, lastBy: null } },
    ]);
    const [row] = await activity!("select settled_at, redriven_offset is not null as waits from inbox_parked where record_offset = 77 and topic = $1", [plain]);
    expect(row).toEqual({ settled_at: null, waits: true });
  });

  it("is not taken for one that was dealt with at its last place while it is on its way once more", async () => {
    const place = await park(activity!, [plain, 0, 78], { value: Buffer.alloc(1_100_000), cause: "too large" });
    await activity!("update inbox_parked set redriven_at = now(), redriven_offset = 1, settled_at = now(), settled_by = 'system/activity', settled_reason = 'x' where record_offset = 78 and topic = $1", [plain]);
    expect(await run("redrive", "activity", place, "--again", ...by)).toMatchObject({ code: 1, stdout: "0 published\n" });
    const [row] = await activity!("select settled_at, redriven_offset from inbox_parked where record_offset = 78 and topic = $1", [plain]);
    expect(row).toEqual({ settled_at: null, redriven_offset: null });
  });

  it("is not settled where nothing waits for it", async () => {
    const place = await park(evaluation!, [plain, 0, 77], { value: Buffer.from("x"), cause: "worthless" });
    expect((await run("settle", "evaluation", place, ...by, ...why)).stderr).toContain("nothing waits for its parked records");
  });
}); // prettier-ignore

describe("the list", () => {
  it("has every record of all services on one of its pages, newest first", async () => {
    const whole = await list("--limit", "1000");
    const rest = await list("--limit", "1000", "--page", "2");
    const all = [...whole.records, ...rest.records];
    expect(all).toHaveLength(whole.total);
    expect(new Set(all.map(({ service }) => service))).toEqual(new Set(["activity", "evaluation"]));
    const names = all.map(({ service, consumer, topic, partition, offset }) => [service, consumer, topic, partition, offset].join()); // prettier-ignore
    expect(new Set(names).size).toBe(whole.total);
    const times = all.map(({ parkedAt }) => parkedAt);
    expect(times).toEqual(times.toSorted().reverse());
    expect((await run("--limit", "2")).stdout).toMatch(new RegExp(`\\n1 to 2 of ${whole.total}; the next ones: --page 2\n$`));
  }); // prettier-ignore
});

describe("a mistake", () => {
  const nowhere = "kinerja.nowhere.v1/0:0";
  it.each<[string, () => string[], RegExp]>([
    ["a service that parks nothing", () => ["show", "identity", nowhere], /^identity: no such service.*activity, evaluation/m],
    ["a record that is not parked, shown", () => ["show", "activity", nowhere], /is not parked in this service/],
    ["a record that is not parked, re-driven", () => ["redrive", "activity", nowhere, ...by], /is not parked in this service/],
    ["a folder without a platform", () => ["--dir", join(dir, "none")], /no platform runs on .*none: npm start first/],
  ])("ends with 2 and a sentence: %s", async (_, args, sentence) => {
    const said = await run(...args());
    expect(said).toMatchObject({ code: 2, stdout: "" });
    expect(said.stderr).toMatch(sentence);
  }); // prettier-ignore

  it("is a topic that is not there any more", async () => {
    const place = await park(evaluation!, ["kinerja.gone.v1", 0, 0], { value: Buffer.from("x"), cause: "gone" });
    const said = await run("redrive", "evaluation", place, ...by);
    expect(said).toMatchObject({ code: 2, stdout: "" });
    expect(said.stderr).toContain("the log has no such partition any more");
  });
});
