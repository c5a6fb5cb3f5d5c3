import { Readable } from "node:stream";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Database } from "@kinerja/common/postgres";
import { SealedMonth } from "@kinerja/proto/activity/v1/activity_service";

import { sealedMonths } from "./adapters/postgres/sealed-months.ts";
import {
  agencyId,
  callerOf,
  clock,
  employee,
  officer,
  secondOfficer,
  startThinPath,
  superior,
} from "./testing/thin.ts";

let use: Awaited<ReturnType<typeof startThinPath>>;
/** As administrator: facts, corrections and audit together. */
let all: Database;
beforeAll(async () => {
  use = await startThinPath();
  all = await use.database.administrator();
}, 60_000);
afterAll(async () => {
  await all.stop();
  await use.stop();
}, 30_000);

const month = { agencyId, period: "2026-10" };
type Line = readonly [date: string, status: string, lateMinutes: number, checkIn: string];

async function importLines(lines: readonly Line[], requestKey?: string) {
  const text = ["person_id,date,status,late_minutes,check_in", ...lines.map((line) => `${employee},${line.join(",")}`)];
  const { fileId } = await use.files.put(Readable.from([Buffer.from(text.join("\n"))]), 10_000);
  return use.importFile(callerOf(officer, requestKey), { agencyId, fileId });
}
const facts = async (): Promise<Line[]> =>
  (
    await all.query<{ d: string; s: string; l: number; c: string }>(
      "select work_date as d, status as s, late_minutes as l, coalesce(check_in, '') as c from attendance order by work_date",
    )
  ).map(({ d, s, l, c }) => [d, s, l, c]);
const status = () => use.period(callerOf(officer), month);

async function sealed(revision: number): Promise<[string, string, number][]> {
  const { value } = await sealedMonths(use.app, { ...month, revision }).next();
  return SealedMonth.decode(value as Buffer).attendance.map((day) => [day.date, day.status, day.lateMinutes]);
}
async function closeAndSeal(): Promise<void> {
  await use.close(callerOf(secondOfficer), month);
  clock.advance(7 * 86_400_000);
  expect(await use.sealDue()).toBe(1);
}
async function reopen(kind: "confirm" | "reject" = "confirm"): Promise<void> {
  clock.advance(1_000);
  const { reopenings } = await use.proposeReopening(callerOf(officer), { ...month, reason: "Data mesin susulan" });
  const reopeningId = reopenings[0]?.id ?? "";
  await use.decideReopening(callerOf(secondOfficer), { ...month, kind, reopeningId });
}

/** What should be there, told apart from the store: facts, and what waits, by day. */
const known = new Map<string, string>();
const waiting = new Map<string, string>();
let waits = 0;

function expected(lines: readonly Line[], isSealed: boolean) {
  let [changed, corrected] = [0, 0];
  for (const [date, ...says] of lines) {
    const text = says.join();
    const isLate = isSealed && date.startsWith("2026-10");
    if (isLate && (waiting.get(date) ?? known.get(date)) !== text) {
      waiting.set(date, text);
      corrected += 1;
    } else if (!isLate && known.get(date) !== text) {
      known.set(date, text);
      changed += 1;
    }
  }
  waits += corrected;
  return { rows: lines.length, changed, corrections: corrected === 0 ? [] : [{ period: "2026-10", facts: corrected }] };
}
const knownLines = () => [...known].sort().map(([date, text]) => `${date},${text}`);

/** A fixed chance, so that a failure comes again. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe("attendance that comes after its month was sealed", () => {
  const first: Line[] = [
    ["2026-10-05", "HADIR", 0, "07:28"],
    ["2026-10-06", "TERLAMBAT", 12, ""],
  ];

  it("becomes a correction; an identical fact is none, and other months of the file are taken in", async () => {
    expect(await importLines(first)).toMatchObject(expected(first, false));
    clock.set("2026-11-01T00:00:00Z");
    await closeAndSeal();
    const file: Line[] = [...first.slice(0, 1), ["2026-10-06", "HADIR", 0, ""], ["2026-11-02", "HADIR", 0, ""]];
    const result = await importLines(file, "susulan");
    expect(result).toMatchObject(expected(file, true));
    expect(result).toMatchObject({ rows: 3, changed: 1, corrections: [{ period: "2026-10", facts: 1 }] });
    expect(await importLines(file, "susulan")).toMatchObject(result); // the answer of before
    expect(await importLines(file)).toMatchObject({ rows: 3, changed: 0, corrections: [] });
    expect(await status()).toMatchObject({ state: "sealed", corrections: 1n });
    const audit = await all.query<{ detail: unknown }>(
      "select detail from audit where action = 'import' and jsonb_array_length(detail -> 'corrections') > 0",
    );
    expect(audit).toEqual([{ detail: { rows: 3, changed: 1, corrections: ["2026-10: 1"] } }]);
  });

  it("changes nothing of the sealed month, also when a proposal to open it is taken away", async () => {
    await reopen("reject");
    expect(await sealed(1)).toEqual([
      ["2026-10-05", "HADIR", 0],
      ["2026-10-06", "TERLAMBAT", 12],
    ]);
    expect((await facts()).map((fact) => fact.join())).toEqual(knownLines());
    expect((await status()).corrections).toBe(1n);
  });

  it("is what files in any order leave, the last word about each day, once two officers open the month", async () => {
    const below = chance(20261031);
    const pick = <T>(of: readonly T[]): T => of[below(of.length)] as T;
    const day = (number: number) => `2026-${pick(["10", "10", "11"])}-0${number}`;
    const revisions: [string, string, number][][] = [await sealed(1)];
    for (let round = 2; round <= 4; round += 1) {
      for (let file = 0; file < 12; file += 1) {
        const days = [2, 3, 4, 5, 6].filter(() => below(2) === 0);
        const lines = days.map((number): Line => [
          day(number),
          pick(["HADIR", "TERLAMBAT"]),
          below(2),
          pick(["", "07:30"]),
        ]);
        expect(await importLines(lines)).toMatchObject(expected(lines, true));
      }
      expect((await status()).corrections).toBe(BigInt(waits));
      await reopen();
      for (const [date, text] of waiting) known.set(date, text);
      waiting.clear();
      waits = 0;
      expect((await status()).corrections).toBe(0n);
      expect((await facts()).map((fact) => fact.join())).toEqual(knownLines());
      await closeAndSeal();
      revisions.push(await sealed(round));
      const october = knownLines().filter((line) => line.startsWith("2026-10"));
      expect(revisions.at(-1)?.map((fact) => fact.join())).toEqual(
        october.map((line) => line.split(",").slice(0, 3).join()),
      );
      for (const [index, rows] of revisions.entries()) expect(await sealed(index + 1)).toEqual(rows);
    }
    const taken = await all.query(
      "select from audit where action = 'take-corrections' and (detail ->> 'taken')::int > 0",
    );
    expect(taken).toHaveLength(3);
  });

  it("is compared one file after the other, also when the same one comes twice at once", async () => {
    const lines: Line[] = [["2026-10-07", "DINAS_LUAR", 0, ""]];
    const results = await Promise.all([1, 2, 3, 4].map(() => importLines(lines)));
    expect(results.flatMap(({ corrections }) => corrections)).toEqual([{ period: "2026-10", facts: 1 }]);
  });

  it("is seen by its person beside the day: what waits as such, and what was taken in as such", async () => {
    const ofDay = async (by: string) => {
      const query = { personId: employee, period: "2026-10", after: undefined };
      return (await use.month(callerOf(by), query)).days.find(({ workDate }) => workDate === "2026-10-20");
    };
    expect(await ofDay(employee)).toBeUndefined();
    await importLines([["2026-10-20", "HADIR", 0, "07:28"]]);
    await importLines([["2026-10-20", "TERLAMBAT", 13, "07:43"]]);
    const cameAt = new Date(clock.now());
    const says = { checkIn: "07:43", checkOut: "", lateMinutes: 13, earlyMinutes: 0, missedChecks: 0 };
    const waits = { attendance: "", attendanceCorrected: false, correction: { status: "TERLAMBAT", ...says, cameAt } };
    for (const by of [employee, superior]) expect(await ofDay(by)).toMatchObject(waits);
    await reopen();
    const taken = { attendance: "TERLAMBAT", ...says, attendanceAt: cameAt, attendanceCorrected: true };
    expect(await ofDay(employee)).toMatchObject({ ...taken, correction: undefined });
    await importLines([["2026-10-21", "HADIR", 0, "07:30"]]);
    const { days } = await use.month(callerOf(employee), { personId: undefined, period: "2026-10", after: undefined });
    expect(days.find(({ workDate }) => workDate === "2026-10-21")).toMatchObject({ attendanceCorrected: false });
  });
});
