import { type Hours } from "../../domain/schedule.ts";
import { type Shift, type ShiftKind } from "../../domain/shift.ts";

/** What `attendance_held` knows of a day beside the fact, and why its shift was set afterwards; `row` names the view. */
export const heldColumns = (row: string): string =>
  `${row}.work, ${row}.shift, ${row}.hours, ${row}.correction_id is not null as "isByHand",
  (select s.reason from shift_day s where s.agency_id = ${row}.agency_id and s.person_id = ${row}.person_id
    and s.work_date = ${row}.work_date and s.replaced_at is null and s.reason is not null) as "shiftReason"`;

export type HeldRow = {
  readonly work: boolean | null;
  readonly shift: ShiftKind | null;
  readonly hours: Hours | null;
  readonly isByHand: boolean;
  readonly shiftReason: string | null;
};

export const shiftIn = (kind: ShiftKind | null, hours: Hours | null): Shift | undefined =>
  kind === null ? undefined : { kind, hours: hours ?? undefined };

export const readHeld = <Row extends HeldRow>({ work, shift, hours, isByHand, shiftReason, ...fact }: Row) => ({
  ...fact,
  work: work ?? undefined,
  shift: shiftIn(shift, hours),
  shiftReason: shiftReason ?? undefined,
  byHand: isByHand || shiftReason !== null ? (true as const) : undefined,
});
