import { spawn } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { queryOf } from "../../invariants/finding.ts";
import { mutatedArgs } from "./processes.ts";
import { moreThan, mustBe, type Rig, type RigRow, told, under } from "./row.ts";
import { asking } from "./watch.ts";

const root = join(import.meta.dirname, "../../..");

/** What a next release might bring while the one before still runs: it only adds. Each step is there long enough to be killed in. */
const expansion = `
create table next_thing (person_id uuid primary key, entries int not null);
select pg_sleep(0.3);
alter table entry add column next_note text;
select pg_sleep(0.3);
insert into next_thing select person_id, count(*) from entry group by 1;
select pg_sleep(0.3);
alter table day add column next_count int not null default 0;
select pg_sleep(0.3);
create index next_by_entries on next_thing (entries);
`;
const name = "9001_expand.sql";
/** What the release that still runs can't work with. */
const contraction = "alter table consumer_position rename column updated_at to moved_at;\n";

/** Starts the job; "" when it ended well, else how. */
function startJob({ site, mutant }: Rig, dir: string) {
  const roles = Object.fromEntries(
    Object.entries(site.urls["activity"] ?? {}).map(([role, url]) => [role, new URL(url).username]),
  );
  const job = JSON.stringify({ url: site.urls["activity"]?.["owner"], dir, roles });
  const args = [...mutatedArgs(mutant), join(import.meta.dirname, "migrate-site.ts")];
  const env = { PATH: process.env["PATH"], MIGRATION: job, ...(mutant !== undefined && { MUTANT: mutant }) };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "ignore", "inherit"] });
  const ended = new Promise<boolean>((resolve) => child.once("exit", (code) => resolve(code === 0)));
  return { kill: () => child.kill("SIGKILL"), isOver: () => child.exitCode !== null, ended };
}

/** Things of the migration that are there, and whether it is noted as done; undefined while it holds its locks. */
async function stateOf({ site }: Rig): Promise<{ things: number; done: number }> {
  const [row] = await queryOf(
    site.queries,
    "activity",
  )<{ things: number; done: number }>(
    `select (to_regclass('next_thing') is not null)::int + (select count(*)::int from pg_attribute
         where attname in ('next_note', 'next_count') and attrelid in ('entry'::regclass, 'day'::regclass)) as things,
       (select count(*)::int from migration where name = '${name}') as done`,
  );
  return row ?? { things: 0, done: 0 };
}

/** Whether a job of the site works in the database now. */
async function isAtWork({ site }: Rig): Promise<boolean> {
  const [row] = await queryOf(
    site.queries,
    "activity",
  )<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity
     where datname = current_database() and application_name = 'migrate' and xact_start is not null`,
  );
  return (row?.n ?? 0) > 0;
}

const limitMs = 60_000;
const questionLimitS = 20;

async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const started = performance.now();
  while (!(await isSo())) {
    if (performance.now() - started > limitMs) throw new Error(`the migration ${what}`);
    await sleep(20);
  }
}

/** Kills the job at a moment of its own; returns the things that it left behind. */
async function killOnce(rig: Rig, dir: string): Promise<number> {
  const job = startJob(rig, dir);
  // What an earlier kill has left behind may end it before it has begun.
  await until(async () => job.isOver() || (await isAtWork(rig)), "never began");
  await sleep(rig.chance.int(0, 1_200));
  job.kill();
  await job.ended;
  await until(async () => !(await isAtWork(rig)), "goes on");
  const { things, done } = await stateOf(rig);
  return done === 0 ? things : 0;
}

const interrupted: RigRow = {
  id: "F29",
  what: "kill -9 of a migration, again and again; then two at once",
  brokers: 1,
  async strike(rig) {
    const { site, load, processes, isQuick } = rig;
    const dir = join(site.dir, "migrations");
    cpSync(join(root, "services/activity/migrations"), dir, { recursive: true });
    writeFileSync(join(dir, name), rig.mutant === "contracts-too-early" ? expansion + contraction : expansion);
    const before = load.totals.acknowledged;
    const kills = isQuick ? 2 : 6;
    let left = 0;
    for (let kill = 0; kill < kills; kill++) left += await killOnce(rig, dir);
    const jobs = [startJob(rig, dir), startJob(rig, dir)];
    const ended = await Promise.all(jobs.map((job) => job.ended));
    const { things, done } = await stateOf(rig);
    const meanwhile = load.totals.acknowledged - before;
    await load.more(200); // the build of before, on the tables of after
    for (const main of ["ingest", "writer", "query"] as const) await processes.of(main).restart();
    const reader = asking(rig);
    const answeredS = (await reader.untilAnswered(questionLimitS * 1_000)) ?? questionLimitS;
    reader.close();
    return () => [
      told("kills", kills, "times"),
      mustBe("things that a killed migration left behind", left, "things"),
      mustBe("of two at once, those that failed", ended.filter((isWell) => !isWell).length, "jobs"),
      mustBe("things that are there in the end", things, "things", 3),
      mustBe("times that it is noted as done", done, "times", 1),
      moreThan("entries acknowledged meanwhile", meanwhile, "entries"),
      under("until a question was answered on the new tables", answeredS, "s", questionLimitS),
    ];
  },
  controls: [
    { mutant: "migrates-step-by-step", caughtBy: ["things that a killed migration left behind"] },
    { mutant: "contracts-too-early", caughtBy: ["did not come to rest"] },
  ],
};

export const migrationRows: readonly RigRow[] = [interrupted];
