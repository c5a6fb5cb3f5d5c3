import { type Hours } from "../../domain/schedule.ts";
import { type Shift, type ShiftKind } from "../../domain/shift.ts";

/** What `attendance_held` knows of a day beside the fact. */
export const heldColumns = 'work, shift, hours, correction_id is not null as "isByHand"';

export type HeldRow = {
  readonly work: boolean | null;
  readonly shift: ShiftKind | null;
  readonly hours: Hours | null;
  readonly isByHand: boolean;
};

export const shiftIn = (kind: ShiftKind | null, hours: Hours | null): Shift | undefined =>
  kind === null ? undefined : { kind, hours: hours ?? undefined };

export const readHeld = <Row extends HeldRow>({ work, shift, hours, isByHand, ...fact }: Row) => ({
  ...fact,
  work: work ?? undefined,
  shift: shiftIn(shift, hours),
  byHand: isByHand ? (true as const) : undefined,
});
