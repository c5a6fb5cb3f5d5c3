import { setTimeout as sleep } from "node:timers/promises";
import { addDays, dayAt, firstDay, nextPeriod, periodOf, startOfDay, uuidV7, type Day } from "@kinerja/common/kernel";
import { verifyAudit } from "@kinerja/common/audit";
import { queryOf } from "../../invariants/finding.ts";
import { type Clocks } from "./clocks.ts";
import { entryAt } from "./operation.ts";
import { type RigPerson } from "./people.ts";
import { type AtRest, moreThan, mustBe, type Rig, type RigRow } from "./row.ts";
import { openSuperior, storedEntries } from "./superior.ts";

const [hourMs, dayMs] = [3_600_000, 86_400_000];
const mains = ["ingest", "writer", "query"] as const;

function clocksOf({ clocks }: Rig): Clocks {
  if (clocks === undefined) throw new Error("the row has no clocks");
  return clocks;
}

/** A phone whose clock is so wrong, and what becomes of an entry that it makes. */
interface Phone {
  readonly aheadMs: number;
  readonly refusedAs?: string;
}

const phones: readonly Phone[] = [
  { aheadMs: 12 * hourMs },
  { aheadMs: -3 * dayMs },
  { aheadMs: -90 * dayMs },
  { aheadMs: 3 * dayMs, refusedAs: "ID_TIME_OUT_OF_RANGE" },
  { aheadMs: 400 * dayMs, refusedAs: "ID_TIME_OUT_OF_RANGE" },
  { aheadMs: -120 * dayMs, refusedAs: "ID_TIME_OUT_OF_RANGE" },
];

/** What a phone sent, and when by the clock of ingest. */
interface SentByPhone {
  readonly phone: Phone;
  readonly id: string;
  readonly workDate: Day;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** An entry of each phone for a day that is the same for all, whatever their clocks say. */
function sendFromPhones({ load, clocks }: Rig, person: RigPerson, workDate: Day): Promise<SentByPhone[]> {
  return Promise.all(
    phones.map(async (phone): Promise<SentByPhone> => {
      const fromMs = clocks?.now("ingest") ?? 0;
      const id = uuidV7(fromMs + phone.aheadMs);
      await load.send(entryAt(person, { id, workDate, deviceTimeMs: fromMs + phone.aheadMs }));
      return { phone, id, workDate, fromMs, untilMs: clocks?.now("ingest") ?? 0 };
    }),
  );
}

/** Of what phones sent: not answered as it had to be, or stored with another day, or as of another time than the server's. */
async function misjudged({ site }: Rig, sent: readonly SentByPhone[], { history }: AtRest): Promise<number> {
  const rows = await queryOf(site.queries, "activity")<{ id: string; day: string; at: Date }>(
    "select id::text, work_date::text as day, accepted_at as at from entry where id = any($1::uuid[])",
    [sent.map(({ id }) => id)],
  );
  const stored = new Map(rows.map((row) => [row.id, row]));
  const refusals = new Map(history.flatMap((line) => (line.op === "fail" ? [[line.id, line.code ?? ""]] : [])));
  const isRight = ({ phone, id, workDate, fromMs, untilMs }: SentByPhone): boolean => {
    if (phone.refusedAs !== undefined) return refusals.get(id) === phone.refusedAs && !stored.has(id);
    const row = stored.get(id);
    const at = row?.at.getTime() ?? 0;
    return row?.day === workDate && at >= fromMs && at <= untilMs;
  };
  return sent.filter((one) => !isRight(one)).length;
}

const deadlineDays = 3;
const lateBit = 2;

/** The rule, written apart from the service: late is what the server accepted after the third day of the next month in the entry's zone. */
const versionsByRule = `
  select work_date, (flags & ${lateBit}) > 0 as late, accepted_at > (date_trunc('month', work_date::timestamp)
    + interval '1 month' + interval '${deadlineDays} days' - (6 + zone) * interval '1 hour') at time zone 'UTC' as after
  from entry where version = 1`;

async function misassigned({ site }: Rig): Promise<{ late: number; wrong: number }> {
  const [row] = await queryOf(
    site.queries,
    "activity",
  )<{ late: number; wrong: number }>(
    `select count(*) filter (where late)::int as late, count(*) filter (where late <> after)::int as wrong from (${versionsByRule}) v`,
  );
  return { late: row?.late ?? 0, wrong: row?.wrong ?? 0 };
}

/** Each process is an hour ahead for a while, then an hour behind; meanwhile a superior decides and phones send. */
async function skewEach(rig: Rig, sent: SentByPhone[], workDate: Day): Promise<number> {
  const [clocks, superior] = [clocksOf(rig), openSuperior(rig)];
  let decided = 0;
  try {
    for (const main of mains)
      for (const offsetMs of [hourMs, -hourMs]) {
        await clocks.set([main], offsetMs);
        const person = rig.chance.pick(rig.site.people);
        sent.push(...(await sendFromPhones(rig, person, workDate)));
        await rig.load.more(rig.isQuick ? 50 : 200);
        for (const one of (await storedEntries(rig, 40)).slice(decided, decided + 2)) {
          await superior.approveUntilDone(one);
          decided++;
        }
        await clocks.set([main], 0);
      }
  } finally {
    superior.close();
  }
  return decided;
}

const skewed: RigRow = {
  id: "F22",
  what: "clocks of processes are an hour off, of phones days, and all leap into the next month",
  brokers: 1,
  hasClocks: true,
  async strike(rig) {
    const { site, load } = rig;
    const clocks = clocksOf(rig);
    const [today, sent]: [Day, SentByPhone[]] = [dayAt(Date.now(), "WIB"), []];
    const decided = await skewEach(rig, sent, today);
    const beforeLeap = await misassigned(rig);
    // Past the deadline: what is sent now for the month that is over is late, whatever the phone says.
    const nextMonth = startOfDay(addDays(firstDay(nextPeriod(periodOf(today))), deadlineDays + 1), "WIB");
    await clocks.set(mains, nextMonth - Date.now());
    const before = load.totals.acknowledged;
    sent.push(...(await sendFromPhones(rig, rig.chance.pick(site.people), today)));
    await load.more(rig.isQuick ? 100 : 400);
    const afterLeap = load.totals.acknowledged - before;
    await sleep(1_500); // audit rows are chained each second
    return async (rest) => {
      const { late, wrong } = await misassigned(rig);
      const audit = await verifyAudit({ query: queryOf(site.queries, "activity") });
      return [
        moreThan("decisions while a clock was wrong", decided, "decisions"),
        mustBe("entries that were late before the leap", beforeLeap.late, "entries"),
        moreThan("entries acknowledged after the leap", afterLeap, "entries"),
        moreThan("of all, late by the server's clock", late, "entries"),
        mustBe("misassigned: late and not marked, or marked and in time", wrong, "entries"),
        moreThan("entries of phones whose clocks are days off", sent.length, "entries"),
        mustBe("of them answered or stored by the phone's clock", await misjudged(rig, sent, rest), "entries"),
        moreThan("links of the audit's chain", audit.links, "links"),
        mustBe("breaks of it, and rows without a link", audit.faults.length + audit.unsealed, "breaks"),
      ];
    };
  },
  controls: [{ mutant: "believes-the-phone", caughtBy: ["of them answered or stored by the phone's clock"] }],
};

export const clockRows: readonly RigRow[] = [skewed];
