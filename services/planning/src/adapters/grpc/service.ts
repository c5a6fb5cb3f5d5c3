import { unary } from "@kinerja/common/grpc";
import { parseDay, parsePeriod, type Period } from "@kinerja/common/kernel";
import * as proto from "@kinerja/proto/planning/v1/planning_service";

import { type listAgreements, type saveAgreement, type setAgreement } from "../../app/agreements.ts";
import { type getRoleMatrix, type saveRoleMatrix } from "../../app/matrix.ts";
import { type listSkpGaps } from "../../app/gaps.ts";
import { type listParentChoices } from "../../app/parents.ts";
import type * as read from "../../app/read.ts";
import type * as skps from "../../app/skps.ts";
import { type ChainLink } from "../../app/views.ts";
import { type Agreement } from "../../domain/agreement.ts";
import { type Gap } from "../../domain/gaps.ts";
import { type Skp } from "../../domain/skp.ts";
import { type TreeNode } from "../../domain/tree.ts";
import { type SetSkps } from "../postgres/read-store.ts";
import { toPlanItem, toSkp, toSkpHeader, toWorkResult } from "../proto.ts";
import {
  callerOf,
  choice,
  optionalChoice,
  optionalUuid,
  pageToken,
  readContent,
  readItems,
  readObjectives,
  uuid,
} from "./read.ts";

export type UseCases = {
  readonly saveAgreement: ReturnType<typeof saveAgreement>;
  readonly setAgreement: ReturnType<typeof setAgreement>;
  readonly listAgreements: ReturnType<typeof listAgreements>;
  readonly saveRoleMatrix: ReturnType<typeof saveRoleMatrix>;
  readonly getRoleMatrix: ReturnType<typeof getRoleMatrix>;
  readonly createSkp: ReturnType<typeof skps.createSkp>;
  readonly saveSkp: ReturnType<typeof skps.saveSkp>;
  readonly submitSkp: ReturnType<typeof skps.submitSkp>;
  readonly returnSkp: ReturnType<typeof skps.returnSkp>;
  readonly setSkp: ReturnType<typeof skps.setSkp>;
  readonly reviseSkp: ReturnType<typeof skps.reviseSkp>;
  readonly saveActionPlan: ReturnType<typeof skps.saveActionPlan>;
  readonly getSkp: ReturnType<typeof read.getSkp>;
  readonly listSkps: ReturnType<typeof read.listSkps>;
  readonly listTeamSkps: ReturnType<typeof read.listTeamSkps>;
  readonly getActionPlan: ReturnType<typeof read.getActionPlan>;
  readonly getTree: ReturnType<typeof read.getTree>;
  readonly listSkpGaps: ReturnType<typeof listSkpGaps>;
  readonly listParentChoices: ReturnType<typeof listParentChoices>;
  readonly listNotices: ReturnType<typeof read.listNotices>;
  readonly setSkps: (personIds: readonly string[], period: Period) => Promise<SetSkps>;
};

type Handlers = proto.PlanningServiceServer;

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const gapForm = new RegExp(`^[0-3]${uuidForm.source.slice(1, -1)}${uuidForm.source.slice(1)}`);
const teamForm = new RegExp(uuidForm.source.replace("^", "^[01]"));

const toAgreement = ({ id, objectives, state, ...rest }: Agreement): proto.Agreement => ({
  ...rest,
  agreementId: id,
  state: proto.AgreementState[state],
  objectives: objectives.map((objective) => ({
    objectiveId: objective.id,
    text: objective.text,
    indicators: objective.indicators.map(({ id: indicatorId, ...indicator }) => ({ ...indicator, indicatorId })),
  })),
});

/** What stands at a place: an indicator, a result that is set, or one that is not. */
function kindOf(kind: "INDICATOR" | "RHK", isFirm: boolean): proto.ParentKind {
  if (kind === "INDICATOR") return proto.ParentKind.AGREEMENT_INDICATOR;
  return isFirm ? proto.ParentKind.SUPERIOR_RHK : proto.ParentKind.PROVISIONAL;
}

const toChainLink = ({ kind, isFirm, personId = "", unitId, ...rest }: ChainLink): proto.ChainLink => ({
  ...rest,
  kind: kindOf(kind, isFirm),
  personId,
  unitId: kind === "INDICATOR" ? unitId : "",
});

const toTreeNode = (node: TreeNode): proto.TreeNode => ({
  nodeId: node.id,
  parentId: node.parentId ?? "",
  kind: kindOf(node.kind, node.isSet),
  text: node.text,
  personId: node.personId ?? "",
  unitId: node.unitId,
  state: node.state === undefined ? proto.SkpState.UNSPECIFIED : proto.SkpState[node.state],
  gap: node.isGap,
});

const toGap = ({ row, state, skp }: Gap): proto.SkpGap => ({
  personId: row.personId,
  employmentId: row.employmentId,
  unitId: row.unitId,
  primary: row.isPrimary,
  state: proto.SkpGapState[state],
  skpId: skp?.skpId ?? "",
  assessorId: skp?.assessorId ?? "",
  changedAt: skp && new Date(skp.changedAt),
});

const answer = (skp: Skp): { skp: proto.Skp } => ({ skp: toSkp(skp) });

const agreementHandlers = (
  use: UseCases,
): Pick<Handlers, "saveAgreement" | "setAgreement" | "listAgreements" | "saveRoleMatrix" | "getRoleMatrix"> => ({
  saveAgreement: unary(async (request, context) => {
    const command = {
      agencyId: uuid(request.agencyId, "/agencyId"),
      unitId: uuid(request.unitId, "/unitId"),
      year: request.year,
      expectedVersion: request.expectedVersion,
      objectives: readObjectives(request.objectives),
    };
    return { agreement: toAgreement(await use.saveAgreement(callerOf(context), command)) };
  }),
  setAgreement: unary(async (request, context) => {
    const command = {
      agencyId: uuid(request.agencyId, "/agencyId"),
      agreementId: uuid(request.agreementId, "/agreementId"),
    };
    return { agreement: toAgreement(await use.setAgreement(callerOf(context), command)) };
  }),
  listAgreements: unary(async (request, context) => {
    const { items, next } = await use.listAgreements(callerOf(context), {
      agencyId: uuid(request.agencyId, "/agencyId"),
      year: request.year,
      unitId: optionalUuid(request.unitId, "/unitId"),
      pageSize: request.pageSize,
      pageToken: pageToken(request.pageToken, uuidForm),
    });
    return { agreements: items.map(toAgreement), nextPageToken: next };
  }),
  saveRoleMatrix: unary(async ({ year, cells }, context) => {
    const read = cells.map(({ leaderRhkId, personId, result }, at) => ({
      leaderRhkId: uuid(leaderRhkId, `/cells/${at}/leaderRhkId`),
      personId: uuid(personId, `/cells/${at}/personId`),
      result,
    }));
    return { cells: await use.saveRoleMatrix(callerOf(context), { year, cells: read }) };
  }),
  getRoleMatrix: unary(async ({ year, namingMe = false }, context) => ({
    cells: [...(await use.getRoleMatrix(callerOf(context), { year, namingMe }))],
  })),
});

type SkpCommands = "createSkp" | "saveSkp" | "submitSkp" | "returnSkp" | "setSkp" | "reviseSkp" | "saveActionPlan";

const skpHandlers = (use: UseCases): Pick<Handlers, SkpCommands> => ({
  createSkp: unary(async ({ employmentId, year, positionKind }, context) => {
    const command = {
      employmentId: uuid(employmentId, "/employmentId"),
      year,
      positionKind: choice(proto.PositionKind, positionKind, "/positionKind"),
    };
    return answer(await use.createSkp(callerOf(context), command));
  }),
  saveSkp: unary(async ({ skpId, expectedVersion, content }, context) => {
    const command = { skpId: uuid(skpId, "/skpId"), expectedVersion, content: readContent(content) };
    return answer(await use.saveSkp(callerOf(context), command));
  }),
  submitSkp: unary(async ({ skpId, expectedVersion }, context) =>
    answer(await use.submitSkp(callerOf(context), { skpId: uuid(skpId, "/skpId"), expectedVersion })),
  ),
  returnSkp: unary(async ({ skpId, expectedVersion, reason }, context) =>
    answer(await use.returnSkp(callerOf(context), { skpId: uuid(skpId, "/skpId"), expectedVersion, reason })),
  ),
  setSkp: unary(async ({ skpId, expectedVersion }, context) =>
    answer(await use.setSkp(callerOf(context), { skpId: uuid(skpId, "/skpId"), expectedVersion })),
  ),
  reviseSkp: unary(async ({ skpId }, context) =>
    answer(await use.reviseSkp(callerOf(context), { skpId: uuid(skpId, "/skpId") })),
  ),
  saveActionPlan: unary(async (request, context) => {
    const command = {
      skpId: uuid(request.skpId, "/skpId"),
      period: parsePeriod(request.period, "/period"),
      items: readItems(request.items),
    };
    return { items: (await use.saveActionPlan(callerOf(context), command)).map(toPlanItem) };
  }),
});

type Reads =
  "getSkp" | "listSkps" | "listTeamSkps" | "getActionPlan" | "getTree" | "listPlanningNotices" | "getSetSkps";

const readHandlers = (use: UseCases): Pick<Handlers, Reads> => ({
  getSkp: unary(async ({ skpId, setRevision }, context) => {
    const { skp, chains } = await use.getSkp(callerOf(context), { skpId: uuid(skpId, "/skpId"), setRevision });
    return { skp: toSkp(skp), chains: chains.map(toChainLink) };
  }),
  listSkps: unary(async ({ year, personId }, context) => {
    const found = await use.listSkps(callerOf(context), { year, personId: optionalUuid(personId, "/personId") });
    return { skps: found.map(toSkp) };
  }),
  listTeamSkps: unary(async (request, context) => {
    const query = { year: request.year, pageSize: request.pageSize, pageToken: pageToken(request.pageToken, teamForm) };
    const { skps, without, next } = await use.listTeamSkps(callerOf(context), query);
    return { skps: skps.map(toSkpHeader), peopleWithoutSkp: [...without], nextPageToken: next };
  }),
  getActionPlan: unary(async (request, context) => {
    const plan = await use.getActionPlan(callerOf(context), {
      period: parsePeriod(request.period, "/period"),
      personId: optionalUuid(request.personId, "/personId"),
      skpId: optionalUuid(request.skpId, "/skpId"),
    });
    return {
      items: (plan?.items ?? []).map(toPlanItem),
      results: (plan?.results ?? []).map(toWorkResult),
      skpId: plan?.skp.id ?? "",
      state: plan === undefined ? proto.SkpState.UNSPECIFIED : proto.SkpState[plan.skp.state],
    };
  }),
  getTree: unary(async ({ agencyId, unitId, year }, context) => {
    const query = { agencyId: uuid(agencyId, "/agencyId"), unitId: uuid(unitId, "/unitId"), year };
    return { nodes: (await use.getTree(callerOf(context), query)).map(toTreeNode) };
  }),
  listPlanningNotices: unary(async (_, context) => ({
    notices: (await use.listNotices(callerOf(context))).map(({ id, code, params, at }) => ({
      noticeId: id,
      code,
      params,
      at: new Date(at),
    })),
  })),
  getSetSkps: unary(async ({ personIds, period }) => {
    const people = personIds.map((id, at) => uuid(id, `/personIds/${at}`));
    const { skps, items } = await use.setSkps(people, parsePeriod(period, "/period"));
    return { skps: skps.map(toSkp), items: items.map(toPlanItem) };
  }),
});

const whoeverHandlers = (use: UseCases): Pick<Handlers, "listSkpGaps" | "listParentChoices"> => ({
  listSkpGaps: unary(async (request, context) => {
    const { gaps, byState, employments, next } = await use.listSkpGaps(callerOf(context), {
      agencyId: uuid(request.agencyId, "/agencyId"),
      onDate: request.onDate === undefined ? undefined : parseDay(request.onDate, "/onDate"),
      unitId: optionalUuid(request.unitId, "/unitId"),
      state: optionalChoice(proto.SkpGapState, request.state, "/state"),
      pageSize: request.pageSize,
      pageToken: pageToken(request.pageToken, gapForm),
    });
    const counts = byState.map((one) => ({ ...one, state: proto.SkpGapState[one.state] }));
    return { gaps: gaps.map(toGap), byState: counts, employments, nextPageToken: next };
  }),
  listParentChoices: unary(async ({ year }, context) => {
    const choices = await use.listParentChoices(callerOf(context), { year });
    return {
      choices: choices.map(({ kind, personId = "", ...rest }) => ({ ...rest, kind: proto.ParentKind[kind], personId })),
    };
  }),
});

export const planningService = (use: UseCases): Handlers => ({
  ...whoeverHandlers(use),
  ...agreementHandlers(use),
  ...skpHandlers(use),
  ...readHandlers(use),
});
