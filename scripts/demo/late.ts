import { record, type LogTotals } from "./days.ts";
import { type Diarist } from "./diaries.ts";
import { uuidV7, type EntryJson } from "./entries.ts";
import { type Stage } from "./stage.ts";

/** Of a hundred people one remembers something when the month's deadline is over. */
const isLate = (index: number): boolean => index % 100 === 7;

interface Listed {
  readonly entries: readonly { readonly entry: EntryJson; readonly flags: readonly string[] }[];
  readonly pending: boolean;
}

function lateEntry(stage: Stage, { employments, chance }: Diarist, when: string): EntryJson {
  const workDate = stage.month.workingDays.at(-1) ?? "";
  return {
    id: uuidV7(stage.platform.clock.now(), chance.fork(`late/${when}`)),
    version: 1,
    employmentId: employments[0]?.employmentId ?? "",
    workDate,
    kind: "ADDITIONAL",
    description: "Menyusul laporan yang terlupa",
    minutes: 15,
  };
}

/**
 * Sends entries after the deadline: each is stored and receipted, and shown with its flag. Returns how many were sent and how many were not
 * shown so.
 */
export async function sendLate(
  stage: Stage,
  diarists: readonly Diarist[],
  when: string,
  totals: LogTotals,
): Promise<{ late: number; lateWrong: number }> {
  const people = diarists.filter((_, index) => isLate(index));
  let lateWrong = 0;
  for (const who of people) {
    const entry = lateEntry(stage, who, when);
    await record(stage, stage.ingest, who, [entry], totals);
    const query = `fromDate=${entry.workDate}&toDate=${entry.workDate}&after=${encodeURIComponent(who.receipt)}`;
    const token = await stage.accounts.access(who.person.nip);
    const { entries, pending } = await stage.http.get<Listed>(`/v1/entries?${query}`, token);
    const shown = entries.find((one) => one.entry.id === entry.id);
    if (!pending && !shown?.flags.includes("LATE")) lateWrong++;
  }
  return { late: people.length, lateWrong };
}
