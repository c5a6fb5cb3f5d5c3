import { invalid, Refusal } from "@kinerja/common/errors";
import { type CallContext } from "@kinerja/common/grpc";
import { isUuid } from "@kinerja/common/kernel";
import * as proto from "@kinerja/proto/planning/v1/planning_service";

import { type Caller } from "../../app/authorise.ts";
import { type ObjectiveDraft } from "../../domain/agreement.ts";
import { type ContentDraft, type IndicatorDraft, type Parent, type ResultDraft } from "../../domain/content.ts";
import { type PlanItemDraft } from "../../domain/plan.ts";

/** The originating person. The server has verified the token. */
export function callerOf({ subject, traceId, requestKey }: CallContext): Caller {
  if (subject === undefined) throw new Refusal("unauthenticated", "TOKEN_MISSING");
  return {
    personId: subject.personId,
    agencyIds: [...new Set(subject.employments.map(({ agencyId }) => agencyId))],
    token: subject.token,
    requestId: traceId,
    requestKey,
  };
}

/** "ASPECT_WAKTU" as "WAKTU"; undefined when none was sent. */
export function choice<const Names extends object>(
  names: Names,
  value: string,
  pointer: string,
): Exclude<keyof Names, "UNSPECIFIED" | "UNRECOGNIZED" | symbol | number> {
  const name = Object.entries(names).find(([, wire]) => wire === value)?.[0];
  if (name === undefined || name === "UNSPECIFIED" || name === "UNRECOGNIZED") throw invalid(pointer, "CHOICE_UNKNOWN");
  return name as ReturnType<typeof choice<Names>>;
}

export const optionalChoice = <const Names extends object>(names: Names, value: string | undefined, pointer: string) =>
  value === undefined ? undefined : choice(names, value, pointer);

/** Ids are compared in the database: what is none is refused here. */
export function uuid(text: string, pointer: string): string {
  if (!isUuid(text)) throw invalid(pointer, "UUID_FORM");
  return text;
}
export const optionalUuid = (text: string | undefined, pointer: string): string | undefined =>
  text === undefined ? undefined : uuid(text, pointer);

export function pageToken(token: string | undefined, form: RegExp): string | undefined {
  if (token === undefined || token === "") return undefined;
  if (!form.test(token)) throw invalid("/pageToken", "PAGE_TOKEN_FORM");
  return token;
}

function readIndicator(indicator: proto.Indicator, pointer: string): IndicatorDraft {
  return {
    id: optionalUuid(indicator.indicatorId, `${pointer}/indicatorId`),
    text: indicator.text,
    aspect: optionalChoice(proto.Aspect, indicator.aspect, `${pointer}/aspect`),
    perspective: optionalChoice(proto.Perspective, indicator.perspective, `${pointer}/perspective`),
    target: indicator.target,
    unit: indicator.unit,
  };
}

function readParent({ parentKind, parentId }: proto.WorkResult, pointer: string): Parent | undefined {
  if (parentKind === undefined && parentId === undefined) return undefined;
  if (parentKind === undefined) throw invalid(`${pointer}/parentKind`, "FIELD_REQUIRED");
  if (parentId === undefined) throw invalid(`${pointer}/parentId`, "FIELD_REQUIRED");
  return {
    kind: choice(proto.ParentKind, parentKind, `${pointer}/parentKind`),
    id: uuid(parentId, `${pointer}/parentId`),
  };
}

function readResult(result: proto.WorkResult, at: number): ResultDraft {
  const pointer = `/content/results/${at}`;
  return {
    id: optionalUuid(result.rhkId, `${pointer}/rhkId`),
    kind: choice(proto.ResultKind, result.kind, `${pointer}/kind`),
    text: result.text,
    parent: readParent(result, pointer),
    assignedByUnitId: optionalUuid(result.assignedByUnitId, `${pointer}/assignedByUnitId`),
    indicators: result.indicators.map((indicator, nr) => readIndicator(indicator, `${pointer}/indicators/${nr}`)),
  };
}

export function readContent(content: proto.SkpContent | undefined): ContentDraft {
  if (content === undefined) throw invalid("/content", "FIELD_REQUIRED");
  return {
    results: content.results.map(readResult),
    expectations: content.expectations.map(({ value, text }, at) => ({
      value: choice(proto.BehaviourValue, value, `/content/expectations/${at}/value`),
      text,
    })),
    resources: content.resources,
    accountability: content.accountability,
    consequences: content.consequences,
  };
}

export const readObjectives = (objectives: readonly proto.AgreementObjective[]): ObjectiveDraft[] =>
  objectives.map(({ objectiveId, text, indicators }, at) => ({
    id: optionalUuid(objectiveId, `/objectives/${at}/objectiveId`),
    text,
    indicators: indicators.map(({ indicatorId, ...rest }, nr) => ({
      id: optionalUuid(indicatorId, `/objectives/${at}/indicators/${nr}/indicatorId`),
      text: rest.text,
      target: rest.target,
      unit: rest.unit,
    })),
  }));

export const readItems = (items: readonly proto.PlanItem[]): PlanItemDraft[] =>
  items.map(({ itemId, rhkId, indicatorId, text, target, unit }, at) => ({
    id: optionalUuid(itemId, `/items/${at}/itemId`),
    rhkId: uuid(rhkId, `/items/${at}/rhkId`),
    indicatorId: optionalUuid(indicatorId, `/items/${at}/indicatorId`),
    text,
    target,
    unit,
  }));
