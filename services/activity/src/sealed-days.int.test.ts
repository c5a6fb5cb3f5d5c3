import { createHash } from "node:crypto";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { SealedMonth } from "@kinerja/proto/activity/v1/activity_service";

import { startServed } from "./testing/served.ts";
import { agencyId, clock, employee, officer, secondOfficer } from "./testing/thin.ts";

let served: Awaited<ReturnType<typeof startServed>>;
beforeAll(async () => {
  served = await startServed();
}, 60_000);
afterAll(() => served.stop(), 30_000);

const head = "person_id,date,status,check_in,check_out,missed_checks,work";
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

describe("the days of a sealed month", () => {
  it("hold when somebody came and went, and whether the source calls them a day of work", async () => {
    clock.set("2026-10-30T12:00:00Z");
    const lines = [
      "2026-10-05,HADIR,07:28,16:03,0,",
      "2026-10-06,HADIR,07:31,,1,",
      "2026-10-10,LIBUR,,,0,",
      "2026-10-11,HADIR,08:00,12:00,0,ya",
      "2026-10-12,CUTI_MELAHIRKAN,,,0,",
    ];
    const text = [head, ...lines.map((line) => `${employee},${line}`)].join("\n");
    expect(await served.importAttendance(officer, text)).toMatchObject({ rows: 5, changed: 5 });
    expect(await served.importAttendance(officer, text)).toMatchObject({ rows: 5, changed: 0 });
    clock.set("2026-11-01T00:00:00Z");
    await served.close(secondOfficer, { agencyId, period: "2026-10" });
    clock.advance(7 * 86_400_000);
    expect(await served.sealDue()).toBe(1);
    const [month] = await served.sealed(1);
    expect(month?.attendance.map((day) => [day.date, day.status, day.checkIn, day.checkOut, day.work])).toEqual([
      ["2026-10-05", "HADIR", "07:28", "16:03", undefined],
      ["2026-10-06", "HADIR", "07:31", "", undefined],
      ["2026-10-10", "LIBUR", "", "", false],
      ["2026-10-11", "HADIR", "08:00", "12:00", true],
      ["2026-10-12", "CUTI_MELAHIRKAN", "", "", undefined],
    ]);
  });

  it("travel one by one or many in a message, as the same bytes", async () => {
    const { period } = await served.period(officer, { agencyId, period: "2026-10" });
    const seal = { count: period?.count, sha256: period?.sha256 };
    const many = await served.messages(1, 1_000);
    expect(many.map(({ rows }) => rows.length)).toEqual([1, 0]);
    expect(sha256(many[0]!.rows[0]!)).toBe(seal.sha256);
    expect(many.at(-1)).toMatchObject(seal);
    const one = await served.messages(1);
    expect(one[0]?.month).toEqual(SealedMonth.decode(many[0]!.rows[0]!));
    expect(one.map(({ rows }) => rows.length)).toEqual([0, 0]);
    expect(one.at(-1)).toMatchObject(seal);
    expect(sha256(SealedMonth.encode(one[0]!.month!).finish())).toBe(seal.sha256);
  });

  it("cannot hold checks that are impossible, and says where each of them stands", async () => {
    const lines = ["2026-11-02,HADIR,16:03,07:28,0,", "2026-11-03,,07:28,,0,"];
    const wrong = [head, ...lines.map((line) => `${employee},${line}`)].join("\n");
    await expect(served.importAttendance(officer, wrong)).rejects.toMatchObject({
      code: "CSV_INVALID",
      violations: [
        { pointer: "/lines/2/check_out", code: "TAP_ORDER" },
        { pointer: "/lines/3/status", code: "TAP_WITHOUT_STATUS" },
      ],
    });
    const ahead = `${head}\n${employee},2026-12-01,HADIR,07:28,,0,`;
    await expect(served.importAttendance(officer, ahead)).rejects.toMatchObject({
      violations: [{ pointer: "/lines/2/check_in", code: "TAP_AHEAD" }],
    });
  });

  it("of months that were sealed before times were kept are the same bytes when they are read and written again", () => {
    const old = Buffer.from("0a017012016518870140014a1b0a0a323032362d31302d303512095445524c414d424154180c2801", "hex");
    const month = SealedMonth.decode(old);
    expect(month).toMatchObject({
      ...{ personId: "p", employmentId: "e", approvedMinutes: 135, daysWithEntries: 1 },
      attendance: [
        { date: "2026-10-05", status: "TERLAMBAT", lateMinutes: 12, missedChecks: 1, checkIn: "", work: undefined },
      ],
    });
    expect(Buffer.from(SealedMonth.encode(month).finish())).toEqual(old);
  });
});
