import { type Day, daysInMonth, type Period } from "@kinerja/common/kernel";

import { countDays, type Days, daysWithin, noDays, together, without } from "./days.ts";
import { type FactRefs } from "./facts/month.ts";
import { type Flag } from "./policy/outcome.ts";
import { type DayFact, type Facts, type SpanFact } from "./policy/sources.ts";

export type RosterRow = {
  readonly personId: string;
  readonly employmentId: string;
  readonly validFrom: Day;
  readonly validTo: Day | undefined;
  /** False for a second post, which is never paid beside the first. */
  readonly primary: boolean;
  readonly positionClass: number;
  readonly staffKind: string | undefined;
  /** Golongan ruang, "III/c"; undefined where nobody has said it. */
  readonly grade?: string | undefined;
  /** struktural, fungsional, pelaksana …; undefined where nobody has said it. */
  readonly positionKind?: string | undefined;
  /** The unit of the employment and those above it, the nearest first. */
  readonly unitIds?: readonly string[];
};

/** Days of work of a month: of a unit that keeps a week of its own, or of the agency. */
export type WorkCalendar = { readonly unitId: string | undefined; readonly workdays: ReadonlySet<Day> };

export type AttendanceFact = {
  /** In the zone of the unit. */
  readonly date: Day;
  readonly status: string;
  readonly lateMinutes: number;
  readonly earlyMinutes: number;
  readonly missedChecks: number;
  /** "07:28" at the place of work; undefined without a check, or where the source tells none. */
  readonly checkIn?: string | undefined;
  readonly checkOut?: string | undefined;
  /** Whether it was the person's day of work, where the source says so; else the calendar does. */
  readonly work?: boolean | undefined;
};

export type MonthRow = {
  readonly personId: string;
  readonly employmentId: string;
  readonly approvedMinutes: number;
  readonly openMinutes: number;
  readonly daysWithEntries: number;
  readonly attendance: readonly AttendanceFact[];
  /** Days of it that rest on a person's word; missing where there are none. */
  readonly byHand?: readonly Day[];
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
  /** Ids of the fact rows behind a source. */
  readonly refs?: FactRefs;
  readonly flags: readonly Flag[];
};

/** What a run asks of a person's days, and what other runs hold of them, by person. */
export type Claim = { readonly personId: string; readonly days: Days };
export type Taken = ReadonlyMap<string, { readonly days: Days; readonly by: readonly Holder[] }>;
/** A run, maybe of another agency, that pays days of a person. */
export type Holder = { readonly agencyId: string; readonly runId: string };

const wantedDays = (period: Period, row: RosterRow): Days =>
  row.primary ? daysWithin(period, row.validFrom, row.validTo) : noDays;

/** By person and employment: the order of streams, of snapshots and of hashes. */
export const byPerson = (
  a: { readonly personId: string; readonly employmentId: string },
  b: { readonly personId: string; readonly employmentId: string },
): number => (`${a.personId}${a.employmentId}` < `${b.personId}${b.employmentId}` ? -1 : 1);

/** The days of a month that a person could be paid for here. */
export const claimOf = (period: Period, roster: readonly RosterRow[]): Days =>
  roster.reduce((days, row) => together(days, wantedDays(period, row)), noDays);

/** Days of work by the week of the nearest unit that keeps one of its own, else by the agency's; undefined where there is no calendar. */
export function workdaysOf(
  calendars: readonly WorkCalendar[],
  unitIds: readonly string[] = [],
): ReadonlySet<Day> | undefined {
  const of = (wanted: string | undefined): WorkCalendar | undefined =>
    calendars.find(({ unitId }) => unitId === wanted);
  const nearest = calendars.length > 1 ? unitIds.find((unitId) => of(unitId) !== undefined) : undefined;
  return of(nearest)?.workdays;
}

/** A duty roster knows better than the calendar; without either all days of the file are days of work. */
const isWork = ({ date, status, work }: AttendanceFact, workdays: ReadonlySet<Day> | undefined): boolean =>
  work ?? (status !== "LIBUR" && workdays?.has(date) !== false);

type Writable<Value> = { -readonly [Name in keyof Value]: Value[Name] };

/** Of two checks the one that was missed is the one without a time; where there are no times it is told as that of the arrival. */
function putMissed(day: Writable<DayFact>, { missedChecks, checkIn, checkOut }: AttendanceFact): void {
  const isOfLeaving = missedChecks === 1 && checkIn !== undefined && checkOut === undefined;
  if (!isOfLeaving) day.missed_in = true;
  if (isOfLeaving || missedChecks > 1) day.missed_out = true;
}

/** The day as a policy reads it. */
function dayFact(fact: AttendanceFact, work: boolean): DayFact {
  const { date, status, lateMinutes, earlyMinutes, missedChecks, checkIn, checkOut } = fact;
  const day: Writable<DayFact> = { day: date, work, status };
  if (checkIn !== undefined) day.check_in = checkIn;
  if (checkOut !== undefined) day.check_out = checkOut;
  if (lateMinutes > 0) day.late = lateMinutes;
  if (earlyMinutes > 0) day.early = earlyMinutes;
  if (missedChecks > 0) putMissed(day, fact);
  return day;
}

const inOrder = (numbers: number[]): number[] => (numbers.length > 1 ? numbers.sort((a, b) => a - b) : numbers);

const spanText = (span: SpanFact): string =>
  Object.entries(span)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${String(value)}`)
    .join();
const spanOrder = (a: SpanFact, b: SpanFact): number => (spanText(a) < spanText(b) ? -1 : 1);

/** The days of a month while they go by, one after the other: a run has a hundred million of them. */
class MonthOfDays {
  readonly #days: DayFact[] = [];
  readonly #outages: SpanFact[] = [];
  readonly #late: number[] = [];
  readonly #early: number[] = [];
  #absent = 0;
  #sick = 0;
  #leave = 0;
  #missed = 0;
  #lateMinutes = 0;
  #earlyMinutes = 0;
  #isInOrder = true;

  add(fact: AttendanceFact, work: boolean): void {
    const { date } = fact;
    const last = this.#days.at(-1);
    if (last !== undefined && date < last.day) this.#isInOrder = false;
    this.#days.push(dayFact(fact, work));
    // Days that an officer has put in as an outage of the machine.
    if (fact.status === "GANGGUAN") this.#outages.push({ kind: "gangguan", from: date, to: date });
    if (work) this.#count(fact);
  }

  /** Only days of work are counted, a day of absence is that alone, and an outage excuses missed checks only. */
  #count({ status, lateMinutes, earlyMinutes, missedChecks }: AttendanceFact): void {
    if (status === "ALPA") {
      this.#absent += 1;
      return;
    }
    if (status === "CUTI_SAKIT") this.#sick += 1;
    if (status === "CUTI_TAHUNAN") this.#leave += 1;
    if (status !== "GANGGUAN") this.#missed += missedChecks;
    this.#lateMinutes += lateMinutes;
    this.#earlyMinutes += earlyMinutes;
    if (lateMinutes > 0) this.#late.push(lateMinutes);
    if (earlyMinutes > 0) this.#early.push(earlyMinutes);
  }

  /** Times and statuses have become counts; percents are the policy's. */
  put(facts: Writable<Facts>): void {
    if (!this.#isInOrder) {
      this.#days.sort((a, b) => (a.day < b.day ? -1 : 1));
      this.#outages.sort((a, b) => (a.from < b.from ? -1 : 1));
    }
    facts["attendance.days"] = this.#days;
    const known = facts["attendance.outages"] as readonly SpanFact[] | undefined;
    facts["attendance.outages"] = known?.length ? [...known, ...this.#outages].sort(spanOrder) : this.#outages;
    facts["attendance.absent_days"] = this.#absent;
    facts["attendance.sick_days"] = this.#sick;
    facts["attendance.leave_days"] = this.#leave;
    facts["attendance.missed_checks"] = this.#missed;
    facts["attendance.late_minutes"] = this.#lateMinutes;
    facts["attendance.late_events"] = inOrder(this.#late);
    facts["attendance.early_minutes"] = this.#earlyMinutes;
    facts["attendance.early_events"] = inOrder(this.#early);
  }
}

function putAttendance(
  facts: Writable<Facts>,
  attendance: readonly AttendanceFact[],
  workdays: ReadonlySet<Day> | undefined,
): void {
  if (attendance.length === 0) return;
  const month = new MonthOfDays();
  for (const fact of attendance) month.add(fact, isWork(fact, workdays));
  month.put(facts);
}

type Known = {
  readonly month: MonthRow | undefined;
  readonly predicate: string | undefined;
  readonly calendars: readonly WorkCalendar[];
  /** Of the registers. */
  readonly own: Facts | undefined;
};

function putRoster(facts: Writable<Facts>, { positionClass, staffKind, positionKind, grade }: RosterRow): void {
  if (positionClass > 0) facts["roster.class"] = String(positionClass);
  if (staffKind !== undefined) facts["roster.staff_kind"] = staffKind;
  if (positionKind !== undefined) facts["roster.position_kind"] = positionKind;
  if (grade !== undefined) facts["roster.grade"] = grade;
}

/**
 * Registers say more than the sealed month, and none has one of its names but outages, which count whoever has told them. By name and one behind the
 * other: objects that are spread into each other cost three times as much.
 */
function factsOf(
  period: Period,
  row: RosterRow,
  days: Days,
  { month, predicate, calendars, own }: Known,
): Writable<Facts> {
  const workdays = workdaysOf(calendars, row.unitIds);
  const facts: Writable<Facts> = { ...own };
  putRoster(facts, row);
  facts["roster.paid_days"] = countDays(days);
  facts["calendar.days_of_month"] = daysInMonth(period);
  if (workdays !== undefined) facts["calendar.workdays"] = workdays.size;
  if (predicate !== undefined) facts["evaluation.predicate"] = predicate;
  if (month === undefined) return facts;
  facts["activity.approved_minutes"] = month.approvedMinutes;
  facts["activity.open_minutes"] = month.openMinutes;
  facts["activity.days_with_entries"] = month.daysWithEntries;
  putAttendance(facts, month.attendance, workdays);
  return facts;
}

const elsewhere = (days: Days, taken: Days): Flag => ({
  code: "DAYS_PAID_ELSEWHERE",
  severity: days === noDays ? "BLOCK" : "WARN",
  params: { paid: String(countDays(days)), elsewhere: String(countDays(taken)) },
});

/** What the streams hold of one person. */
export type PersonInputs = SealedInputs & { readonly personId: string };

/** What this service knows itself: days that other runs pay, and the facts of its registers. */
export type OwnKnowledge = {
  readonly taken: Days;
  /** Of the agency and its units. */
  readonly calendars?: readonly WorkCalendar[];
  readonly facts?: Facts | undefined;
  readonly refs?: FactRefs | undefined;
  /** Two letters of one authority say different things about the same days. */
  readonly conflicts?: readonly unknown[] | undefined;
};

/** A predicate belongs to an employment; who has only one in the agency keeps it after a change of post. */
function predicateOf(predicates: readonly PredicateRow[], employmentId: string): string | undefined {
  const own = predicates.find((row) => row.employmentId === employmentId);
  return (own ?? (predicates.length === 1 ? predicates[0] : undefined))?.predicate;
}

const byFirstDay = (a: RosterRow, b: RosterRow): number =>
  a.validFrom === b.validFrom ? byPerson(a, b) : a.validFrom < b.validFrom ? -1 : 1;

const conflicting: Flag = { code: "FACTS_DIFFER", severity: "WARN", params: {} };

/** What all rows of a person rest on, and what somebody must look at. */
const besidesOf = ({ refs, conflicts = [] }: OwnKnowledge) => ({
  refs: refs === undefined || Object.keys(refs).length === 0 ? undefined : refs,
  asked: conflicts.length > 0 ? [conflicting] : [],
});

/**
 * The rows of one person in a run, by employment. A person's day is given to one employment only, in order of their first days, and to none if another
 * run pays it.
 */
export function snapshotOf(period: Period, person: PersonInputs, own: OwnKnowledge): SnapshotRow[] {
  const { personId, roster, months, predicates } = person;
  const { calendars = [], facts: ofRegisters } = own;
  const { refs, asked } = besidesOf(own);
  let given = noDays;
  const rows: SnapshotRow[] = [];
  for (const row of roster.length > 1 ? roster.toSorted(byFirstDay) : roster) {
    const wanted = without(wantedDays(period, row), given);
    if (wanted === noDays) continue;
    given = together(given, wanted);
    const days = without(wanted, own.taken);
    const { employmentId } = row;
    const month = months.find((one) => one.employmentId === employmentId);
    const known = { month, predicate: predicateOf(predicates, employmentId), calendars, own: ofRegisters };
    const facts = factsOf(period, row, days, known);
    const flags = days === wanted ? asked : [elsewhere(days, without(wanted, days)), ...asked];
    rows.push(refs ? { personId, employmentId, days, facts, flags, refs } : { personId, employmentId, days, facts, flags }); // prettier-ignore
  }
  return rows.length > 1 ? rows.sort(byPerson) : rows;
}
