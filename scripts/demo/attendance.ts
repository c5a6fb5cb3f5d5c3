import { peopleOn } from "./cases.ts";
import { habitOf, leaveOn, type Leave } from "./diaries.ts";
import { agencyIdOf, personIdOf } from "./ids.ts";
import { byAgency, officersOf } from "./officers.ts";
import { type DemoPerson } from "./province.ts";
import { type Stage } from "./stage.ts";

type Status = "HADIR" | "TERLAMBAT" | "PULANG_CEPAT" | "ALPA" | "DINAS_LUAR" | "GANGGUAN" | Leave;

export interface Fact {
  readonly status: Status;
  readonly late: number;
  readonly early: number;
  readonly missed: number;
}

type World = Pick<Stage, "province" | "month" | "chance">;

const present: Fact = { status: "HADIR", late: 0, early: 0, missed: 0 };

/** On the 15th the machine was out of order for everybody: an outage, nobody's fault. */
export const isOutage = (date: string): boolean => date.endsWith("-15");

/** What the machine says of one person's day. */
export function factOf(world: World, person: DemoPerson, date: string): Fact {
  const leave = leaveOn(world, person, date);
  if (leave !== undefined) return { ...present, status: leave };
  if (isOutage(date)) return { ...present, status: "GANGGUAN", missed: 2 };
  const chance = world.chance.fork(`attendance/${person.nip}/${date}`);
  const dice = chance.next();
  if (dice < 0.01) return { ...present, status: "ALPA" };
  if (dice < 0.06) return { ...present, status: "TERLAMBAT", late: chance.int(1, 70) };
  if (dice < 0.08) return { ...present, status: "PULANG_CEPAT", early: chance.int(5, 60) };
  if (dice > 0.97) return { ...present, status: "DINAS_LUAR" };
  return dice < 0.1 && habitOf(world, person) === "daily" ? { ...present, missed: 1 } : present;
}

function csvOf(world: World, lines: readonly (readonly [DemoPerson, string])[]): string {
  const rows = lines.map(([person, date]) => {
    const { status, late, early, missed } = factOf(world, person, date);
    return [personIdOf(person), date, status, late, early, missed].join(",");
  });
  return ["person_id,date,status,late_minutes,early_minutes,missed_checks", ...rows, ""].join("\n");
}

/** The officer writes down a day of somebody else by hand, as the machine has it: an invented correction changes nobody's month. */
async function correctOne(
  stage: Stage,
  path: string,
  own: readonly (readonly [DemoPerson, string])[],
  officer: { readonly nip: string; readonly token: string },
): Promise<void> {
  const found = own.find(([person, date]) => person.nip !== officer.nip && factOf(stage, person, date) === present);
  if (!found) return;
  const [person, date] = found;
  const reason = "Daftar hadir apel pagi, contoh";
  const correction = { personId: personIdOf(person), date, status: present.status, reason };
  await stage.http.post(`${path}:correct`, correction, officer.token);
}

/** Each agency's officer imports the facts of some days, of those who were there on the day. Returns how many there were. */
export async function importAttendance(stage: Stage, dates: readonly string[]): Promise<number> {
  const officers = officersOf(stage);
  const lines = new Map<string, [DemoPerson, string][]>();
  for (const date of dates)
    for (const [agency, people] of byAgency(peopleOn(stage, date)))
      lines.set(agency, [
        ...(lines.get(agency) ?? []),
        ...people.map((person): [DemoPerson, string] => [person, date]),
      ]);
  let facts = 0;
  for (const [agency, own] of lines) {
    const { nip = "" } = officers[agency]?.personnel ?? {};
    const token = await stage.accounts.access(nip);
    const csv = Buffer.from(csvOf(stage, own));
    const { fileId } = await stage.http.put<{ fileId: string }>("/v1/files", csv, token);
    const path = `/v1/agencies/${agencyIdOf(agency)}/attendance`;
    facts += (await stage.http.post<{ rows: number }>(`${path}:import`, { fileId }, token)).rows;
    await correctOne(stage, path, own, { nip, token });
  }
  return facts;
}
