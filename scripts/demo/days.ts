import { type SentLine } from "../invariants/history.ts";
import { isOnLeave, keepOwn, type Diarist } from "./diaries.ts";
import { each } from "./each.ts";
import { changeOf, entriesOfDay, twinOf, type EntryJson, type PlanItemJson } from "./entries.ts";
import { ProblemError, type Http } from "./http.ts";
import { at, type Stage } from "./stage.ts";

interface Result {
  readonly id: string;
  readonly version: number;
  readonly receipt?: { readonly bodySha256: string; readonly position: string };
  readonly refusal?: { readonly code: string };
}

export interface LogTotals {
  submitted: number;
  retried: number;
  acknowledged: number;
  refused: number;
  unseen: number;
}

export const noLogTotals = (): LogTotals => ({ submitted: 0, retried: 0, acknowledged: 0, refused: 0, unseen: 0 });

function logsToday(stage: Stage, { person, habit, chance: own }: Diarist, date: string, isLast: boolean): boolean {
  const chance = own.fork(`logs/${date}`);
  if (isOnLeave(stage, person, date)) return false;
  if (habit === "last-evening") return isLast;
  if (habit === "forgetful") return chance.chance(0.7);
  return chance.chance(0.99);
}

const line = (op: SentLine["op"], { personId, employments }: Diarist, entry: EntryJson | Result): SentLine => ({
  op,
  person: personId,
  agency: employments[0]?.agencyId ?? "",
  id: entry.id,
  version: entry.version,
});

/** The platform's clock may have passed the token's end on the way: then once more with a new one, as a phone does. */
async function send(stage: Stage, via: Http, who: Diarist, entries: EntryJson[]): Promise<Result[]> {
  const post = async (): Promise<Result[]> => {
    const token = await stage.accounts.diary(who.person.nip);
    return (await via.post<{ results: Result[] }>("/v1/entries:record", { entries }, token)).results;
  };
  return post().catch((error: unknown) => {
    if (error instanceof ProblemError && error.problem.code === "TOKEN_EXPIRED") return post();
    throw error;
  });
}

/** Sends entries and writes into the history what was asked and what was answered. */
export async function record(stage: Stage, via: Http, who: Diarist, entries: EntryJson[], totals: LogTotals): Promise<void> {
  for (const entry of entries) stage.history.write(line("invoke", who, entry));
  totals.submitted += entries.length;
  const results = await send(stage, via, who, entries);
  for (const result of results) {
    const { receipt, refusal } = result;
    if (receipt) {
      const entry = entries.find(({ id }) => id === result.id);
      who.receipt = receipt.position;
      if (receipt.position.startsWith("spool:")) who.spooled = entry;
      else who.position = receipt.position;
      if (entry) keepOwn(who, entry);
      totals.acknowledged++;
      stage.history.write({ ...line("ok", who, result), sha256: receipt.bodySha256 });
    } else {
      totals.refused++;
      stage.say(`    refused: ${refusal?.code ?? "?"}`);
      stage.history.write(line("fail", who, result));
    }
  }
} // prettier-ignore

const idsOf = ({ employments }: Diarist): string[] => employments.map(({ employmentId }) => employmentId);

/** One person's evening: mostly one request for the day, a tenth singly through the gateway; some repeat, some change what they wrote. */
async function evening(stage: Stage, who: Diarist, dates: readonly string[], writtenOn: string, plan: readonly PlanItemJson[], totals: LogTotals): Promise<void> {
  for (const date of dates) {
    // Ids depend on person and day alone: an evening that is played again after a stop sends the same entries.
    const chance = who.chance.fork(date);
    const nowMs = at(writtenOn, "16:30");
    const entries = entriesOfDay({ person: who.person, employmentIds: idsOf(who), date, nowMs, plan }, chance);
    const singly = chance.chance(0.1);
    if (singly) for (const entry of entries) await record(stage, stage.http, who, [entry], totals);
    else await record(stage, stage.ingest, who, entries, totals);
    if (chance.chance(0.05)) {
      totals.retried += entries.length;
      await record(stage, stage.ingest, who, entries, totals);
    }
    const [first] = entries;
    if (first && chance.chance(0.003)) await record(stage, stage.ingest, who, [twinOf(first)], totals);
    if (first && chance.chance(0.02)) await record(stage, stage.ingest, who, [changeOf(first, chance)], totals);
  }
} // prettier-ignore

/** The evening of one working day, for everybody. */
export async function playDay(
  stage: Stage,
  diarists: readonly Diarist[],
  date: string,
  plans: ReadonlyMap<string, readonly PlanItemJson[]>,
  totals: LogTotals,
): Promise<void> {
  await stage.platform.clock.moveTo(at(date, "16:30"));
  const { workingDays } = stage.month;
  const isLast = date === workingDays.at(-1);
  const tonight = diarists.filter((who) => logsToday(stage, who, date, isLast));
  await each(tonight, 32, async (who) => {
    const dates = who.habit === "last-evening" ? workingDays : [date];
    await evening(stage, who, dates, date, plans.get(who.personId) ?? [], totals);
  });
}

interface Listed {
  readonly entries: readonly { readonly entry: EntryJson }[];
  readonly pending: boolean;
}

/** Some look at their day right after writing: what was acknowledged must be there, or said to be on its way (I7). */
export async function readOwnWrites(stage: Stage, diarists: readonly Diarist[], date: string, totals: LogTotals): Promise<number> {
  let looked = 0;
  await each(diarists.filter(({ receipt }, index) => receipt !== "" && index % 25 === 0), 8, async (who) => {
    const [entry] = entriesOfDay({ person: who.person, employmentIds: idsOf(who), date, nowMs: at(date, "16:31"), plan: [] }, who.chance.fork(`look/${date}`));
    if (!entry) return;
    const fresh = { ...entry, startsAt: "16:00", endsAt: "16:15" };
    await record(stage, stage.ingest, who, [fresh], totals);
    const path = `/v1/entries?fromDate=${date}&toDate=${date}&after=${encodeURIComponent(who.receipt)}`;
    const { entries, pending } = await stage.http.get<Listed>(path, await stage.accounts.access(who.person.nip));
    looked++;
    stage.history.write({ op: "read", person: who.personId, date, after: who.receipt, pending, count: entries.length });
    if (!pending && !entries.some((stored) => stored.entry.id === fresh.id)) totals.unseen++;
  });
  return looked;
} // prettier-ignore

/** Longer than a killed service takes to come back on a busy machine. */
const storeLimitMs = 180_000;

/** Waits until what was acknowledged can be read by everybody: who looks at a week then sees all of it. */
export async function untilStored(stage: Stage, diarists: readonly Diarist[]): Promise<void> {
  const last = new Map<string, Diarist>();
  const offsetOf = ({ position }: Diarist): number => Number(position.split(":")[1] ?? -1);
  for (const who of diarists) {
    const partition = who.position.split(":")[0] ?? "";
    const known = last.get(partition);
    if (known === undefined || offsetOf(who) > offsetOf(known)) last.set(partition, who);
  }
  const deadline = Date.now() + storeLimitMs;
  const until = async (what: string, isStored: () => Promise<boolean>): Promise<void> => {
    while (!(await isStored()))
      if (Date.now() > deadline) throw new Error(`${what} was not stored within ${storeLimitMs / 1_000} s`);
  };
  await each(last.values(), 8, async ({ person, position }) => {
    if (position === "") return;
    const path = `/v1/months/${stage.month.period}?after=${encodeURIComponent(position)}`;
    await until(position, async () => {
      const { pending } = await stage.http.get<{ pending: boolean }>(path, await stage.accounts.access(person.nip));
      return !pending;
    });
  });
  // What the spool has acknowledged has no place to wait for: it is looked for itself.
  await each(diarists, 8, async (who) => {
    const { spooled, person } = who;
    if (spooled === undefined) return;
    const { id, version, workDate } = spooled;
    const path = `/v1/entries?fromDate=${workDate}&toDate=${workDate}`;
    await until(`entry ${id} from the spool`, async () => {
      const { entries } = await stage.http.get<Listed>(path, await stage.accounts.access(person.nip));
      const isThere = entries.some(({ entry }) => entry.id === id && entry.version >= version);
      if (!isThere) await new Promise((resolve) => setTimeout(resolve, 200));
      return isThere;
    });
    who.spooled = undefined;
  });
}
