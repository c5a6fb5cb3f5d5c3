import { type Day } from "@kinerja/common/kernel";

/** What a number counts. `key` names a row of a table; `span` is a time with a beginning and maybe an end. */
export type Unit = "key" | "day" | "event" | "minute" | "hour" | "percent" | "point" | "rupiah" | "span";

/**
 * How a fact is written. count: a whole number. counts: one for each occurrence. decimal: a number with at most four digits behind the point, in
 * a text. days: the days of the month. spans: times that touch the month, and those before it that a rule still looks at.
 */
export type Form = "text" | "count" | "counts" | "decimal" | "rupiah" | "days" | "spans";

type Source = { readonly unit: Unit; readonly form: Form };

/** What a run can know about a person's month. A list holds one number for each occurrence. */
export const sources = {
  "roster.class": { unit: "key", form: "text" },
  "roster.staff_kind": { unit: "key", form: "text" },
  "roster.position_kind": { unit: "key", form: "text" },
  "roster.grade": { unit: "key", form: "text" },
  "roster.paid_days": { unit: "day", form: "count" },
  "roster.class_history": { unit: "span", form: "spans" },
  "calendar.days_of_month": { unit: "day", form: "count" },
  "calendar.workdays": { unit: "day", form: "count" },
  "evaluation.predicate": { unit: "key", form: "text" },
  "evaluation.annual_predicates": { unit: "span", form: "spans" },
  "activity.approved_minutes": { unit: "minute", form: "count" },
  "activity.open_minutes": { unit: "minute", form: "count" },
  "activity.days_with_entries": { unit: "day", form: "count" },
  "attendance.days": { unit: "day", form: "days" },
  "attendance.absent_days": { unit: "day", form: "count" },
  "attendance.sick_days": { unit: "day", form: "count" },
  "attendance.leave_days": { unit: "day", form: "count" },
  "attendance.missed_checks": { unit: "event", form: "count" },
  "attendance.late_minutes": { unit: "minute", form: "count" },
  "attendance.late_events": { unit: "minute", form: "counts" },
  "attendance.early_minutes": { unit: "minute", form: "count" },
  "attendance.early_events": { unit: "minute", form: "counts" },
  // The rest are of the registers that this service keeps.
  "attendance.outages": { unit: "span", form: "spans" },
  "leave.spans": { unit: "span", form: "spans" },
  "discipline.sanctions": { unit: "span", form: "spans" },
  "discipline.demotions": { unit: "span", form: "spans" },
  "acting.posts": { unit: "span", form: "spans" },
  "study.spans": { unit: "span", form: "spans" },
  "exclusion.spans": { unit: "span", form: "spans" },
} as const satisfies Record<string, Source>;

/** What an agency has of its own, by a prefix that says the form: `score.perilaku`, `amount.nilai_jabatan`, `list.lhkpn`. */
export const ownSources = {
  score: { unit: "percent", form: "decimal" },
  points: { unit: "point", form: "decimal" },
  amount: { unit: "rupiah", form: "rupiah" },
  list: { unit: "event", form: "count" },
  days: { unit: "day", form: "count" },
  minutes: { unit: "minute", form: "count" },
  hours: { unit: "hour", form: "count" },
  key: { unit: "key", form: "text" },
  spans: { unit: "span", form: "spans" },
} as const satisfies Record<string, Source>;

export type SourceName = keyof typeof sources | `${keyof typeof ownSources}.${string}`;
export const sourceNames = Object.keys(sources) as SourceName[];
/** The shape of an own source's name. */
export const ownSourcePattern = `^(${Object.keys(ownSources).join("|")})\\.[a-z][a-z0-9_]{0,39}$`;

/** The name must be a known one or have the shape of an own one: the schema saw to it. */
export function sourceOf(name: SourceName): Source {
  if (Object.hasOwn(sources, name)) return sources[name as keyof typeof sources];
  const [prefix = ""] = name.split(".");
  return ownSources[prefix as keyof typeof ownSources];
}

/**
 * One day of the month, of the calendar. Minutes are against the schedule, before any tolerance: that is the policy's. A day without entry has no
 * `check_in`; whether that is a missed check is told apart, since a day on duty has none either.
 */
export type DayFact = {
  readonly day: Day;
  /** A day of work by the person's schedule. */
  readonly work: boolean;
  /** HADIR, ALPA, CUTI_SAKIT …: a word of the attendance import. */
  readonly status: string;
  readonly late?: number;
  readonly early?: number;
  readonly away?: number;
  readonly missed_in?: boolean;
  readonly missed_out?: boolean;
  /** HH:MM of the person's zone. */
  readonly check_in?: string;
  readonly check_out?: string;
};

/** A time with a kind: leave, a sanction, an acted post, an outage. Both ends belong to it; without `to` it lasts. */
export type SpanFact = {
  readonly kind: string;
  readonly from: Day;
  readonly to?: Day;
  /** Of an acted post, or of a demotion: the class. */
  readonly class?: string;
  /** Of an acted post, against the own: same, one_below (the own post is one level lower), … */
  readonly level?: string;
  /** The decree is not confirmed yet: shown, never applied. */
  readonly pending?: boolean;
};

/** The facts of one row, by source; what is not known is not there. */
export type FactValue = string | number | readonly number[] | readonly DayFact[] | readonly SpanFact[];
export type Facts = Readonly<Partial<Record<SourceName, FactValue>>>;
