/** Short names for the messages of the contract that this client uses. Messages within messages are always sent. */
import type { components } from "./schema.d.ts";

type Schemas = components["schemas"];
type With<Message, Parts> = Readonly<Omit<Message, keyof Parts>> & Readonly<Parts>;

export type Zone = Schemas["IdentityZone"];
export type Employment = With<Schemas["Employment"], { zone: Zone }>;
export type Role = Schemas["Role"];
export type RoleGrant = With<Schemas["RoleGrant"], { role: Role }>;
export type Me = With<Schemas["GetMeResponse"], { employments: readonly Employment[]; roles: readonly RoleGrant[] }>;
export type CalendarDay = Readonly<Schemas["CalendarDay"]>;
export type Calendar = With<Schemas["GetCalendarResponse"], { zone: Zone; days: readonly CalendarDay[] }>;
export type EntryKind = Schemas["EntryKind"];
/** As a client makes it; what is read back has the same fields. */
export type Entry = With<
  Schemas["EntryInput"],
  { evidenceUrls?: readonly string[]; evidenceFileIds?: readonly string[]; evidenceFileNames?: readonly string[] }
>;
export type Place = Schemas["Place"];
export type TaskKind = Schemas["TaskKind"];
export type Task = Readonly<Schemas["Task"]>;
export type Flag = Schemas["Flag"];
export type ReturnReason = Schemas["ReturnReason"];
export type StoredEntry = With<Schemas["StoredEntry"], { entry: Entry; flags: readonly Flag[] }>;
export type EntryPage = With<Schemas["ListEntriesResponse"], { entries: readonly StoredEntry[] }>;
export type EntryHistory = With<
  Schemas["GetEntryHistoryResponse"],
  { versions: readonly StoredEntry[]; conflicts: readonly Entry[] }
>;
/** A day that the device remembers from before may lack what stands behind its totals. */
export type DayTotal = Pick<Schemas["DayTotal"], "workDate" | "minutes" | "entries" | "attendance"> &
  Partial<Schemas["DayTotal"]>;
export type Month = With<Schemas["GetMonthResponse"], { days: readonly DayTotal[] }>;
export type Receipt = Readonly<Schemas["Receipt"]>;
export type EntryRefusal = Readonly<Schemas["EntryRefusal"]>;
export type EntryResult = With<Schemas["EntryResult"], { receipt?: Receipt; refusal?: EntryRefusal }>;
export type SeenVersion = Readonly<Schemas["SeenVersion"]>;
export type TeamMember = With<
  Schemas["TeamMember"],
  { exceptions: readonly StoredEntry[]; clean: readonly SeenVersion[]; missingDates: readonly string[] }
>;
/** An item of the action plan of a month. */
export type PlanItem = Readonly<Schemas["PlanItem"]>;
export type PersonName = Readonly<Schemas["PersonName"]>;
