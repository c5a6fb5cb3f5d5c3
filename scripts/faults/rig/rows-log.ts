import { execFile } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { uuidToBytes, uuidV7 } from "@kinerja/common/kernel";
import { partitionFor } from "@kinerja/common/messaging";
import { Submitted, SubmittedBatch, Zone } from "@kinerja/proto/activity/v1/activity_events";
import { Entry, EntryKind } from "@kinerja/proto/activity/v1/ingest_service";
import { queryOf } from "../../invariants/finding.ts";
import { factOf, readFacts } from "../../invariants/records.ts";
import { writeAddress } from "../../platform/address.ts";
import { newField } from "./mutants.ts";
import { workDateOf } from "./operation.ts";
import { previousRelease } from "./previous.ts";
import { type Build } from "./processes.ts";
import { moreThan, mustBe, type Rig, type RigRow, told, under } from "./row.ts";
import { type Site } from "./site.ts";
import { type LoadTotals } from "./totals.ts";
import { asking, epochs } from "./watch.ts";

const run = promisify(execFile);
const dlq = join(import.meta.dirname, "../../dlq.ts");

interface Poison {
  readonly partition: number;
  readonly value: Buffer;
}

/** An entry as ingest would have accepted it, but for what is wrong with it. */
function itemOf(personId: string, wrong: Partial<Submitted>, entry: Partial<Entry> = {}): Submitted {
  const now = Date.now();
  const whole = Entry.fromPartial({
    ...{ id: uuidV7(now), version: 1, employmentId: randomUUID(), workDate: workDateOf(now), kind: EntryKind.FREE },
    ...{ description: "poison", minutes: 5, ...entry },
  });
  return Submitted.fromPartial({
    ...{
      entry: Buffer.from(Entry.encode(whole).finish()),
      bodySha256: randomBytes(32),
      personId: uuidToBytes(personId),
    },
    ...{
      agencyId: uuidToBytes(randomUUID()),
      sessionId: uuidToBytes(randomUUID()),
      acceptedAtMs: BigInt(now),
      zone: Zone.WIB,
    },
    ...wrong,
  });
}

const seal = (item: Submitted, schemaRevision = 1): Buffer =>
  Buffer.from(SubmittedBatch.encode(SubmittedBatch.fromPartial({ items: [item], schemaRevision })).finish());

/** One of each kind for a partition. */
function poisonsFor({ partitions }: Site, partition: number): Poison[] {
  let person = randomUUID();
  while (partitionFor(person, partitions) !== partition) person = randomUUID();
  let stranger = randomUUID();
  while (partitionFor(stranger, partitions) === partition) stranger = randomUUID();
  return [
    Buffer.from("this is no protobuf"),
    randomBytes(900_000),
    seal(itemOf(person, {}), 2),
    seal(itemOf(stranger, {})),
    seal(itemOf(person, { zone: 99 as unknown as Zone })),
    seal(itemOf(person, { bodySha256: Buffer.alloc(3) })),
    seal(itemOf(person, {}, { id: "not an id" })),
    seal(itemOf(person, {}, { workDate: "2026-02-31" })),
    seal(itemOf(person, { entry: Buffer.from([0xff, 0xff, 0xff]) })),
  ].map((value) => ({ partition, value }));
}

/** What the broker itself turns away: nobody ever reads it. */
async function tooLarge({ producer, log }: Site): Promise<boolean> {
  const messages = [{ key: null, value: randomBytes(2_000_000) }];
  return producer.send([{ topic: log, partition: 0, messages }]).then(
    () => false,
    () => true,
  );
}

async function listedByDlq(site: Site): Promise<number> {
  const { parts } = site.servers;
  writeAddress(site.dir, {
    adminUrl: parts.adminUrl,
    brokers: parts.brokers,
    databases: site.urls,
    site: site.name,
    url: "",
  });
  const { stdout } = await run(process.execPath, [dlq, "list", "--json", "--dir", site.dir], { timeout: 60_000 });
  return (JSON.parse(stdout) as { total: number }).total;
}

const stallLimitS = 20;

const poison: RigRow = {
  id: "F23",
  what: "records in the log that nobody can read",
  brokers: 1,
  async strike({ site, load, chance }) {
    const poisons = Array.from({ length: site.partitions }, (_, partition) => poisonsFor(site, partition)).flat();
    const isRefused = await tooLarge(site);
    const started = performance.now();
    const last = new Map<number, bigint>();
    for (const { partition, value } of poisons.toSorted(() => chance.next() - 0.5)) {
      const [stored] = await site.producer.send([{ topic: site.log, partition, messages: [{ key: null, value }] }]);
      last.set(partition, stored?.baseOffset ?? 0n);
    }
    await load.more(200);
    const stallS = await untilPast(site, last, started);
    return async () => {
      const [row] = await queryOf(
        site.queries,
        "activity",
      )<{ n: number }>("select count(*)::int as n from inbox_parked");
      return [
        mustBe("records of 2 MB that the broker took", isRefused ? 0 : 1, "records"),
        moreThan("records injected", poisons.length, "records"),
        mustBe("injected and not parked", poisons.length - (row?.n ?? 0), "records"),
        mustBe("parked and not listed by npm run dlq", (row?.n ?? 0) - (await listedByDlq(site)), "records"),
        under("until every partition was past its last one", stallS, "s", stallLimitS),
      ];
    };
  },
  controls: [
    { mutant: "poison-stalls", caughtBy: ["did not come to rest"] },
    { mutant: "poison-dropped", caughtBy: ["injected and not parked"] },
  ],
};

async function untilPast({ queries }: Site, last: ReadonlyMap<number, bigint>, started: number): Promise<number> {
  for (;;) {
    const rows = await queryOf(
      queries,
      "activity",
    )<{ partition: number; next: bigint }>("select partition, next_offset as next from consumer_position");
    const next = new Map(rows.map((row) => [row.partition, row.next]));
    const seconds = (performance.now() - started) / 1_000;
    if ([...last].every(([partition, offset]) => (next.get(partition) ?? 0n) > offset) || seconds > stallLimitS)
      return seconds;
    await sleep(50);
  }
}

/** Publishes a tenth of what the log holds once more, in another order. */
async function republish({ site, chance }: Rig): Promise<number> {
  const { records } = factOf(
    await readFacts({ brokers: site.servers.parts.brokers, site: site.name }),
    "activity.submitted",
  );
  const chosen = records.filter(() => chance.chance(0.1)).toSorted(() => chance.next() - 0.5);
  for (const { partition, value } of chosen)
    if (value !== null) await site.producer.send([{ topic: site.log, partition, messages: [{ key: null, value }] }]);
  return chosen.length;
}

const redelivery: RigRow = {
  id: "F24",
  what: "a tenth of the log comes again in another order",
  brokers: 1,
  async strike(rig) {
    let again = 0;
    for (let time = 0; time < (rig.isQuick ? 1 : 3); time++) {
      await rig.load.more(400);
      again += await republish(rig);
    }
    return () => [moreThan("records published again", again, "records")];
  },
  controls: [{ mutant: "counts-what-comes-again", onlyNew: true, caughtBy: ["I3"] }],
};

/** The longest time in which nothing was stored. */
function watchPauses({ queries }: Site) {
  let [isOver, longestMs] = [false, 0];
  const look = async (): Promise<bigint> => {
    const [row] = await queryOf(
      queries,
      "activity",
    )<{ sum: bigint }>("select coalesce(sum(next_offset), 0)::bigint as sum from consumer_position");
    return row?.sum ?? 0n;
  };
  const watching = (async () => {
    let [last, at] = [await look(), performance.now()];
    while (!isOver) {
      await sleep(50);
      const now = await look();
      longestMs = Math.max(longestMs, performance.now() - at);
      if (now !== last) [last, at] = [now, performance.now()];
    }
  })();
  return async (): Promise<number> => {
    isOver = true;
    await watching;
    return longestMs / 1_000;
  };
}

const pauseLimitS = 60;

const rebalances: RigRow = {
  id: "F25",
  what: "a second writer comes and goes, in order and by kill -9",
  brokers: 1,
  async strike({ site, processes, isQuick, chance }) {
    const before = await epochs(site);
    const endPauses = watchPauses(site);
    const times = isQuick ? 2 : 8;
    for (let time = 0; time < times; time++) {
      const second = await processes.another("writer", "activity-writer-2", { WRITER_INSTANCE: "second" });
      await sleep(chance.int(2_000, 5_000));
      if (time % 2 === 0) second.kill("SIGKILL");
      await second.stop();
    }
    const pauseS = await endPauses();
    return async () => [
      told("times that it came and went", times, "times"),
      moreThan("times that a partition was taken over", (await epochs(site)) - before, "times"),
      under("longest time in which nothing was stored", pauseS, "s", pauseLimitS),
    ];
  },
  controls: [{ mutant: "works-in-the-background", caughtBy: ["did not come to rest", "I1"] }],
};

/** Records of the log that end as those of "next-release" do. */
async function newerRecords({ servers, name }: Site): Promise<number> {
  const { records } = factOf(await readFacts({ brokers: servers.parts.brokers, site: name }), "activity.submitted");
  return records.filter(({ value }) => value?.subarray(-newField.length).equals(newField)).length;
}

/** A real older release, this one, one that writes more than this one knows, and this one again. A broken build is not changed but for itself. */
async function releases({ mutant, isQuick, say }: Rig): Promise<readonly Build[]> {
  const nextAndBack = [{ mutant: "next-release" }, {}];
  if (mutant !== undefined || isQuick) return nextAndBack;
  const root = await previousRelease();
  if (root === undefined) say("    LEFT OUT the older release: it is not in the history of this checkout");
  return root === undefined ? nextAndBack : [{ root }, {}, ...nextAndBack];
}

const rolling: RigRow = {
  id: "F28",
  what: "ingest, writer and query go to another release and back, one after another",
  brokers: 1,
  ingests: 2,
  async strike(rig) {
    const { site, processes, second, load } = rig;
    const builds = await releases(rig);
    const reader = asking(rig);
    let answeredS = 0;
    const acknowledgedBefore = load.totals.acknowledged;
    for (const build of builds) {
      processes.install(build);
      await processes.of("ingest").restart();
      await second?.restart();
      await processes.of("writer").restart();
      await processes.of("query").restart();
      answeredS = Math.max(answeredS, (await reader.untilAnswered(60_000)) ?? 60);
    }
    reader.close();
    return async ({ totals }) => [
      told("of which to a real older release and back", builds.some(({ root }) => root !== undefined) ? 2 : 0, "turns"),
      moreThan("records of the next release in the log", await newerRecords(site), "records"),
      moreThan("entries acknowledged meanwhile", totals.acknowledged - acknowledgedBefore, "entries"),
      under("after a release, until a question was answered", answeredS, "s", 30),
      mustBe("tries that were taken in and cut off", totals.cutOff, "tries"),
      // No measure of speed: whoever waits longer hangs.
      under("slowest receipt, with its repetitions", Math.max(...totals.ackMs) / 1_000, "s", 20),
      told("tries that found no connection", totals.unknown - totals.cutOff, "tries"),
    ];
  },
  controls: [
    { mutant: "reads-only-its-own", caughtBy: ["I1"] },
    { mutant: "leaves-at-once", caughtBy: ["tries that were taken in and cut off"] },
  ],
};

/** How many channels have brought an answer since. */
const answering = ({ answeredAt }: LoadTotals, since = 0): number =>
  answeredAt.filter((at) => at !== undefined && at > since).length;
const [channels, returnLimitS, watchedS] = [300, 30, 60];

async function untilAnswering({ totals }: Rig["load"], wanted: number): Promise<void> {
  const deadline = performance.now() + 2 * watchedS * 1_000;
  while (answering(totals) < wanted && performance.now() < deadline) await sleep(20);
}

const reconnect: RigRow = {
  id: "F31",
  what: "kill -9 of ingest with 300 connections that all come back",
  brokers: 1,
  channels,
  async strike({ processes, load }) {
    await untilAnswering(load, channels * 0.9);
    const before = answering(load.totals);
    const [from, unknownBefore] = [performance.now(), load.totals.unknown];
    const secondsSince = (): number => (performance.now() - from) / 1_000;
    await processes.of("ingest").kill(2_000);
    while (answering(load.totals, from) < before * 0.9 && secondsSince() < watchedS) await sleep(20);
    const steadyS = secondsSince();
    return ({ totals }) => [
      moreThan("connections that brought answers before", before, "connections", 200),
      moreThan("tries that got no answer", totals.unknown - unknownBefore, "tries"),
      under("from the kill until nine tenths of them brought answers again", steadyS, "s", returnLimitS),
    ];
  },
  controls: [
    {
      mutant: "ponders-each-connection",
      caughtBy: ["from the kill until nine tenths of them brought answers again"],
    },
  ],
};

export const logRows: readonly RigRow[] = [poison, redelivery, rebalances, rolling, reconnect];
