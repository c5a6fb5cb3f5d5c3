import { setTimeout as sleep } from "node:timers/promises";
import { each } from "./each.ts";
import { agencyIdOf, personIdOf } from "./ids.ts";
import { officersOf } from "./people.ts";
import { byAgency, type Stage } from "./stage.ts";
import { type DemoPerson } from "./province.ts";
import { type Random } from "./random.ts";

type Status = "HADIR" | "TERLAMBAT" | "PULANG_CEPAT" | "ALPA" | "CUTI_TAHUNAN" | "GANGGUAN";

interface Fact {
  readonly status: Status;
  readonly late: number;
  readonly early: number;
  readonly missed: number;
}

const present: Fact = { status: "HADIR", late: 0, early: 0, missed: 0 };

/** On the 15th the machine was out of order for everybody: an outage, nobody's fault. */
function factOf(date: string, chance: Random): Fact {
  if (date.endsWith("-15")) return { ...present, status: "GANGGUAN", missed: 2 };
  const dice = chance.next();
  if (dice < 0.01) return { ...present, status: "ALPA" };
  if (dice < 0.02) return { ...present, status: "CUTI_TAHUNAN" };
  if (dice < 0.07) return { ...present, status: "TERLAMBAT", late: chance.int(1, 70) };
  if (dice < 0.09) return { ...present, status: "PULANG_CEPAT", early: chance.int(5, 60) };
  return dice < 0.11 ? { ...present, missed: 1 } : present;
}

function attendanceCsv(people: readonly DemoPerson[], workingDays: readonly string[], chance: Random): string {
  const rows = people.flatMap((person) => {
    const own = chance.fork(`attendance/${person.nip}`);
    return workingDays.map((date) => {
      const { status, late, early, missed } = factOf(date, own);
      return [personIdOf(person), date, status, late, early, missed].join(",");
    });
  });
  return ["person_id,date,status,late_minutes,early_minutes,missed_checks", ...rows, ""].join("\n");
}

/** Each agency's officer imports the facts of the attendance machines. Returns how many there were. */
export async function importAttendance(stage: Stage): Promise<number> {
  const officers = officersOf(stage);
  let facts = 0;
  for (const [agency, people] of byAgency(stage.province.people)) {
    const token = await stage.accounts.access(officers[agency]?.personnel.nip ?? "");
    const csv = attendanceCsv(people, stage.month.workingDays, stage.chance);
    const { fileId } = await stage.http.put<{ fileId: string }>("/v1/files", Buffer.from(csv), token);
    const path = `/v1/agencies/${agencyIdOf(agency)}/attendance:import`;
    facts += (await stage.http.post<{ rows: number }>(path, { fileId }, token)).rows;
  }
  return facts;
}

interface Period {
  readonly period: { readonly state: "OPEN" | "CLOSING" | "SEALED"; readonly count: string };
}

const sealLimitMs = 60_000;

async function untilSealed(stage: Stage, agency: string, nip: string): Promise<number> {
  const path = `/v1/agencies/${agencyIdOf(agency)}/months/${stage.month.period}`;
  const deadline = Date.now() + sealLimitMs;
  for (;;) {
    const { period } = await stage.http.get<Period>(path, await stage.accounts.access(nip));
    if (period.state === "SEALED") return Number(period.count);
    if (Date.now() > deadline) throw new Error(`the month of ${agency} was not sealed within 60 s`);
    await sleep(100);
  }
}

/** The officers close the month after its deadline; the platform's clock passes the grace. Returns how many months were sealed. */
export async function closeMonth(stage: Stage): Promise<number> {
  const officers = officersOf(stage);
  const agencies = [...byAgency(stage.province.people).keys()];
  const nipOf = (agency: string): string => officers[agency]?.personnel.nip ?? "";
  await each(agencies, 3, async (agency) => {
    const path = `/v1/agencies/${agencyIdOf(agency)}/months/${stage.month.period}:close`;
    await stage.http.post(path, {}, await stage.accounts.access(nipOf(agency)));
  });
  await stage.platform.clock.moveTo(stage.platform.clock.now() + 3 * 60_000);
  let sealed = 0;
  for (const agency of agencies) sealed += await untilSealed(stage, agency, nipOf(agency));
  return sealed;
}
