/** Short names for the messages of these pages. Messages within messages are always sent. */
import { type Employment, type PersonName } from "../../api/types.ts";
import type { components } from "../../api/schema.d.ts";

type Schemas = components["schemas"];
type With<Message, Parts> = Readonly<Omit<Message, keyof Parts>> & Readonly<Parts>;

export type Agency = Readonly<Schemas["Agency"]>;
export type Unit = Readonly<Schemas["Unit"]>;
export type Listed = With<Schemas["PersonEmployment"], { person: PersonName; employment: Employment }>;
export type Import = Readonly<Schemas["Import"]>;
export type Finding = Readonly<Schemas["Finding"]>;
export type Grant = Readonly<Schemas["Grant"]>;
export type IssuedCode = Readonly<Schemas["IssuedCode"]>;
export type SkpGap = Readonly<Schemas["SkpGap"]>;
export type SkpGapCount = Readonly<Schemas["SkpGapCount"]>;
export type EvaluationGapPerson = Readonly<Schemas["EvaluationGapPerson"]>;
export type EvaluationGapCount = Readonly<Schemas["EvaluationGapCount"]>;
export type ScheduleDay = Readonly<Schemas["ScheduleDay"]>;
export type Schedule = With<Schemas["Schedule"], { days: readonly ScheduleDay[] }>;
export type WorkingWeek = Readonly<Schemas["WorkingWeek"]>;
export type AttendanceVersion = Readonly<Schemas["AttendanceVersion"]>;
export type AttendanceHistory = With<
  Schemas["ListAttendanceHistoryResponse"],
  { versions: readonly AttendanceVersion[] }
>;
export type AttendanceSaid = Readonly<Schemas["AttendanceSaid"]>;
export type Correction = With<
  Schemas["ListedAttendanceCorrection"],
  { after: AttendanceSaid; before?: AttendanceSaid }
>;
export type CorrectionState = Exclude<Correction["state"], "UNSPECIFIED">;
export type ShiftKind = Schemas["ShiftKind"];
export type ShiftDay = Readonly<Schemas["ShiftDay"]>;
export type RecordedShift = With<Schemas["RecordedShiftDay"], { day: ShiftDay }>;
export type DayOff = Readonly<Schemas["DayOff"]>;
export type Account = Readonly<Schemas["Account"]>;
export type AccountState = Exclude<Account["state"], "UNSPECIFIED">;
export type UnitPredicate = Schemas["UnitPredicate"];
export type MissingPerson = Readonly<Schemas["MissingPerson"]>;
export type Period = Readonly<Schemas["Period"]>;
export type Imported = Readonly<Schemas["ImportAttendanceResponse"]>;
export type SealedPeriod = Readonly<Schemas["SealedPeriod"]>;

export interface Rows<Row> {
  readonly rows: readonly Row[];
  /** Cursor of the page after; empty on the last one. */
  readonly next: string;
  /** How many there are on all pages, where the API counts them. */
  readonly total?: number;
}

/** Both seals of a month of an agency. */
export interface Closing {
  readonly log: Period;
  readonly predicates: SealedPeriod;
  /** People without an issued evaluation. */
  readonly unrated: number;
}
