import { describe, expect, it } from "@jest/globals";
import { type Period } from "@kinerja/common/kernel";

import { fact, factId, personId } from "../testing/pay-facts.ts";
import { type FactKind, factKinds, specOf } from "./facts/kinds.ts";
import { factsOfMonths, isOfPayout } from "./facts/month.ts";
import { type FactRow } from "./facts/row.ts";
import { type DayFact, type SourceName } from "./policy/sources.ts";
import { factsLabel, unreadOf } from "./unread-facts.ts";

const july = "2026-07" as Period;
const months = { period: july, payoutPeriod: july };
const knownOf = (...rows: FactRow[]) => factsOfMonths(rows, months, { personId, unitIds: [] });
const day = (on: string, more: Partial<DayFact>): DayFact => ({ day: on as DayFact["day"], work: true, status: "HADIR", ...more }); // prettier-ignore
const rows = [{ facts: { "attendance.days": [day("2026-07-03", { missed_out: true }), day("2026-07-06", {})] } }];
const read = new Set<SourceName>(["attendance.days", "leave.spans"]);
const unread = (...of: FactRow[]) => unreadOf(july, read, knownOf(...of), rows);

describe("facts that a policy does not read", () => {
  it("are nobody's where nothing is recorded, or everything is read", () => {
    expect(unread()).toBeUndefined();
    expect(unread(fact("LEAVE", ["2026-07-01", "2026-07-10"]))).toBeUndefined();
  });

  it.each(factKinds.filter((kind) => kind !== "LEAVE" && kind !== "OUTAGE" && kind !== "ANNUAL_PREDICATE"))("are told of each kind but those of the payout: %s", (kind) => {
    const to = specOf(kind).time === "year" ? undefined : "2026-07-31";
    const names = unread(fact(kind, ["2026-07-01", to]));
    if (isOfPayout(kind)) expect(names).toBeUndefined();
    else expect(names?.map(factsLabel)).toEqual([expect.stringContaining(specOf(kind).label)]);
  }); // prettier-ignore

  it("are told of whoever has something on a day of an outage, where the policy looks at days", () => {
    const outage = (on: string) => fact("OUTAGE", [on, on]);
    expect(unread(outage("2026-07-03"))).toEqual(["attendance.outages"]);
    expect(unread(outage("2026-07-06"))).toBeUndefined();
    expect(unreadOf(july, new Set(["roster.class"]), knownOf(outage("2026-07-03")), rows)).toBeUndefined();
    expect(factsLabel("attendance.outages")).toBe("Gangguan alat presensi");
  });

  it.each<[string, FactRow]>([
    ["a spell that ended before the month", fact("SANCTION", ["2026-05-02", "2026-06-30"])],
    ["a letter that nobody has confirmed", fact("ACTING", ["2026-07-01", "2026-07-31"], { state: "PROPOSED" })],
    ["nothing counted", fact("LIST_ITEM", ["2026-07-01", "2026-07-01"], { fields: { code: "merokok", count: "0" } })],
  ])("are not %s", (_, row) => expect(unread(row)).toBeUndefined());

  it("are told once by source, with the agency's own code", () => {
    const item = (n: number, code: string) =>
      fact("LIST_ITEM", [`2026-07-0${n}`, `2026-07-0${n}`], { id: factId(n), fields: { code, count: "1" } });
    const names = unread(item(1, "upacara"), item(2, "upacara"), item(3, "merokok"));
    expect(names?.map(factsLabel)).toEqual(["Butir daftar merokok", "Butir daftar upacara"]);
  });

  it("are nobody's who is paid for no day", () => {
    const sanction: FactKind = "SANCTION";
    expect(unreadOf(july, read, knownOf(fact(sanction, ["2026-07-01"])), [])).toBeUndefined();
  });
});
