export type Unit = "key" | "day" | "event" | "minute";

type Source = { readonly unit: Unit; readonly form: "text" | "count" | "counts" };

/** What a run can know about a person's month. A list holds one number for each occurrence. */
export const sources = {
  "roster.class": { unit: "key", form: "text" },
  "roster.staff_kind": { unit: "key", form: "text" },
  "roster.paid_days": { unit: "day", form: "count" },
  "calendar.days_of_month": { unit: "day", form: "count" },
  "evaluation.predicate": { unit: "key", form: "text" },
  "activity.approved_minutes": { unit: "minute", form: "count" },
  "activity.open_minutes": { unit: "minute", form: "count" },
  "activity.days_with_entries": { unit: "day", form: "count" },
  "attendance.absent_days": { unit: "day", form: "count" },
  "attendance.sick_days": { unit: "day", form: "count" },
  "attendance.leave_days": { unit: "day", form: "count" },
  "attendance.missed_checks": { unit: "event", form: "count" },
  "attendance.late_minutes": { unit: "minute", form: "count" },
  "attendance.late_events": { unit: "minute", form: "counts" },
  "attendance.early_minutes": { unit: "minute", form: "count" },
  "attendance.early_events": { unit: "minute", form: "counts" },
  // No service delivers these two yet; a policy that names them says what to assume.
  "attendance.away_minutes": { unit: "minute", form: "count" },
  "attendance.missed_ceremonies": { unit: "event", form: "count" },
} as const satisfies Record<string, Source>;

export type SourceName = keyof typeof sources;
export const sourceNames = Object.keys(sources) as SourceName[];
export const sourceOf = (name: SourceName): Source => sources[name];

/** The facts of one row, by source; what is not known is not there. */
export type FactValue = string | number | readonly number[];
export type Facts = Readonly<Partial<Record<SourceName, FactValue>>>;
