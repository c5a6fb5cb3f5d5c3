import * as proto from "@kinerja/proto/planning/v1/planning_service";

import { type Content, type Indicator, type WorkResult } from "../domain/content.ts";
import { type PlanItem } from "../domain/plan.ts";
import { type Skp } from "../domain/skp.ts";

const toIndicator = (indicator: Indicator): proto.Indicator => ({
  indicatorId: indicator.id,
  text: indicator.text,
  aspect: indicator.aspect && proto.Aspect[indicator.aspect],
  perspective: indicator.perspective && proto.Perspective[indicator.perspective],
  target: indicator.target,
  unit: indicator.unit,
});

export const toWorkResult = (result: WorkResult): proto.WorkResult => ({
  rhkId: result.id,
  kind: proto.ResultKind[result.kind],
  text: result.text,
  parentKind: result.parent && proto.ParentKind[result.parent.kind],
  parentId: result.parent?.id,
  assignedByUnitId: result.assignedByUnitId,
  indicators: result.indicators.map(toIndicator),
});

const toContent = (content: Content): proto.SkpContent => ({
  results: content.results.map(toWorkResult),
  expectations: content.expectations.map(({ value, text }) => ({ value: proto.BehaviourValue[value], text })),
  resources: [...content.resources],
  accountability: [...content.accountability],
  consequences: [...content.consequences],
});

/** Lists leave the content out. */
export const toSkpHeader = (skp: Skp): proto.Skp => ({
  skpId: skp.id,
  personId: skp.personId,
  employmentId: skp.employmentId,
  agencyId: skp.agencyId,
  unitId: skp.unitId,
  assessorId: skp.assessorId ?? "",
  year: skp.year,
  validFrom: skp.validFrom,
  validTo: skp.validTo,
  positionKind: proto.PositionKind[skp.positionKind],
  state: proto.SkpState[skp.state],
  version: skp.version,
  setRevision: skp.setRevision,
  returnReason: skp.returnReason ?? "",
  content: undefined,
});

export const toSkp = (skp: Skp): proto.Skp => ({ ...toSkpHeader(skp), content: toContent(skp.content) });

export const toPlanItem = (item: PlanItem): proto.PlanItem => ({
  itemId: item.id,
  rhkId: item.rhkId,
  indicatorId: item.indicatorId,
  text: item.text,
  target: item.target,
  unit: item.unit,
});
