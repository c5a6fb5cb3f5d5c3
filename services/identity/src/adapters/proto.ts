import { type Day } from "@kinerja/common/kernel";
import * as directory from "@kinerja/proto/identity/v1/directory_service";

import { type EmploymentView, type UnitView } from "../app/directory.ts";
import { type AnyRelationKind } from "../domain/relation.ts";

export const zoneToProto = { WIB: directory.Zone.WIB, WITA: directory.Zone.WITA, WIT: directory.Zone.WIT } as const;

export const kindToProto: Record<AnyRelationKind, directory.RelationKind> = {
  SUPERIOR: directory.RelationKind.SUPERIOR,
  SUPERIOR_OF_SUPERIOR: directory.RelationKind.SUPERIOR_OF_SUPERIOR,
  TEAM_LEAD: directory.RelationKind.TEAM_LEAD,
  ACTING: directory.RelationKind.ACTING,
};

export const dayToProto = (day: Day | undefined): string => day ?? "";

export const employmentToProto = (view: EmploymentView): directory.Employment => ({
  employmentId: view.id,
  agencyId: view.agencyId,
  unitId: view.unitId,
  unitName: view.unitName,
  positionName: view.positionName,
  positionClass: view.positionClass,
  zone: zoneToProto[view.zone],
  validFrom: view.validFrom,
  validTo: dayToProto(view.validTo),
  personId: view.personId,
  primary: view.main,
  staffKind: directory.StaffKind[view.staffKind || "UNSPECIFIED"],
});

export const unitToProto = (unit: UnitView): directory.Unit => ({
  unitId: unit.id,
  parentId: unit.parentId ?? "",
  name: unit.name,
  zone: zoneToProto[unit.zone],
  headPersonId: unit.headPersonId ?? "",
});
