import { call } from "@kinerja/common/grpc";
import * as proto from "@kinerja/proto/planning/v1/planning_service";

import { type SetPlans } from "../../app/sources.ts";
import { type PlannedResult, type Plan } from "../../domain/plan.ts";

/** "ASPECT_WAKTU" as "WAKTU"; empty when none was set. */
function nameOf(names: Readonly<Record<string, string>>, value: string | undefined): string {
  const name = Object.entries(names).find(([, wire]) => wire === value)?.[0] ?? "UNSPECIFIED";
  return name === "UNSPECIFIED" || name === "UNRECOGNIZED" ? "" : name;
}

const toResult = ({ rhkId = "", kind, text, indicators }: proto.WorkResult): PlannedResult => ({
  rhkId,
  kind: nameOf(proto.ResultKind, kind),
  text,
  indicators: indicators.map((one) => ({
    indicatorId: one.indicatorId ?? "",
    text: one.text,
    aspect: nameOf(proto.Aspect, one.aspect),
    perspective: nameOf(proto.Perspective, one.perspective),
    target: one.target,
    unit: one.unit,
  })),
});

function toPlan(skp: proto.Skp, items: readonly proto.PlanItem[]): Plan {
  const results = (skp.content?.results ?? []).map(toResult);
  const own = new Set(results.map(({ rhkId }) => rhkId));
  return {
    skpId: skp.skpId,
    setRevision: skp.setRevision,
    assessorId: skp.assessorId === "" ? undefined : skp.assessorId,
    isHead: skp.positionKind === proto.PositionKind.UNIT_HEAD,
    results,
    expectations: (skp.content?.expectations ?? []).map(({ value, text }) => ({
      value: nameOf(proto.BehaviourValue, value),
      text,
    })),
    items: items
      .filter(({ rhkId }) => own.has(rhkId))
      .map(({ itemId = "", rhkId, text, target, unit }) => ({ itemId, rhkId, text, target, unit })),
  };
}

/** Of two, that of the employment, then the later one. */
const fitsBetter = (one: proto.Skp, other: proto.Skp, employmentId: string): boolean =>
  (one.employmentId === employmentId) === (other.employmentId === employmentId)
    ? one.validFrom > other.validFrom
    : one.employmentId === employmentId;

/** Set SKP over gRPC, the whole content with the month's items. */
export const setPlansOf =
  (client: proto.PlanningServiceClient): SetPlans =>
  async (members, period) => {
    const employments = new Map(members.map(({ personId, place }) => [personId, place.employmentId]));
    const request = { personIds: [...employments.keys()], period };
    const { skps, items } = await call(client, client.getSetSkps.bind(client), request, { deadlineMs: 10_000 });
    const best = new Map<string, proto.Skp>();
    for (const skp of skps) {
      const known = best.get(skp.personId);
      if (known === undefined || fitsBetter(skp, known, employments.get(skp.personId) ?? ""))
        best.set(skp.personId, skp);
    }
    return new Map([...best].map(([personId, skp]) => [personId, toPlan(skp, items)]));
  };
