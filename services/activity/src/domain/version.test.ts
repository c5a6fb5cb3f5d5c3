import { describe, expect, it } from "@jest/globals";
import { type Day } from "@kinerja/common/kernel";
import fc from "fast-check";

import { flagBit } from "./flags.ts";
import { addVersion, firstOf, isChangedAfterApproval, isLateVersion, storedFlags, type Version } from "./version.ts";

const made = (version: number, text: string, more: Partial<Version> = {}): Version => ({
  version,
  agencyId: "a",
  employmentId: "e",
  workDate: "2026-10-30" as Day,
  starts: undefined,
  ends: undefined,
  minutes: 60,
  planItemId: undefined,
  taskId: undefined,
  textHash: undefined,
  cancelled: false,
  sessionEnded: false,
  late: false,
  zone: "WIB",
  acceptedAt: Date.parse("2026-10-30T10:00:00Z"),
  offset: 0n,
  bodySha256: Buffer.from(text.padEnd(32)),
  body: Buffer.from(text),
  ...more,
});

const fold = (versions: readonly Version[]) => versions.slice(1).reduce(addVersion, firstOf(versions[0]!));

describe("versions of an entry", () => {
  it("come to the same current version, replaced ones and bodies in any order and with any doubles", () => {
    const arrivals = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(arrivals, arrivals, (numbers, again) => {
        const one = fold(numbers.map((number) => made(number, `v${number}`)));
        const doubled = [...numbers].reverse().concat(again.filter((number) => numbers.includes(number)));
        const other = fold(doubled.map((number) => made(number, `v${number}`)));
        expect(other.current).toEqual(one.current);
        expect(other.state).toBe(one.state);
        expect(other.conflicts).toEqual([]);
        const numbersOf = (versions: readonly Version[]): number[] => versions.map(({ version }) => version).sort();
        expect(numbersOf(other.others)).toEqual(numbersOf(one.others));
      }),
    );
  });

  it("keep the first of two bodies in log order and the other as a conflict, once", () => {
    const twins = [made(1, "a"), made(2, "b"), made(1, "c"), made(1, "c"), made(2, "d"), made(2, "b")];
    const { current, others, conflicts } = fold(twins);
    expect(current.body.toString()).toBe("b");
    expect(others.map(({ body }) => body.toString())).toEqual(["a"]);
    expect(conflicts.map(({ body }) => body.toString())).toEqual(["c", "d"]);
  });

  it("open again what was approved or returned, and say so", () => {
    const approved = { ...firstOf(made(1, "a")), state: "approved" as const, approvedVersion: 1 };
    const changed = addVersion(approved, made(2, "b"));
    expect(changed).toMatchObject({ state: "open", approvedVersion: 1 });
    expect([approved, changed].map(isChangedAfterApproval)).toEqual([false, true]);
    expect(addVersion(approved, made(2, "b", { cancelled: true })).state).toBe("cancelled");
    expect(addVersion({ ...approved, current: made(3, "c") }, made(2, "b")).state).toBe("approved");
  });
});

describe("a version is late", () => {
  const deadline = Date.parse("2026-11-03T17:00:00Z"); // three whole days after October in WIB
  it.each([
    [false, made(1, "a", { acceptedAt: deadline })],
    [true, made(1, "a", { acceptedAt: deadline + 1 })],
    [true, made(1, "a", { acceptedAt: deadline, zone: "WITA" })],
    [false, made(1, "a", { acceptedAt: deadline + 1, workDate: "2026-11-01" as Day })],
  ])("%s", (late, version) => {
    expect(isLateVersion([version], version, 3)).toBe(late);
  });

  it("when it moves work out of a month that is over", () => {
    const before = made(1, "a");
    const moved = made(2, "b", { workDate: "2026-11-02" as Day, acceptedAt: deadline + 1 });
    expect(isLateVersion([before, moved], moved, 3)).toBe(true);
    expect(isLateVersion([before, moved], before, 3)).toBe(false);
    expect(storedFlags(fold([before, moved]), 3)).toBe(1 << 1);
  });
});

describe("the flags that are stored with an entry", () => {
  const inTime = made(1, "a");
  it.each<[string, number, readonly Version[]]>([
    ["none", 0, [inTime, made(2, "b")]],
    [
      "that the current version was accepted after its session had ended",
      flagBit.SESSION_ENDED,
      [made(1, "a", { sessionEnded: true })],
    ],
    ["not that a replaced one was", 0, [made(1, "a", { sessionEnded: true }), made(2, "b")]],
    ["that there is a twin with another body", flagBit.CONFLICT, [inTime, made(1, "b")]],
    ["not that the same came again", 0, [inTime, inTime]],
    ["not that a replaced version has a twin", 0, [inTime, made(1, "b"), made(2, "c")]],
    ["nor that a twin of a replaced version came later", 0, [inTime, made(2, "c"), made(1, "b")]],
    [
      "that the version by which the author chose has a twin too",
      flagBit.CONFLICT,
      [inTime, made(1, "b"), made(2, "c"), made(2, "d")],
    ],
  ])("say %s", (_, flags, versions) => {
    expect(storedFlags(fold(versions), 3)).toBe(flags);
  });
});
