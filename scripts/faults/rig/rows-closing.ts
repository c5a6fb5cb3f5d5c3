import { setTimeout as sleep } from "node:timers/promises";
import { addDays, firstDay, nextPeriod, type Period, parsePeriod, startOfDay } from "@kinerja/common/kernel";
import { queryOf } from "../../invariants/finding.ts";
import { checkRollUps } from "../../invariants/months.ts";
import { type Clocks } from "./clocks.ts";
import { fateOf, toldOf } from "./closed.ts";
import { untilDied } from "./harm.ts";
import { waiting } from "./judge.ts";
import { type Links } from "./links.ts";
import { openOfficer } from "./officer.ts";
import { moreThan, mustBe, type Rig, type RigRow, under } from "./row.ts";
import { openSuperior, storedEntries } from "./superior.ts";

const deadlineDays = 3;
/** What is closed when the query process says that it is time, while ingest has so long until its own deadline. */
const ingestHasMs = 240_000;
/** More than the grace of two minutes that a closing waits beyond the deadline. */
const queryIsAheadMs = ingestHasMs + 160_000;

/** The row is linked and has clocks. */
function needsOf({ clocks, links }: Rig): { clocks: Clocks; links: Links } {
  if (clocks === undefined || links === undefined) throw new Error("the row has no clocks or is not linked");
  return { clocks, links };
}

async function monthOf({ site }: Rig): Promise<Period> {
  const [row] = await queryOf(
    site.queries,
    "activity",
  )<{ period: string }>("select max(to_char(work_date, 'YYYY-MM')) as period from entry");
  return parsePeriod(row?.period ?? "", "/period");
}

interface States {
  readonly fixed: number;
  readonly sealed: number;
}

async function statesOf({ site }: Rig, period: Period): Promise<States> {
  const [row] = await queryOf(site.queries, "activity")<States>(
    `select count(*) filter (where first_offsets is not null)::int as fixed, count(*) filter (where state = 'sealed')::int as sealed
     from period where period = $1`,
    [period],
  );
  return row ?? { fixed: 0, sealed: 0 };
}

async function until(isSo: () => Promise<boolean>, limitMs: number): Promise<number> {
  const started = performance.now();
  while (!(await isSo()) && performance.now() - started < limitMs) await sleep(50);
  return (performance.now() - started) / 1_000;
}

const agenciesOf = ({ site }: Rig): string[] => [...new Set(site.people.map(({ agencyId }) => agencyId))];

/** Some of what is counted is approved. */
async function decideSome(rig: Rig): Promise<void> {
  const superior = openSuperior(rig);
  for (const seen of await storedEntries(rig, 8)) await superior.approve(seen, crypto.randomUUID());
  superior.close();
}

const sealLimitS = 60;
/** Two looks of the closing at what is due. */
const heldMs = 2_500;

/** Asks for all agencies' month while the spool holds entries of it; then the log is there again, and who closes dies with the ends fixed. */
async function closeUnderHarm(rig: Rig, links: Links, period: Period) {
  const { site, load, processes } = rig;
  links.broker.ingest.set({ drop: true });
  await until(async () => (await waiting(site)).spool > 20, 30_000);
  const bySpool = load.totals.bySpool;
  const query = processes.of("query");
  const died = untilDied(query, "query", 90_000);
  const officer = openOfficer(rig);
  const askedAt = Date.now();
  for (const agencyId of agenciesOf(rig)) await officer.close(agencyId, period);
  officer.stop();
  await sleep(heldMs);
  const early = await statesOf(rig, period);
  links.broker.ingest.set({});
  await died;
  const between = await statesOf(rig, period);
  await processes.of("writer").kill(2_000);
  await query.serving();
  return { askedAt, bySpool, early, between };
}

const closing: RigRow = {
  id: "closing",
  what: "months are closed by a clock minutes ahead, with entries in the spool, and query and writer die between fixing the end and sealing",
  brokers: 1,
  isLinked: true,
  hasClocks: true,
  processes: (failpoint = "closing.afterEnds:exit") => ({ query: { first: { FAILPOINT: failpoint } } }),
  async strike(rig) {
    const { site, load } = rig;
    const { clocks, links } = needsOf(rig);
    await load.more(300);
    await decideSome(rig);
    const period = await monthOf(rig);
    const deadline = startOfDay(addDays(firstDay(nextPeriod(period)), deadlineDays), "WIB");
    await clocks.set(["ingest", "writer"], deadline - ingestHasMs - Date.now());
    await clocks.set(["query"], deadline - ingestHasMs + queryIsAheadMs - Date.now());
    await load.more(200);
    const { askedAt, bySpool, early, between } = await closeUnderHarm(rig, links, period);
    const agencies = agenciesOf(rig).length;
    const sealedS = await until(async () => (await statesOf(rig, period)).sealed === agencies, sealLimitS * 1_000);
    await load.more(200); // in time by the clock of ingest, and behind the end
    await clocks.set(["ingest", "writer"], deadline - 1_000 - Date.now());
    await load.more(500); // across the deadline
    return async ({ history }) => {
      const fate = await fateOf(site, period, history, askedAt);
      const { notOnce, wronglyTold } = await toldOf(site, period);
      const { sealed } = await statesOf(rig, period);
      // Evaluation is not there and has sealed nothing.
      const recount = await checkRollUps(queryOf(site.queries, "activity"), () => Promise.resolve([]));
      return [
        moreThan("entries that the spool had acknowledged when closing was asked for", bySpool, "entries"),
        mustBe("ends fixed while the spool held entries", early.fixed, "months"),
        moreThan("ends fixed when query died", between.fixed, "months"),
        mustBe("of them sealed already", between.sealed, "months"),
        under("from query's return until all were sealed", sealedS, "s", sealLimitS),
        mustBe("months sealed", sealed, "months", agencies),
        mustBe("months not sealed exactly once", notOnce, "months"),
        mustBe("months not told exactly once with the count and hash of their rows", wronglyTold, "months"),
        moreThan("versions acknowledged that are in time", fate.inTime, "versions"),
        moreThan("versions acknowledged that are late", fate.late, "versions"),
        mustBe("late though acknowledged before closing was asked for", fate.lateThoughBefore, "versions"),
        mustBe("entries neither sealed nor late", fate.neither, "entries"),
        mustBe("entries sealed and late", fate.both, "entries"),
        mustBe("people sealed with other minutes than theirs in time", fate.otherMinutes, "people"),
        moreThan("days, months and seals recounted", recount.checked, "rows"),
        mustBe("of them not what a recount gives", recount.violations, "rows"),
      ];
    };
  },
  controls: [
    { mutant: "nothing-is-behind", caughtBy: ["entries neither sealed nor late", "of them not what a recount gives"] },
    {
      mutant: "closing-forgets-spool",
      caughtBy: ["ends fixed while the spool held entries", "late though acknowledged before closing was asked for"],
    },
    { mutant: "ends-without-lock", caughtBy: ["of them not what a recount gives"] },
  ],
};

export const closingRows: readonly RigRow[] = [closing];
