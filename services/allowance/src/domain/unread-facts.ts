import { type Period } from "@kinerja/common/kernel";

import { daysWithin, noDays } from "./days.ts";
import { type FactKind, specOf } from "./facts/kinds.ts";
import { kindOfSource, type PayFacts } from "./facts/month.ts";
import { type DayFact, type Facts, type SourceName, type SpanFact } from "./policy/sources.ts";
import { type SnapshotRow } from "./snapshot.ts";

/** What a machine has told, or not, that an outage could excuse from. */
export const hasEvent = ({ status, late, early, missed_in: missedIn, missed_out: missedOut }: DayFact): boolean =>
  status === "ALPA" || late !== undefined || early !== undefined || missedIn === true || missedOut === true;

type Rows = readonly Pick<SnapshotRow, "facts">[];
type Touches = (period: Period, span: SpanFact, rows: Rows) => boolean;

/** A letter that is not confirmed is shown and never applied; what was before the month is not of it. */
const isOfMonth: Touches = (period, { pending, from, to }) =>
  pending !== true && daysWithin(period, from, to) !== noDays;

/** An outage is of whole units: whoever was there without a fault has nothing to be excused from. */
const isOutageOf: Touches = (_, { from, to = from }, rows) =>
  rows.some(({ facts }) =>
    ((facts["attendance.days"] ?? []) as readonly DayFact[]).some(
      (day) => day.day >= from && day.day <= to && hasEvent(day),
    ),
  );

function isTouched(period: Period, name: SourceName, facts: Facts, rows: Rows): boolean {
  const value = facts[name];
  if (!Array.isArray(value)) return value !== undefined && value !== 0;
  return (value as readonly SpanFact[]).some(
    (span) => isOfMonth(period, span, rows) && (name !== "attendance.outages" || isOutageOf(period, span, rows)),
  );
}

/** An outage moves nothing where no day is looked at. */
const canMove = (name: SourceName, read: ReadonlySet<SourceName>): boolean =>
  name !== "attendance.outages" || [...read].some((source) => source.startsWith("attendance."));

/**
 * Sources behind which facts of the registers stand that are confirmed and of the month, and that the policy does not read; undefined where there is none.
 * What only the payout asks (salary, tax, other income) is not among them.
 */
export function unreadOf(
  period: Period,
  read: ReadonlySet<SourceName>,
  { facts, refs }: Pick<PayFacts, "facts" | "refs">,
  rows: Rows,
): readonly SourceName[] | undefined {
  if (rows.length === 0) return undefined;
  const names = (Object.keys(refs) as SourceName[]).filter(
    (name) => !read.has(name) && canMove(name, read) && isTouched(period, name, facts, rows),
  );
  return names.length === 0 ? undefined : names.sort();
}

/** Of sources that an agency names itself: the kind by what stands before the point. */
const kindsOfOwn: Readonly<Partial<Record<string, FactKind>>> = {
  ...{
    score: "SCORE",
    points: "SCORE",
    list: "LIST_ITEM",
    days: "LIST_ITEM",
    minutes: "LIST_ITEM",
    hours: "LIST_ITEM",
  },
  ...{ amount: "AMOUNT", key: "KEY", spans: "SPAN" },
};

/** "Gangguan alat presensi", "Butir daftar upacara": the kind of the facts, and the code of an agency's own. */
export function factsLabel(name: SourceName): string {
  const whole = kindOfSource(name);
  if (whole) return specOf(whole).label;
  const [prefix = "", code = ""] = name.split(".");
  const kind = kindsOfOwn[prefix];
  return kind ? `${specOf(kind).label} ${code}` : name;
}
