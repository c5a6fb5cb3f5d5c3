import { type Day, daysInMonth, type Period } from "@kinerja/common/kernel";

import { countDays, type Days, daysWithin, noDays, together, without } from "./days.ts";
import { canonical } from "./hashing.ts";
import { type Flag } from "./policy/outcome.ts";
import { type DayFact, type Facts, type FactValue, type SpanFact } from "./policy/sources.ts";

export type RosterRow = {
  readonly personId: string;
  readonly employmentId: string;
  readonly validFrom: Day;
  readonly validTo: Day | undefined;
  /** False for a second post, which is never paid beside the first. */
  readonly primary: boolean;
  readonly positionClass: number;
  readonly staffKind: string | undefined;
};

export type AttendanceFact = {
  /** In the zone of the unit. */
  readonly date: Day;
  readonly status: string;
  readonly lateMinutes: number;
  readonly earlyMinutes: number;
  readonly missedChecks: number;
};

export type MonthRow = {
  readonly personId: string;
  readonly employmentId: string;
  readonly approvedMinutes: number;
  readonly openMinutes: number;
  readonly daysWithEntries: number;
  readonly attendance: readonly AttendanceFact[];
};

export type PredicateRow = {
  readonly personId: string;
  readonly employmentId: string;
  readonly predicate: string | undefined;
};

/** What was read from the sealed revisions of one agency and month. */
export type SealedInputs = {
  readonly roster: readonly RosterRow[];
  readonly months: readonly MonthRow[];
  readonly predicates: readonly PredicateRow[];
};

/** Everything that the computation of one row may know. */
export type SnapshotRow = {
  readonly personId: string;
  readonly employmentId: string;
  /** Days that this row is paid for. */
  readonly days: Days;
  readonly facts: Facts;
  readonly flags: readonly Flag[];
};

/** A place that asks for its days, and what others have already been paid for. */
export type Claim = { readonly personId: string; readonly days: Days };
export type Taken = ReadonlyMap<string, Days>;

const wantedDays = (period: Period, row: RosterRow): Days =>
  row.primary ? daysWithin(period, row.validFrom, row.validTo) : noDays;

/** By person and employment: the order of streams, of snapshots and of hashes. */
export const byPerson = (
  a: { readonly personId: string; readonly employmentId: string },
  b: { readonly personId: string; readonly employmentId: string },
): number => (`${a.personId}${a.employmentId}` < `${b.personId}${b.employmentId}` ? -1 : 1);

/** The days of a month that each person could be paid for here, by person id. */
export function claimsOf(period: Period, roster: readonly RosterRow[]): Claim[] {
  const claims = new Map<string, Days>();
  for (const row of roster)
    claims.set(row.personId, together(claims.get(row.personId) ?? noDays, wantedDays(period, row)));
  return [...claims]
    .filter(([, days]) => days !== noDays)
    .map(([personId, days]) => ({ personId, days }))
    .toSorted((a, b) => (a.personId < b.personId ? -1 : 1));
}

const total = (days: readonly AttendanceFact[], of: (day: AttendanceFact) => number): number =>
  days.reduce((sum, day) => sum + of(day), 0);
const positive = (values: readonly number[]): number[] => values.filter((value) => value > 0).toSorted((a, b) => a - b);

/** The days as a policy reads them. One missed check is told as that of the arrival: the import does not say which of the two it was. */
const dayFacts = (days: readonly AttendanceFact[]): DayFact[] =>
  days
    .map(({ date, status, lateMinutes, earlyMinutes, missedChecks }): DayFact => ({
      day: date,
      work: true,
      status,
      ...(lateMinutes > 0 && { late: lateMinutes }),
      ...(earlyMinutes > 0 && { early: earlyMinutes }),
      ...(missedChecks > 0 && { missed_in: true }),
      ...(missedChecks > 1 && { missed_out: true }),
    }))
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));

/** Days that an officer has put in as an outage of the machine. */
const outageSpans = (days: readonly AttendanceFact[]): SpanFact[] =>
  days
    .filter(({ status }) => status === "GANGGUAN")
    .map(({ date }): SpanFact => ({ kind: "gangguan", from: date, to: date }))
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));

/** Times and statuses become counts here; percents are the policy's. A day of absence is that alone, and an outage excuses missed checks only. */
function attendanceFacts(days: readonly AttendanceFact[]): Facts {
  const present = days.filter(({ status }) => status !== "ALPA");
  const counted = (wanted: string): number => days.filter(({ status }) => status === wanted).length;
  return {
    "attendance.days": dayFacts(days),
    "attendance.outages": outageSpans(days),
    "attendance.absent_days": counted("ALPA"),
    "attendance.sick_days": counted("CUTI_SAKIT"),
    "attendance.leave_days": counted("CUTI_TAHUNAN"),
    "attendance.missed_checks": total(present.filter(({ status }) => status !== "GANGGUAN"), (day) => day.missedChecks), // prettier-ignore
    "attendance.late_minutes": total(present, (day) => day.lateMinutes),
    "attendance.late_events": positive(present.map((day) => day.lateMinutes)),
    "attendance.early_minutes": total(present, (day) => day.earlyMinutes),
    "attendance.early_events": positive(present.map((day) => day.earlyMinutes)),
  };
}

const activityFacts = (month: MonthRow): Facts => ({
  "activity.approved_minutes": month.approvedMinutes,
  "activity.open_minutes": month.openMinutes,
  "activity.days_with_entries": month.daysWithEntries,
});

type Known = { readonly month: MonthRow | undefined; readonly predicate: string | undefined };

const factsOf = (period: Period, row: RosterRow, days: Days, { month, predicate }: Known): Facts => ({
  ...(row.positionClass > 0 && { "roster.class": String(row.positionClass) }),
  ...(row.staffKind !== undefined && { "roster.staff_kind": row.staffKind }),
  "roster.paid_days": countDays(days),
  "calendar.days_of_month": daysInMonth(period),
  ...(predicate !== undefined && { "evaluation.predicate": predicate }),
  ...(month && activityFacts(month)),
  ...(month && month.attendance.length > 0 && attendanceFacts(month.attendance)),
});

const elsewhere = (days: Days, taken: Days): Flag => ({
  code: "DAYS_PAID_ELSEWHERE",
  severity: days === noDays ? "BLOCK" : "WARN",
  params: { paid: String(countDays(days)), elsewhere: String(countDays(taken)) },
});

/** A predicate belongs to an employment; who has only one in the agency keeps it after a change of post. */
function predicateFinder(predicates: readonly PredicateRow[]): (row: RosterRow) => string | undefined {
  const byEmployment = new Map(predicates.map((row) => [row.employmentId, row]));
  const ofPerson = new Map<string, PredicateRow[]>();
  for (const row of predicates) ofPerson.set(row.personId, [...(ofPerson.get(row.personId) ?? []), row]);
  return ({ personId, employmentId }) => {
    const own = ofPerson.get(personId) ?? [];
    return (byEmployment.get(employmentId) ?? (own.length === 1 ? own[0] : undefined))?.predicate;
  };
}

/** The rows of a run. A person's day is given to one employment only, in order of their first days, and to none if it was paid before. */
export function snapshotRows(
  period: Period,
  { roster, months, predicates }: SealedInputs,
  taken: Taken,
): SnapshotRow[] {
  const monthOf = new Map(months.map((month) => [month.employmentId, month]));
  const predicateOf = predicateFinder(predicates);
  const given = new Map<string, Days>();
  const inOrder = roster.toSorted((a, b) => (a.validFrom === b.validFrom ? byPerson(a, b) : a.validFrom < b.validFrom ? -1 : 1)); // prettier-ignore
  const rows = inOrder.flatMap((row): SnapshotRow[] => {
    const before = taken.get(row.personId) ?? noDays;
    const wanted = without(wantedDays(period, row), given.get(row.personId) ?? noDays);
    if (wanted === noDays) return [];
    given.set(row.personId, together(given.get(row.personId) ?? noDays, wanted));
    const days = without(wanted, before);
    const known = { month: monthOf.get(row.employmentId), predicate: predicateOf(row) };
    const flags = days === wanted ? [] : [elsewhere(days, without(wanted, days))];
    const { personId, employmentId } = row;
    return [{ personId, employmentId, days, facts: factsOf(period, row, days, known), flags }];
  });
  return rows.toSorted(byPerson);
}

/** The names of a fact in order, so that the same fact has the same text. */
const ordered = (fact: object): [string, unknown][] => Object.entries(fact).toSorted(([a], [b]) => (a < b ? -1 : 1));
const itemText = (item: number | DayFact | SpanFact): string =>
  typeof item === "number" ? String(item) : ordered(item).map(([name, value]) => `${name}=${String(value)}`).join(","); // prettier-ignore
const factText = (value: FactValue): string =>
  typeof value === "object" ? value.map(itemText).join(" ") : String(value);
export const sortedFacts = (facts: Facts): [string, string][] =>
  Object.entries(facts)
    .flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, factText(value)]]))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));

/** What goes into the hash of the snapshot for one row. */
export const snapshotLine = ({ personId, employmentId, days, facts, flags }: SnapshotRow): string =>
  canonical([personId, employmentId, String(days), sortedFacts(facts), flags.map(({ code }) => code)]);
