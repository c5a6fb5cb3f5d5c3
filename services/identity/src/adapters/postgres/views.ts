import { type AgencyId, type Day, type PersonId, type Zone } from "@kinerja/common/kernel";

import { type EmploymentView } from "../../app/directory.ts";
import { type StaffKind } from "../../domain/staff-kind.ts";
import { type Today } from "../../domain/validity.ts";

/** Columns of an employment with the names of unit and position; joins `e`, `u` and `po`. */
export const employmentColumns = `e.id, e.person_id, e.agency_id, e.unit_id, u.name as unit_name, po.name as position_name,
  e.position_class, e.zone, e.main, e.staff_kind, e.valid_from, e.valid_to`;
export const employmentJoins = `join unit u on u.id = e.unit_id join position po on po.id = e.position_id`;

export type EmploymentRow = {
  id: string;
  person_id: string;
  agency_id: string;
  unit_id: string;
  unit_name: string;
  position_name: string;
  position_class: number;
  zone: Zone;
  main: boolean;
  staff_kind: StaffKind;
  valid_from: string;
  valid_to: string | null;
};

export const toEmployment = (row: EmploymentRow): EmploymentView => ({
  id: row.id,
  personId: row.person_id as PersonId,
  agencyId: row.agency_id as AgencyId,
  unitId: row.unit_id,
  unitName: row.unit_name,
  positionName: row.position_name,
  positionClass: row.position_class,
  zone: row.zone,
  main: row.main,
  staffKind: row.staff_kind,
  validFrom: row.valid_from as Day,
  validTo: (row.valid_to ?? undefined) as Day | undefined,
});

/** Parameters 1 to 3 of every query that asks what holds today. */
export const todayParams = ({ WIB, WITA, WIT }: Today): string[] => [WIB, WITA, WIT];
/** Whether a row with `zone`, `valid_from` and `valid_to` holds on parameters 1 to 3. */
export const holds = (alias: string): string =>
  `day_in(${alias}.zone, $1, $2, $3) between ${alias}.valid_from and coalesce(${alias}.valid_to, 'infinity')`;
